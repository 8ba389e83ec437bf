/** Orders again what an order left unpaid when its code ran out: at the same prices, if the stock is still there. */
import { refuse, refuseIf } from "#refuse";
import type { TenantTx } from "#tenant";
import { type Order, type OrderId, refusalToRepeat, unpaidCharges, unpaidLines } from "./order.ts";
import { findRepetition, lockOrder } from "./order-store.ts";
import { placeOrder } from "./place-order.ts";

/** The second time it returns the order that the first time made. Refuses `stock_short`. */
export async function repeatOrder(tx: TenantTx, id: OrderId): Promise<Order> {
  const order = await lockOrder(tx, id);
  if (order === null) refuse("order_not_found");
  const repetition = await findRepetition(tx, id);
  if (repetition !== null) return repetition;
  refuseIf(refusalToRepeat(order));
  return await placeOrder(tx, {
    origin: { cartId: order.cartId, checkoutToken: null, repeatsOrderId: order.id },
    email: order.email,
    collectsAddress: order.collectsAddress,
    split: order.split,
    lines: unpaidLines(order),
    charges: unpaidCharges(order),
  });
}
