/** Checks the invariants that the whole product rests on, by recomputing them. A finding is a violation, never a warning. */
import type { TenantDatabase } from "#tenant";
import { type Invariant, listInvariants } from "./invariant-store.ts";

export type LedgerCheck = {
  readonly id: string;
  readonly title: string;
  /** How many rows break it. */
  readonly violations: number;
};

export type LedgerReport = { readonly isSound: boolean; readonly checks: readonly LedgerCheck[] };

/** Reads one snapshot of the database, so that payments going on meanwhile are no findings. */
export async function verifyLedger(database: TenantDatabase): Promise<LedgerReport> {
  const checks = await database.sql.begin(
    "isolation level repeatable read read only",
    async (sql) => {
      const results: LedgerCheck[] = [];
      for (const invariant of listInvariants({ sql, tenantId: database.tenantId }))
        results.push(await check(invariant));
      return results;
    },
  );
  return { isSound: checks.every(({ violations }) => violations === 0), checks };
}

async function check({ id, title, countViolations }: Invariant): Promise<LedgerCheck> {
  return { id, title, violations: await countViolations() };
}
