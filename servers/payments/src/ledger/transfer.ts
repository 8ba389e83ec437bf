/** The ledger's rules: accounts, and transfers that move money from one to another without making or losing any. */
import assert from "node:assert/strict";
import type { Id } from "@scantill/service-kit/ids";

export type AccountId = Id<"acc">;
export type AccountKind = "wallet" | "merchant" | "issuer";

/** What an owner's id begins with, by the kind of account. */
export const ownerPrefixes = {
  wallet: "wal",
  merchant: "mer",
  issuer: "iss",
} as const satisfies Record<AccountKind, string>;

export type AccountKey = {
  readonly ownerId: Id<string>;
  readonly kind: AccountKind;
  readonly currency: string;
};

export type Account = AccountKey & {
  readonly id: AccountId;
  /** Credits minus debits. */
  readonly posted: bigint;
  readonly held: bigint;
  /** What is left after holds never falls below it. */
  readonly floor: bigint;
};

export type TransferKind =
  | "pay"
  | "hold"
  | "capture"
  | "void"
  | "refund"
  | "top_up"
  | "fee"
  | "payout";

/** The debited account gives, the credited account receives. */
export type Transfer = {
  readonly id: Id<"tr">;
  readonly debitAccountId: AccountId;
  readonly creditAccountId: AccountId;
  readonly amount: bigint;
  readonly currency: string;
  readonly kind: TransferKind;
  readonly paymentId: Id<"pay"> | null;
};

/** An account key as one text, to find accounts in a map. */
export function accountKeyText({ ownerId, kind, currency }: AccountKey): string {
  return `${kind} ${ownerId} ${currency}`;
}

/** What an account can still give. */
export function available(account: Account): bigint {
  return account.posted - account.held - account.floor;
}

export function canGive(account: Account, amount: bigint): boolean {
  return available(account) >= amount;
}

/** How much each account changes, one row each however many transfers touch it. */
export function summedDeltas(transfers: readonly Transfer[]): ReadonlyMap<AccountId, bigint> {
  const deltas = new Map<AccountId, bigint>();
  for (const transfer of transfers) {
    assert(transfer.amount > 0n, "a transfer moves a positive amount");
    assert(
      transfer.debitAccountId !== transfer.creditAccountId,
      "a transfer has two different accounts",
    );
    deltas.set(
      transfer.debitAccountId,
      (deltas.get(transfer.debitAccountId) ?? 0n) - transfer.amount,
    );
    deltas.set(
      transfer.creditAccountId,
      (deltas.get(transfer.creditAccountId) ?? 0n) + transfer.amount,
    );
  }
  const sum = [...deltas.values()].reduce((total, delta) => total + delta, 0n);
  assert(sum === 0n, "transfers neither make nor lose money");
  return deltas;
}
