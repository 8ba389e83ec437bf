/** The operator's commands: what the command line may do to this server's database while the server itself is elsewhere. */
import { connectDatabase } from "@scantill/service-kit/database";
import { migrateSchema } from "@scantill/service-kit/migrate";
import { createSealer } from "@scantill/service-kit/sealed";
import { SetupError } from "@scantill/service-kit/setup-error";
import { ensureCurrencies } from "#ledger";
import { type LedgerReport, verifyLedger as verify } from "#ledger/verify";
import { seedDemoMerchant } from "#merchants";
import { defaultTenantId, type TenantDatabase, transact } from "#tenant";

import { isDatabaseReady } from "./health-store.ts";

export type { LedgerReport } from "#ledger/verify";

/** Brings the schema up to this version. The role must be allowed to create it. */
export async function migrate({ databaseUrl }: { readonly databaseUrl: string }): Promise<void> {
  await migrateSchema({
    url: databaseUrl,
    schema: "payments",
    migrations: new URL("../migrations/", import.meta.url),
    grants: new URL("../grants.sql", import.meta.url),
    role: "scantill_payments",
  });
  await withDatabase(databaseUrl, (database) => transact(database, ensureCurrencies));
}

export type DemoSeed = {
  readonly databaseUrl: string;
  readonly masterKey: string;
  readonly merchantApiKey: string;
  readonly webhookSecret: string;
  readonly webhookUrl: string;
  /** Where the demo shop is seen. */
  readonly shopOrigin: string;
};

/** Makes the demo merchant with its key and webhook endpoint the first time; later it only follows the shop's address. */
export async function seedDemo(seed: DemoSeed): Promise<void> {
  const sealer = createSealer(seed.masterKey);
  await withDatabase(seed.databaseUrl, (database) =>
    transact(database, (tx) => seedDemoMerchant(tx, { ...seed, sealer })),
  );
}

/** Recomputes the ledger and the states around it from the rows themselves. */
export function verifyLedger({
  databaseUrl,
}: {
  readonly databaseUrl: string;
}): Promise<LedgerReport> {
  return withDatabase(databaseUrl, verifyIfThere);
}

async function verifyIfThere(database: TenantDatabase): Promise<LedgerReport> {
  if (!(await isDatabaseReady(database))) {
    throw new SetupError("There is no ledger in this database yet: it is made by the first start.");
  }
  return verify(database);
}

async function withDatabase<Result>(
  url: string,
  work: (database: TenantDatabase) => Promise<Result>,
): Promise<Result> {
  const sql = connectDatabase({ url, applicationName: "scantill-operator", maxConnections: 1 });
  try {
    return await work({ sql, tenantId: defaultTenantId });
  } finally {
    await sql.end();
  }
}
