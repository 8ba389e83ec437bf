/** Writes down that a shopper is to be told of a paid order. Nothing is sent here: paying never waits for a mail server. */
import type { Order } from "#orders/rules";
import type { TenantTx } from "#tenant";
import { insertMail } from "./mail-store.ts";

/** Once for each order, however often; nothing for a shopper who left no address. */
export async function writePaidMail(
  tx: TenantTx,
  order: Pick<Order, "id" | "email">,
): Promise<void> {
  if (order.email !== null) await insertMail(tx, { orderId: order.id, kind: "order_paid" });
}
