/** Notes that the addresses of payments are to be asked for. Asking is a call, and so never inside of a transaction. */
import type { Order, OrderLine } from "#orders/rules";
import type { TenantTx } from "#tenant";
import { insertDeliveries } from "./delivery-store.ts";

/** Nothing for an order that collects none; each payment once. */
export async function noteDeliveries(
  tx: TenantTx,
  order: Pick<Order, "id" | "collectsAddress">,
  taken: readonly Pick<OrderLine, "paymentId">[],
): Promise<void> {
  const paymentIds = [...new Set(taken.flatMap(({ paymentId }) => paymentId ?? []))];
  if (order.collectsAddress) await insertDeliveries(tx, { orderId: order.id, paymentIds });
}
