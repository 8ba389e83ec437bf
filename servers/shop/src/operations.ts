/** What an operator does to the shop, as functions for the command line. Both may run again at any time. */
import { connectDatabase } from "@scantill/service-kit/database";
import { migrateSchema } from "@scantill/service-kit/migrate";
import { defaultTenantId, transact } from "#tenant";
import { seedDemo as fillShelves } from "./demo/seed-demo.ts";

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
export async function seedDemo({ databaseUrl }: Operation): Promise<void> {
  const sql = connectDatabase({
    url: databaseUrl,
    applicationName: "scantill-shop-seed",
    maxConnections: 1,
  });
  try {
    await transact({ sql, tenantId: defaultTenantId }, fillShelves);
  } finally {
    await sql.end();
  }
}
