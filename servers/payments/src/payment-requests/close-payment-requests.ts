/** Ends requests that will not be paid any more: cancelled by someone, or expired by the database's clock. */
import type { CancelledBy } from "@scantill/contract/payment-requests";
import { lockCodesOfRequests, saveCodes } from "#codes";
import { isClaimed, released } from "#codes/rules";
import { refuse, refuseIf } from "#refuse";
import type { TenantTx } from "#tenant";
import {
  closedAs,
  isDueToExpire,
  type PaymentRequest,
  type RequestId,
  refusalToCancel,
  type UnpaidEnd,
} from "./payment-request.ts";
import { lockPaymentRequests, readClock } from "./payment-request-store.ts";
import { saveWithEvent } from "./save-with-event.ts";

/** Closes the codes of an open request; what is paid stays paid. */
export async function cancelPaymentRequest(
  tx: TenantTx,
  id: RequestId,
  cancelledBy: CancelledBy,
): Promise<PaymentRequest> {
  const [request] = await lockPaymentRequests(tx, [id]);
  if (request === undefined) refuse("request_not_found");
  refuseIf(refusalToCancel(request));
  return close(tx, request, { status: "cancelled", cancelledBy });
}

/**
 * Does what time asks of one request: expires it when it is due, and frees codes whose phone has gone silent. Everything is judged
 * again under the lock, since a phone may have come first.
 */
export async function advancePaymentRequest(tx: TenantTx, id: RequestId): Promise<void> {
  const [request] = await lockPaymentRequests(tx, [id]);
  if (request === undefined) return;
  const codes = await lockCodesOfRequests(tx, [id]);
  const now = await readClock(tx);
  if (isDueToExpire(request, codes, now)) {
    await close(tx, request, { status: "expired" });
    return;
  }
  const lapsed = codes.filter((code) => code.status === "claimed" && !isClaimed(code, now));
  if (lapsed.length === 0) return;
  await saveCodes(tx, lapsed.map(released));
  await saveWithEvent(tx, request, "code.released", { codeIds: lapsed.map((code) => code.id) });
}

async function close(tx: TenantTx, open: PaymentRequest, end: UnpaidEnd): Promise<PaymentRequest> {
  const { request, codes } = closedAs(end, open, await lockCodesOfRequests(tx, [open.id]));
  await saveCodes(tx, codes);
  return saveWithEvent(tx, request, `request.${end.status}`, {
    codeIds: codes.map((code) => code.id),
  });
}
