/** Holds an order's stock again after its codes ran out unpaid, so that new codes can be drawn for the same order. */
import { holdStock } from "#catalogue";
import { refuse, refuseIf } from "#refuse";
import type { TenantTx } from "#tenant";
import { isOpen, type Order, type OrderId, refusalToReopen } from "./order.ts";
import { findOrder, lockOrder, saveReopening } from "./order-store.ts";

/** An order that is open stays as it is. Refuses `order_closed`, and `stock_short` by name. */
export async function reopenOrder(tx: TenantTx, id: OrderId): Promise<Order> {
  const order = await lockOrder(tx, id);
  if (order === null) refuse("order_not_found");
  if (isOpen(order)) return order;
  refuseIf(refusalToReopen(order));
  await holdStock(tx, order.lines);
  await saveReopening(tx, order);
  const reopened = await findOrder(tx, id);
  if (reopened === null) throw new Error("an order that was just opened again does not exist");
  return reopened;
}
