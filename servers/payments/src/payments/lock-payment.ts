/** Locks a payment with all that decides about it, in the one order that every use case keeps: request, codes, payment. */
import type { Id } from "@scantill/service-kit/ids";
import { lockCodesOfRequests } from "#codes";
import type { Code } from "#codes/rules";
import { lockPaymentRequests, readClock } from "#payment-requests";
import type { PaymentRequest } from "#payment-requests/rules";
import { refuse } from "#refuse";
import type { TenantTx } from "#tenant";
import type { Payment, PaymentId } from "./payment.ts";
import { findPayment, lockPayments } from "./payment-store.ts";

export type LockedPayment = {
  readonly request: PaymentRequest;
  /** All codes of the request, in id order. */
  readonly codes: readonly Code[];
  readonly payment: Payment;
  readonly now: Date;
};

/** Refuses a payment of another phone like one that does not exist. */
export async function lockPaymentOfSession(
  tx: TenantTx,
  { paymentId, sessionId }: { readonly paymentId: PaymentId; readonly sessionId: Id<"ses"> },
): Promise<LockedPayment> {
  const found = await findPayment(tx, paymentId);
  if (found === null || found.sessionId !== sessionId) refuse("payment_not_found");
  const { request, codes } = await lockRequestWithCodes(tx, found.requestId);
  const [payment] = await lockPayments(tx, [paymentId]);
  if (payment === undefined) refuse("payment_not_found");
  return { request, codes, payment, now: await readClock(tx) };
}

export async function lockRequestWithCodes(
  tx: TenantTx,
  requestId: Id<"pr">,
): Promise<{ readonly request: PaymentRequest; readonly codes: readonly Code[] }> {
  const [request] = await lockPaymentRequests(tx, [requestId]);
  if (request === undefined) refuse("request_not_found");
  return { request, codes: await lockCodesOfRequests(tx, [requestId]) };
}
