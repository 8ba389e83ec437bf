/**
 * The worker behind the webhooks: asks about orders that have been quiet for a while, so that a lost event or a payments server
 * that was down only costs time. What happens to an order is still decided by the payments server alone.
 */
import { setTimeout as delay } from "node:timers/promises";
import { fetchDeliveries } from "#deliveries";
import { claimOrdersToFollow } from "#orders";
import type { Services } from "#services";
import { transact } from "#tenant";
import { followOrder, requestPayment } from "./ask-payments.ts";

const defaultQuietSeconds = 30;
const pauseMs = 10_000;
const batch = 20;

/** Follows the orders that are due and returns how many they were. One failure does not hold up the others. */
export async function followOrders(
  services: Services,
  quietSeconds = defaultQuietSeconds,
): Promise<number> {
  const { database, log } = services;
  const orders = await transact(database, (tx) =>
    claimOrdersToFollow(tx, { quietSeconds, limit: batch }),
  );
  for (const order of orders) {
    try {
      await followOrder(services, await requestPayment(services, order));
    } catch (error) {
      log.error({ err: error, order: order.number }, "an order could not be settled");
    }
  }
  return orders.length;
}

/** Runs until the signal says stop, and resolves when the round under way has ended. */
export async function runFollowing(services: Services, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await followOrders(services).catch((error: unknown) => {
      services.log.error({ err: error }, "orders could not be followed");
    });
    await fetchDeliveries(services).catch((error: unknown) => {
      services.log.error({ err: error }, "delivery addresses could not be asked for");
    });
    await delay(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}
