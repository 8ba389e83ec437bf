/**
 * A phone has read a code: hold the code for it and begin a payment, or let the code join the payment that this phone has already
 * begun for the same request. Somebody who has paid the code with this phone gets that payment back: the receipt.
 */
import { type Id, newId } from "@scantill/service-kit/ids";
import { type CodeSearch, findCodeKey, saveCodes } from "#codes";
import { type Code, claimed } from "#codes/rules";
import { readClock, saveWithEvent } from "#payment-requests";
import {
  endOfClaim,
  type PaymentRequest,
  refusalToClaim,
  refusalToPay,
  withTimeForPayer,
} from "#payment-requests/rules";
import { refuse, refuseIf } from "#refuse";
import type { TenantTx } from "#tenant";
import type { WalletSession } from "#wallets";
import { lockRequestWithCodes } from "./lock-payment.ts";
import { belongsTo, over, type Payment } from "./payment.ts";
import { findAwaitingPayment, findPayment, insertPayment, savePayments } from "./payment-store.ts";

export async function beginPayment(
  tx: TenantTx,
  input: {
    readonly session: Pick<WalletSession, "id" | "walletId">;
    readonly search: CodeSearch;
  },
): Promise<Payment> {
  const { session, search } = input;
  const sessionId = session.id;
  const key = await findCodeKey(tx, search);
  if (key === null) refuse("code_not_found");
  const { request, codes } = await lockRequestWithCodes(tx, key.requestId);
  const code = codes.find((candidate) => candidate.id === key.codeId);
  if (code === undefined) refuse("code_not_found");

  const receipt = await findOwnReceipt(tx, code, session);
  if (receipt !== null) return receipt;

  const begun = await findAwaitingPayment(tx, request.id, sessionId);
  const own = begun?.revision === request.revision ? begun : null;
  const now = await readClock(tx);
  // Whoever holds a code already may go on in the grace after expiry; a new claim may not.
  refuseIf(
    own?.codeIds.includes(code.id) === true
      ? refusalToPay(code, request, own, now)
      : refusalToClaim(code, request, own?.id ?? null, now),
  );

  // Codes that this phone has lost meanwhile, to another phone or for good, leave the payment.
  const held = codes.filter(
    (other) =>
      other.id === code.id ||
      (own?.codeIds.includes(other.id) === true && refusalToPay(other, request, own, now) === null),
  );
  const payment = over(own ?? newPayment(request, sessionId, now), held);
  await (own === null ? insertPayment(tx, payment) : savePayments(tx, [payment]));
  await saveCodes(
    tx,
    held.map((one) => claimed(one, payment.id, endOfClaim(now))),
  );
  const facts = { codeIds: [code.id], paymentId: payment.id };
  await saveWithEvent(tx, withTimeForPayer(request, now), "code.claimed", facts);
  return payment;
}

async function findOwnReceipt(
  tx: TenantTx,
  code: Code,
  session: Pick<WalletSession, "id" | "walletId">,
): Promise<Payment | null> {
  if (code.status !== "paid" || code.paymentId === null) return null;
  const payment = await findPayment(tx, code.paymentId);
  return payment !== null && belongsTo(payment, session) ? payment : null;
}

/** Of nothing yet. */
function newPayment(request: PaymentRequest, sessionId: Id<"ses">, now: Date): Payment {
  return {
    id: newId("pay"),
    requestId: request.id,
    revision: request.revision,
    sessionId,
    walletId: null,
    codeIds: [],
    amount: 0n,
    currency: request.currency,
    status: "awaiting_approval",
    attempt: null,
    proof: null,
    sealedDeliveryAddress: null,
    deliveryAddressHash: null,
    createdAt: now,
    approvedAt: null,
  };
}
