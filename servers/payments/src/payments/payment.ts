/** One payer's payment of one or more codes of one request, and exactly what its approval covers. */
import { createHash } from "node:crypto";
import { type ApprovalDocument, approvalText } from "@scantill/contract/approval-document";
import type { Item } from "@scantill/contract/payment-requests";
import type { PasskeyProof, PaymentStatus, PinProof } from "@scantill/contract/payments";
import type { RefusalCode } from "@scantill/contract/refusals";
import type { Id } from "@scantill/service-kit/ids";
import { type Code, type CodeId, itemsOf } from "#codes/rules";
import { endOfGrace, type PaymentRequest } from "#payment-requests/rules";

export type PaymentId = Id<"pay">;
export type AttemptId = Id<"att">;

/** One try to approve, made by the phone; the nonce and the deadline are the server's. */
export type Attempt = {
  readonly id: AttemptId;
  /** 128 random bits in base64url. */
  readonly nonce: string;
  readonly approveBy: Date;
};

/** The proof as it is kept; the document it covers is rebuilt from the rows that it speaks of. */
export type StoredProof = Omit<PasskeyProof, "document"> | Omit<PinProof, "document">;

export type Payment = {
  readonly id: PaymentId;
  readonly requestId: Id<"pr">;
  readonly revision: number;
  /** The phone's browser that began it. */
  readonly sessionId: Id<"ses">;
  /** Known from the first attempt on. */
  readonly walletId: Id<"wal"> | null;
  readonly codeIds: readonly CodeId[];
  readonly amount: bigint;
  readonly currency: string;
  readonly status: PaymentStatus;
  readonly attempt: Attempt | null;
  readonly proof: StoredProof | null;
  /** Sealed, and its hash as the document holds it; both null where no address is handed over. */
  readonly sealedDeliveryAddress: Uint8Array | null;
  readonly deliveryAddressHash: string | null;
  readonly createdAt: Date;
  readonly approvedAt: Date | null;
};

export const nextStatuses = {
  awaiting_approval: ["approved", "declined", "abandoned"],
  approved: [],
  declined: [],
  abandoned: [],
} as const satisfies Record<PaymentStatus, readonly PaymentStatus[]>;

/** A delivery address as it is kept: sealed, and as the hash that the payer signs. */
export type HandedOverAddress = { readonly sealed: Uint8Array; readonly hash: string };

/** What was paid is its wallet's; what is not decided yet is the phone's that began it. */
export function belongsTo(
  payment: Payment,
  session: { readonly id: Id<"ses">; readonly walletId: Id<"wal"> | null },
): boolean {
  return payment.status === "approved"
    ? payment.walletId === session.walletId
    : payment.sessionId === session.id;
}

/** What forbids changing this payment, or null. */
export function refusalToChange(payment: Payment): RefusalCode | null {
  return payment.status === "awaiting_approval" ? null : "payment_not_awaiting";
}

/** The codes of a request that a payment covers, in id order. */
export function codesOf(payment: Payment, codes: readonly Code[]): readonly Code[] {
  return codes.filter((code) => payment.codeIds.includes(code.id));
}

/** The items that these codes stand for. Those of an older revision are no longer known, and none are made up. */
export function itemsOfCodes(codes: readonly Code[], request: PaymentRequest): readonly Item[] {
  return codes.flatMap((code) =>
    code.revision === request.revision ? itemsOf(code, request.items) : [],
  );
}

/** The payment over exactly these codes. */
export function over(payment: Payment, codes: readonly Code[]): Payment {
  return {
    ...payment,
    codeIds: codes.map((code) => code.id).sort(),
    amount: codes.reduce((sum, code) => sum + code.amount, 0n),
  };
}

/** The payment while its payer is asked; the same attempt keeps its nonce, so that a reload signs the same document. */
export function withAttempt(
  payment: Payment,
  input: {
    readonly attemptId: AttemptId;
    readonly walletId: Id<"wal">;
    readonly nonce: string;
    readonly request: PaymentRequest;
    readonly address: HandedOverAddress | null;
  },
): Payment {
  const deliveryAddressHash = input.address?.hash ?? null;
  const approveBy = endOfGrace(input.request);
  const isSame =
    payment.attempt?.id === input.attemptId &&
    payment.attempt.approveBy.getTime() === approveBy.getTime() &&
    payment.walletId === input.walletId &&
    payment.deliveryAddressHash === deliveryAddressHash;
  if (isSame) return payment;
  const attempt = { id: input.attemptId, nonce: input.nonce, approveBy };
  const sealedDeliveryAddress = input.address?.sealed ?? null;
  return {
    ...payment,
    walletId: input.walletId,
    attempt,
    sealedDeliveryAddress,
    deliveryAddressHash,
  };
}

/** What the payer approves with the attempt under way; null before there is one. `codes` are the payment's own, in id order. */
export function documentOf(
  payment: Payment,
  request: PaymentRequest,
  codes: readonly Code[],
): ApprovalDocument | null {
  if (payment.attempt === null || payment.walletId === null) return null;
  return {
    version: 1,
    paymentId: payment.id,
    requestId: request.id,
    revision: request.revision,
    codeIds: codes.map((code) => code.id),
    walletId: payment.walletId,
    merchant: { id: request.merchantId, name: request.merchantName },
    items: itemsOfCodes(codes, request).map((item) => ({
      name: item.name,
      quantity: item.quantity,
      unitAmount: item.unitAmount.minor,
    })),
    amount: Number(payment.amount),
    currency: payment.currency,
    deliveryAddressHash: payment.deliveryAddressHash,
    attemptId: payment.attempt.id,
    nonce: payment.attempt.nonce,
    expiresAt: payment.attempt.approveBy.toISOString(),
  };
}

/** SHA-256 of the document's canonical text in base64url: the challenge that the passkey signs. */
export function challengeOf(document: ApprovalDocument): string {
  return createHash("sha256").update(approvalText(document)).digest("base64url");
}
