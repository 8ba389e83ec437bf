/** The shopper at the terminal asks for more time. */
import { refuse, refuseIf } from "#refuse";
import type { TenantTx } from "#tenant";
import {
  extended,
  type PaymentRequest,
  type RequestId,
  refusalToExtend,
} from "./payment-request.ts";
import { lockPaymentRequests, readClock } from "./payment-request-store.ts";
import { saveWithEvent } from "./save-with-event.ts";

export async function extendPaymentRequest(tx: TenantTx, id: RequestId): Promise<PaymentRequest> {
  const [request] = await lockPaymentRequests(tx, [id]);
  if (request === undefined) refuse("request_not_found");
  refuseIf(refusalToExtend(request, await readClock(tx)));
  return saveWithEvent(tx, extended(request), "request.extended", {});
}
