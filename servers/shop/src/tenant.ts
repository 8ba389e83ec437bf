/**
 * Whose installation this is. Every key in the database begins with the tenant, and every store reads it from the transaction
 * (or the reader) it was given, so that no query can forget it.
 */
import { type Database, inTransaction, type Tx } from "@scantill/service-kit/database";

export type Tenant = { readonly tenantId: number };

/** Enough to read outside of a transaction. */
export type Reader = Tenant & { readonly sql: Database | Tx["sql"] };

/** An open transaction of one tenant. */
export type TenantTx = Tenant & Tx;

/** The pool as one tenant sees it. */
export type TenantDatabase = Tenant & { readonly sql: Database };

/** The operator of an installation that serves only one. */
export const defaultTenantId = 1;

export function transact<Result>(
  database: TenantDatabase,
  work: (tx: TenantTx) => Promise<Result>,
): Promise<Result> {
  return inTransaction(database.sql, (tx) => work({ ...tx, tenantId: database.tenantId }));
}
