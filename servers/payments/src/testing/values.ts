/** Domain values for pure tests: each has sensible fields, and a test names only those that matter to it. */
import { newId } from "@scantill/service-kit/ids";
import type { Code } from "#codes/rules";
import type { PaymentRequest } from "#payment-requests/rules";
import type { Payment } from "#payments/rules";

export const noon = new Date("2030-01-01T12:00:00.000Z");

export function after(seconds: number, moment: Date = noon): Date {
  return new Date(moment.getTime() + seconds * 1_000);
}

/** Open, one tea at €3.50, ten minutes left at noon. */
export function anOpenRequest(fields: Partial<PaymentRequest> = {}): PaymentRequest {
  return {
    id: newId("pr"),
    merchantId: newId("mer"),
    merchantName: "Larkmoss",
    reference: "1001",
    status: "open",
    revision: 1,
    split: "one",
    items: [{ name: "Tea", quantity: 1, unitAmount: { minor: 350, currency: "EUR" } }],
    amount: 350n,
    paidAmount: 0n,
    currency: "EUR",
    returnUrl: "http://127.0.0.1:4000/orders/1",
    retryUrl: null,
    collect: [],
    metadata: {},
    sealedClientSecret: new Uint8Array(),
    eventCount: 1,
    createdAt: noon,
    expiresAt: after(600),
    wasExtendedByClaim: false,
    extensionCount: 0,
    paidAt: null,
    cancelledBy: null,
    ...fields,
  };
}

export function anActiveCode(request: PaymentRequest, fields: Partial<Code> = {}): Code {
  return {
    id: newId("cd"),
    requestId: request.id,
    revision: request.revision,
    itemIndex: null,
    amount: request.amount,
    status: "active",
    paymentId: null,
    claimedUntil: null,
    paidAt: null,
    sealedSecrets: new Uint8Array(),
    ...fields,
  };
}

/** Awaiting approval, begun at noon, with an attempt under way. */
export function anAwaitingPayment(
  request: PaymentRequest,
  codes: readonly Code[],
  fields: Partial<Payment> = {},
): Payment {
  return {
    id: newId("pay"),
    requestId: request.id,
    revision: request.revision,
    sessionId: newId("ses"),
    walletId: newId("wal"),
    codeIds: codes.map((code) => code.id),
    amount: codes.reduce((sum, code) => sum + code.amount, 0n),
    currency: request.currency,
    status: "awaiting_approval",
    attempt: { id: newId("att"), nonce: "bm9uY2U", approveBy: after(720) },
    proof: null,
    sealedDeliveryAddress: null,
    deliveryAddressHash: null,
    createdAt: noon,
    approvedAt: null,
    ...fields,
  };
}
