/**
 * A payment request's rules: what may still happen to it, and when. Every moment is given in; the database's clock decides.
 */

import type {
  CancelledBy,
  Item,
  PaymentRequestStatus,
  Split,
} from "@scantill/contract/payment-requests";
import type { RefusalCode } from "@scantill/contract/refusals";
import type { Id } from "@scantill/service-kit/ids";
import { type Code, closed, isClaimed, isClaimedByAnother, isPayable } from "#codes/rules";

export type RequestId = Id<"pr">;

export type PaymentRequest = {
  readonly id: RequestId;
  readonly merchantId: Id<"mer">;
  readonly merchantName: string;
  readonly reference: string;
  readonly status: PaymentRequestStatus;
  /** Counts up when items or amount change; codes of older revisions are retired. */
  readonly revision: number;
  readonly split: Split;
  readonly items: readonly Item[];
  readonly amount: bigint;
  readonly paidAmount: bigint;
  readonly currency: string;
  readonly returnUrl: string;
  readonly retryUrl: string | null;
  /** What the payer is asked for besides money. */
  readonly collect: readonly "deliveryAddress"[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly sealedClientSecret: Uint8Array;
  readonly eventCount: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly wasExtendedByClaim: boolean;
  /** How often the shopper has asked for more time. */
  readonly extensionCount: number;
  readonly paidAt: Date | null;
  readonly cancelledBy: CancelledBy | null;
};

export const nextStatuses = {
  open: ["partly_paid", "paid", "expired", "cancelled"],
  partly_paid: ["paid", "expired", "cancelled"],
  paid: [],
  expired: ["open", "paid"],
  cancelled: [],
} as const satisfies Record<PaymentRequestStatus, readonly PaymentRequestStatus[]>;

const largestAmount = BigInt(Number.MAX_SAFE_INTEGER);
const mostCodes = 20;
const graceMs = 120_000;
const claimLeaseMs = 120_000;
/** The first claim makes sure that at least this much time remains. */
const timeForPayerMs = 300_000;
/** What the shopper at the terminal may add, and how often. */
const extensionMs = 300_000;
const mostExtensions = 2;

export function isOpen(request: Pick<PaymentRequest, "status">): boolean {
  return request.status === "open" || request.status === "partly_paid";
}

export function amountOfItem(item: Item): bigint {
  return BigInt(item.unitAmount.minor) * BigInt(item.quantity);
}

export function amountOfItems(items: readonly Item[]): bigint {
  return items.map(amountOfItem).reduce((sum, amount) => sum + amount, 0n);
}

/** What forbids opening a request like this, or null. */
export function refusalToOpen(wanted: {
  readonly currency: string;
  readonly items: readonly Item[];
  readonly split: Split;
}): RefusalCode | null {
  if (wanted.items.some((item) => item.unitAmount.currency !== wanted.currency))
    return "currency_mismatch";
  if (!wanted.items.every(isRightlySigned)) return "discount_misplaced";
  const amounts = wanted.items.map(amountOfItem);
  const total = amounts.reduce((sum, amount) => sum + amount, 0n);
  if (total < 1n || total > largestAmount) return "amount_out_of_range";
  if (wanted.split === "each" && wanted.items.length > mostCodes) return "too_many_codes";
  if (wanted.split === "each" && amounts.some((amount) => amount <= 0n)) return "item_amount_zero";
  return null;
}

/** A discount is below zero, and nothing else is. */
function isRightlySigned({ kind, unitAmount }: Item): boolean {
  return kind === "discount" ? unitAmount.minor < 0 : unitAmount.minor >= 0;
}

/** What forbids a phone to hold this code now, or null. `paymentId` is the phone's own payment, if it has one already. */
export function refusalToClaim(
  code: Code,
  request: PaymentRequest,
  paymentId: Id<"pay"> | null,
  now: Date,
): RefusalCode | null {
  return (
    refusalOfStatus(code, request) ??
    (request.expiresAt <= now ? "code_expired" : null) ??
    refusalOfClaim(code, paymentId, now)
  );
}

/** What forbids paying this code now, or null. A payment begun in time may be approved until the end of grace. */
export function refusalToPay(
  code: Code,
  request: PaymentRequest,
  payment: { readonly id: Id<"pay">; readonly revision: number },
  now: Date,
): RefusalCode | null {
  if (payment.revision !== request.revision && code.status !== "paid") return "request_changed";
  return (
    refusalOfStatus(code, request) ??
    (endOfGrace(request) <= now ? "code_expired" : null) ??
    refusalOfClaim(code, payment.id, now)
  );
}

/** What forbids closing the request's codes, or null. */
export function refusalToCancel(request: PaymentRequest): RefusalCode | null {
  return isOpen(request) ? null : "request_not_open";
}

/** What forbids changing the request or opening it again, or null. What is partly paid stands as it was agreed. */
export function refusalToRevise(request: PaymentRequest): RefusalCode | null {
  if (request.status === "partly_paid" || request.paidAmount > 0n) return "request_partly_paid";
  return request.status === "open" || request.status === "expired" ? null : "request_not_open";
}

/** The request as it is asked for now; its codes are those of an older revision from here on. */
export function revised(
  request: PaymentRequest,
  change: { readonly items: readonly Item[]; readonly split: Split; readonly expiresAt: Date },
): PaymentRequest {
  return {
    ...request,
    ...change,
    status: "open",
    revision: request.revision + 1,
    amount: amountOfItems(change.items),
    wasExtendedByClaim: false,
    extensionCount: 0,
  };
}

/** What forbids giving the shopper more time now, or null. */
export function refusalToExtend(request: PaymentRequest, now: Date): RefusalCode | null {
  if (!isOpen(request) || request.expiresAt <= now) return "request_not_open";
  return request.extensionCount < mostExtensions ? null : "no_more_time";
}

export function extended(request: PaymentRequest): PaymentRequest {
  const expiresAt = new Date(request.expiresAt.getTime() + extensionMs);
  return { ...request, expiresAt, extensionCount: request.extensionCount + 1 };
}

function refusalOfStatus(code: Code, request: PaymentRequest): RefusalCode | null {
  switch (code.status) {
    case "paid":
      return "code_already_paid";
    case "retired":
      return "request_changed";
    case "expired":
      return "code_expired";
    case "cancelled":
      return "code_cancelled";
    case "active":
    case "claimed":
      return code.revision === request.revision ? null : "request_changed";
    default:
      return code.status satisfies never;
  }
}

function refusalOfClaim(code: Code, paymentId: Id<"pay"> | null, now: Date): RefusalCode | null {
  return isClaimedByAnother(code, paymentId, now) ? "code_claimed" : null;
}

/** Until when a payment that was begun in time may still be approved. */
export function endOfGrace(request: Pick<PaymentRequest, "expiresAt">): Date {
  return new Date(request.expiresAt.getTime() + graceMs);
}

/** Until when a claim made or renewed now holds. */
export function endOfClaim(now: Date): Date {
  return new Date(now.getTime() + claimLeaseMs);
}

/** The request after a phone has come: once in its life, that makes sure that there is time to pay. */
export function withTimeForPayer(request: PaymentRequest, now: Date): PaymentRequest {
  if (request.wasExtendedByClaim) return request;
  const enough = new Date(now.getTime() + timeForPayerMs);
  return {
    ...request,
    wasExtendedByClaim: true,
    expiresAt: enough > request.expiresAt ? enough : request.expiresAt,
  };
}

/** True when the request's time is over and nobody is in the middle of paying; after the grace nobody is waited for. */
export function isDueToExpire(request: PaymentRequest, codes: readonly Code[], now: Date): boolean {
  if (!isOpen(request) || request.expiresAt > now) return false;
  return endOfGrace(request) <= now || !codes.some((code) => isClaimed(code, now));
}

/** The request as its codes leave it: paid exactly when every code of its revision is paid. */
export function afterPayment(
  request: PaymentRequest,
  codes: readonly Code[],
  now: Date,
): PaymentRequest {
  const current = codes.filter((code) => code.revision === request.revision);
  const paidAmount = current.reduce(
    (sum, code) => (code.status === "paid" ? sum + code.amount : sum),
    0n,
  );
  const isPaid = current.every((code) => code.status === "paid");
  return {
    ...request,
    paidAmount,
    status: isPaid ? "paid" : "partly_paid",
    paidAt: isPaid ? now : null,
  };
}

/** How a request may end unpaid. */
export type UnpaidEnd =
  | { readonly status: "expired" }
  | { readonly status: "cancelled"; readonly cancelledBy: CancelledBy };

/** The request and those of its codes that change when it ends unpaid. What is paid stays paid. */
export function closedAs(
  end: UnpaidEnd,
  request: PaymentRequest,
  codes: readonly Code[],
): { readonly request: PaymentRequest; readonly codes: readonly Code[] } {
  return {
    request: { ...request, ...end },
    codes: codes.filter(isPayable).map((code) => closed(code, end.status)),
  };
}
