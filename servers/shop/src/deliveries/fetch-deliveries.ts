/** Asks the payments server where paid things go. An address is kept with its order and appears in no log. */
import type { OrderId } from "#orders/rules";
import type { Services } from "#services";
import { transact } from "#tenant";
import { type ClaimedDelivery, claimDeliveries, saveAddress } from "./delivery-store.ts";

const retrySeconds = 60;
const batch = 20;

/** Asks about what is due, of one order or of all, and returns how much that was. One failure does not hold up the others. */
export async function fetchDeliveries(
  services: Services,
  orderId: OrderId | null = null,
): Promise<number> {
  const claimed = await transact(services.database, (tx) =>
    claimDeliveries(tx, { orderId, retrySeconds, limit: batch }),
  );
  for (const delivery of claimed) await fetchDelivery(services, delivery);
  return claimed.length;
}

async function fetchDelivery(services: Services, delivery: ClaimedDelivery): Promise<void> {
  const { database, payments, log } = services;
  const { paymentId } = delivery;
  try {
    const { deliveryAddress } = await payments.getPayment(paymentId);
    await saveAddress(database, { ...delivery, address: deliveryAddress });
  } catch (error) {
    log.warn({ err: error, paymentId }, "a delivery address could not be asked for; it waits");
  }
}
