/** What else may happen to a payment that is not approved yet: kept alive, declined by the payer, released by the shopper. */
import type { Id } from "@scantill/service-kit/ids";
import { saveCodes } from "#codes";
import { type CodeId, claimed, isClaimed, released } from "#codes/rules";
import { saveWithEvent } from "#payment-requests";
import { endOfClaim, refusalToPay } from "#payment-requests/rules";
import { refuseIf } from "#refuse";
import type { TenantTx } from "#tenant";
import { lockPaymentOfSession, lockRequestWithCodes } from "./lock-payment.ts";
import {
  type AttemptId,
  codesOf,
  type Payment,
  type PaymentId,
  refusalToChange,
} from "./payment.ts";
import { lockPayments, savePayments } from "./payment-store.ts";

type OwnPayment = { readonly paymentId: PaymentId; readonly sessionId: Id<"ses"> };

/**
 * Holds the payment's codes for another lease; takes back those whose claim has lapsed, unless another phone came first. An attempt
 * that the payer has stopped is forgotten, so that the terminal no longer says "approve on your phone".
 */
export async function renewClaims(
  tx: TenantTx,
  own: OwnPayment,
  stoppedAttemptId: AttemptId | null,
): Promise<Payment> {
  const { request, codes, payment, now } = await lockPaymentOfSession(tx, own);
  refuseIf(refusalToChange(payment));
  const held = codesOf(payment, codes);
  for (const code of held) refuseIf(refusalToPay(code, request, payment, now));
  await saveCodes(
    tx,
    held.map((code) => claimed(code, payment.id, endOfClaim(now))),
  );
  const hasStopped = stoppedAttemptId !== null && payment.attempt?.id === stoppedAttemptId;
  const reviewed = hasStopped ? { ...payment, attempt: null } : payment;
  if (hasStopped) await savePayments(tx, [reviewed]);
  if (hasStopped || held.some((code) => !isClaimed(code, now))) {
    const facts = { codeIds: payment.codeIds, paymentId: payment.id };
    await saveWithEvent(tx, request, "code.claimed", facts);
  }
  return reviewed;
}

/** The payer says no: the codes are free again, nothing was charged. */
export async function declinePayment(tx: TenantTx, own: OwnPayment): Promise<Payment> {
  const { request, codes, payment } = await lockPaymentOfSession(tx, own);
  refuseIf(refusalToChange(payment));
  const held = codesOf(payment, codes).filter((code) => code.paymentId === payment.id);
  const declined: Payment = { ...payment, status: "declined" };
  await savePayments(tx, [declined]);
  await saveCodes(tx, held.map(released));
  await saveWithEvent(tx, request, "payment.declined", {
    paymentId: payment.id,
    codeIds: payment.codeIds,
  });
  return declined;
}

/**
 * The shopper at the terminal says "that is not my phone": the phone that holds the code loses its payment with all codes of it.
 * Without a code, every phone of the request does.
 */
export async function releaseClaims(
  tx: TenantTx,
  { requestId, codeId }: { readonly requestId: Id<"pr">; readonly codeId: CodeId | null },
): Promise<void> {
  const { request, codes } = await lockRequestWithCodes(tx, requestId);
  const claims = codes.filter((code) => code.status === "claimed");
  const meant = claims.filter((code) => codeId === null || code.id === codeId);
  const holderIds = new Set(meant.flatMap((code) => code.paymentId ?? []));
  const holders = (await lockPayments(tx, [...holderIds])).filter(
    (payment) => refusalToChange(payment) === null,
  );
  await savePayments(
    tx,
    holders.map((payment) => ({ ...payment, status: "abandoned" as const })),
  );
  const held = claims.filter((code) => code.paymentId !== null && holderIds.has(code.paymentId));
  await saveCodes(tx, held.map(released));
  let current = request;
  for (const payment of holders) {
    const facts = { paymentId: payment.id, codeIds: payment.codeIds };
    current = await saveWithEvent(tx, current, "payment.abandoned", facts);
  }
}
