/** A change to a locked request and the event that tells of it: written together, never one without the other. */
import { recordEvents } from "#events";
import { type EventFacts, type NewEvent, withEvent } from "#events/rules";
import type { TenantTx } from "#tenant";
import type { PaymentRequest } from "./payment-request.ts";
import { savePaymentRequests } from "./payment-request-store.ts";

/** @returns the request as it is now stored. */
export async function saveWithEvent(
  tx: TenantTx,
  request: PaymentRequest,
  type: NewEvent["type"],
  facts: EventFacts,
): Promise<PaymentRequest> {
  const { subject, event } = withEvent(request, type, facts);
  await savePaymentRequests(tx, [subject]);
  await recordEvents(tx, [event]);
  return subject;
}
