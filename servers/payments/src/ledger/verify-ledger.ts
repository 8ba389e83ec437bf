/** Checks the invariants that the whole product rests on, by recomputing them. A finding is a violation, never a warning. */
import type { Reader, TenantDatabase } from "#tenant";
import { listInvariants } from "./invariant-store.ts";

export type LedgerCheck = {
  readonly id: string;
  readonly title: string;
  /** How many rows break it. */
  readonly violations: number;
};

export type LedgerReport = { readonly isSound: boolean; readonly checks: readonly LedgerCheck[] };

/** Reads one snapshot of the database, so that payments going on meanwhile are no findings. */
export async function verifyLedger({ sql, tenantId }: TenantDatabase): Promise<LedgerReport> {
  const snapshot = "isolation level repeatable read read only";
  // The driver's type for the result of a transaction is that of its statements.
  return (await sql.begin(snapshot, (tx) =>
    checkInvariants({ sql: tx, tenantId }),
  )) as LedgerReport;
}

export async function checkInvariants(reader: Reader): Promise<LedgerReport> {
  const checks: LedgerCheck[] = [];
  for (const { id, title, countViolations } of listInvariants(reader)) {
    checks.push({ id, title, violations: await countViolations() });
  }
  return { isSound: checks.every(({ violations }) => violations === 0), checks };
}
