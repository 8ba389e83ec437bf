/** What an operator does to the shop, as functions for the command line. All may run again at any time. */
import { connectDatabase } from "@scantill/service-kit/database";
import { migrateSchema } from "@scantill/service-kit/migrate";
import { type ImportReport, type ImportWish, importProducts as putOnShelf } from "#imports";
import { defaultTenantId, type TenantDatabase, transact } from "#tenant";
import { seedDemo as fillShelves } from "./demo/seed-demo.ts";

export { isCurrency } from "@scantill/money";
export {
  type Counts,
  describeChanges,
  describeProblem,
  type ImportProgress,
  type ImportReport,
  openProductFile,
  type ProductFile,
  quoted,
  UnusableFile,
} from "#imports";

const folder = new URL("../", import.meta.url);

/** An address whose role may change the schema: the server's own may not. */
export type Operation = { readonly databaseUrl: string };

/** Brings the schema `shop` up to this version. */
export async function migrate({ databaseUrl }: Operation): Promise<void> {
  await migrateSchema({
    url: databaseUrl,
    schema: "shop",
    migrations: new URL("migrations/", folder),
    grants: new URL("grants.sql", folder),
    role: "scantill_shop",
  });
}

/** Puts the demo's products on the shelf. What is already there stays as it is. */
export function seedDemo({ databaseUrl }: Operation): Promise<void> {
  return withDatabase(databaseUrl, (database) => transact(database, fillShelves));
}

/** Puts the products of a file on the shelf; those that are there become what the file says. */
export function importProducts({
  databaseUrl,
  ...wish
}: Operation & ImportWish): Promise<ImportReport> {
  return withDatabase(databaseUrl, (database) => putOnShelf(database, wish));
}

async function withDatabase<Result>(
  url: string,
  work: (database: TenantDatabase) => Promise<Result>,
): Promise<Result> {
  const sql = connectDatabase({
    url,
    applicationName: "scantill-shop-operator",
    maxConnections: 1,
  });
  try {
    return await work({ sql, tenantId: defaultTenantId });
  } finally {
    await sql.end();
  }
}
