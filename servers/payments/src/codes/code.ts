/** A graphical code of a payment request: it stands for all items or for one, and is paid at most once. */
import type { CodeStatus, Split } from "@scantill/contract/payment-requests";
import type { Id } from "@scantill/service-kit/ids";

export type CodeId = Id<"cd">;

export type Code = {
  readonly id: CodeId;
  readonly requestId: Id<"pr">;
  readonly revision: number;
  /** The item it stands for, counted from 0; null where it stands for all of them. */
  readonly itemIndex: number | null;
  readonly amount: bigint;
  readonly status: CodeStatus;
  /** The payment that holds it while claimed, or that has paid it. */
  readonly paymentId: Id<"pay"> | null;
  readonly claimedUntil: Date | null;
  readonly paidAt: Date | null;
  /** Token and short code, sealed; opened only to draw the code again. */
  readonly sealedSecrets: Uint8Array;
};

export const nextStatuses = {
  active: ["claimed", "paid", "expired", "cancelled", "retired"],
  claimed: ["active", "paid", "expired", "cancelled", "retired"],
  paid: [],
  expired: [],
  cancelled: [],
  retired: [],
} as const satisfies Record<CodeStatus, readonly CodeStatus[]>;

/** True while money can still come in through this code. */
export function isPayable(code: Pick<Code, "status">): boolean {
  return code.status === "active" || code.status === "claimed";
}

/** True when a phone holds the code now; a lapsed claim holds nothing. */
export function isClaimed(code: Code, now: Date): boolean {
  return code.status === "claimed" && code.claimedUntil !== null && code.claimedUntil > now;
}

/** True when a phone other than this payment's holds the code now. */
export function isClaimedByAnother(code: Code, paymentId: Id<"pay"> | null, now: Date): boolean {
  return isClaimed(code, now) && code.paymentId !== paymentId;
}

export function claimed(code: Code, paymentId: Id<"pay">, claimedUntil: Date): Code {
  return { ...code, status: "claimed", paymentId, claimedUntil };
}

export function released(code: Code): Code {
  return { ...code, status: "active", paymentId: null, claimedUntil: null };
}

export function paid(code: Code, paymentId: Id<"pay">, paidAt: Date): Code {
  return { ...code, status: "paid", paymentId, claimedUntil: null, paidAt };
}

export function closed(code: Code, status: "expired" | "cancelled" | "retired"): Code {
  return isPayable(code) ? { ...code, status, paymentId: null, claimedUntil: null } : code;
}

/** The items a code stands for, out of its request's. */
export function itemsOf<Item>(
  code: Pick<Code, "itemIndex">,
  items: readonly Item[],
): readonly Item[] {
  if (code.itemIndex === null) return items;
  const item = items[code.itemIndex];
  return item === undefined ? [] : [item];
}

/** What each code of a new request stands for. */
export function codesFor(
  split: Split,
  itemAmounts: readonly bigint[],
): readonly { readonly itemIndex: number | null; readonly amount: bigint }[] {
  if (split === "each") return itemAmounts.map((amount, itemIndex) => ({ itemIndex, amount }));
  return [{ itemIndex: null, amount: itemAmounts.reduce((sum, amount) => sum + amount, 0n) }];
}
