/**
 * An event says that something happened; what happened is asked of the payments server itself, so that not even a stolen webhook
 * secret gets anything for free. Events may come twice, late, and in any order.
 */
import type { ScantillEvent } from "@scantill/sdk";
import type { Services } from "#services";
import { settleOrder } from "#settlements";
import { transact } from "#tenant";
import { insertReceivedEvent, isReceived } from "./received-event-store.ts";

/** Throws when the payments server cannot be asked: it will tell us again. */
export async function receivePaymentEvent(services: Services, event: ScantillEvent): Promise<void> {
  const { database, payments, log } = services;
  if (await isReceived(database, event.id)) return;
  const request = await payments.getPaymentRequest(event.data.requestId);
  await transact(database, async (tx) => {
    if (!(await insertReceivedEvent(tx, event.id))) return;
    const order = await settleOrder(tx, request);
    if (order === null)
      log.warn({ event: event.id }, "an event is about an order that is not ours");
  });
}
