/** The ledger's door: open accounts, lock them, and post transfers. It has never heard of merchants, codes or orders. */
import assert from "node:assert/strict";
import { currencies, exponentOf } from "@scantill/money";
import type { Reader, TenantTx } from "#tenant";
import {
  applyDeltas,
  insertAccount,
  insertTransfers,
  listAccountRows,
  lockAccountRows,
  upsertCurrencies,
} from "./ledger-store.ts";
import {
  type Account,
  type AccountKey,
  accountKeyText,
  summedDeltas,
  type Transfer,
} from "./transfer.ts";

/** Only the issuer of demo money may owe: its account mirrors what it has given out. */
const issuerFloor = -4_611_686_018_427_387_904n;

/** Makes sure that accounts may be opened in every active currency. */
export async function ensureCurrencies(tx: TenantTx): Promise<void> {
  await upsertCurrencies(
    tx,
    currencies.map((code) => ({ code, exponent: exponentOf(code) })),
  );
}

/** Opens the account unless it exists. */
export async function openAccount(tx: TenantTx, account: AccountKey): Promise<void> {
  await insertAccount(tx, account, account.kind === "issuer" ? issuerFloor : 0n);
}

/** Locks the accounts that exist, in id order; look them up by `accountKeyText`. */
export async function lockAccounts(
  tx: TenantTx,
  keys: readonly AccountKey[],
): Promise<ReadonlyMap<string, Account>> {
  const accounts = await lockAccountRows(tx, keys);
  return new Map(accounts.map((account) => [accountKeyText(account), account]));
}

export function listAccounts(
  reader: Reader,
  owner: Omit<AccountKey, "currency">,
): Promise<readonly Account[]> {
  return listAccountRows(reader, owner);
}

/** Posts transfers between accounts that the caller has locked; each account is written once. */
export async function postTransfers(tx: TenantTx, transfers: readonly Transfer[]): Promise<void> {
  if (transfers.length === 0) return;
  const deltas = summedDeltas(transfers);
  const [, changedAccounts] = await Promise.all([
    insertTransfers(tx, transfers),
    applyDeltas(tx, deltas),
  ]);
  assert(changedAccounts === deltas.size, "every account of a transfer exists");
}
