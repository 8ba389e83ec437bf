/** The payer is about to be asked: fix what will be signed, and tell the terminal that the phone is approving. */
import { randomBytes } from "node:crypto";
import type { ApprovalDocument } from "@scantill/contract/approval-document";
import type { Id } from "@scantill/service-kit/ids";
import { saveCodes } from "#codes";
import { claimed } from "#codes/rules";
import { saveWithEvent } from "#payment-requests";
import { endOfClaim, refusalToPay } from "#payment-requests/rules";
import { lockPaymentOfSession, savePayments } from "#payments";
import {
  type AttemptId,
  codesOf,
  documentOf,
  type HandedOverAddress,
  type PaymentId,
  refusalToChange,
  withAttempt,
} from "#payments/rules";
import { refuse, refuseIf } from "#refuse";
import type { TenantTx } from "#tenant";
import { findRefusal } from "./approval-store.ts";

export async function startApproval(
  tx: TenantTx,
  input: {
    readonly paymentId: PaymentId;
    readonly sessionId: Id<"ses">;
    readonly walletId: Id<"wal">;
    readonly attemptId: AttemptId;
    readonly address: HandedOverAddress | null;
  },
): Promise<ApprovalDocument> {
  const { request, codes, payment, now } = await lockPaymentOfSession(tx, input);
  refuseIf(refusalToChange(payment));
  const isAddressWanted = request.collect.includes("deliveryAddress");
  if (isAddressWanted && input.address === null) refuse("delivery_address_required");
  refuseIf(await findRefusal(tx, payment.id, input.attemptId));
  const own = codesOf(payment, codes);
  for (const code of own) refuseIf(refusalToPay(code, request, payment, now));

  const asked = withAttempt(payment, {
    attemptId: input.attemptId,
    walletId: input.walletId,
    nonce: randomBytes(16).toString("base64url"),
    request,
    address: isAddressWanted ? input.address : null,
  });
  const isAskedAlready = asked === payment;
  if (!isAskedAlready) await savePayments(tx, [asked]);
  await saveCodes(
    tx,
    own.map((code) => claimed(code, payment.id, endOfClaim(now))),
  );
  if (!isAskedAlready) {
    const facts = { codeIds: payment.codeIds, paymentId: payment.id };
    await saveWithEvent(tx, request, "payment.approving", facts);
  }
  return documentOf(asked, request, own) ?? refuse("approval_not_started");
}
