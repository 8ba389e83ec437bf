/** Makes an order: sets the stock aside and writes down what is owed. Paying for it begins after this has committed. */
import { newId, newShortCode, newToken } from "@scantill/service-kit/ids";
import { holdStock } from "#catalogue";
import { totalOf } from "#pricing/rules";
import type { TenantTx } from "#tenant";
import type { Order, OrderId } from "./order.ts";
import { findOrder, insertOrder, type NewOrder } from "./order-store.ts";

/** Where an order comes from: the content of a cart, or an order that closed unpaid. Each makes one order at most. */
export type Origin = {
  readonly cartId: string | null;
  readonly checkoutToken: string | null;
  readonly repeatsOrderId: OrderId | null;
};

export type WantedOrder = Pick<
  NewOrder,
  "email" | "collectsAddress" | "split" | "lines" | "charges"
> & {
  readonly origin: Origin;
};

/** Refuses `stock_short`. */
export async function placeOrder(
  tx: TenantTx,
  { origin, email, collectsAddress, split, lines, charges }: WantedOrder,
): Promise<Order> {
  const [first] = lines;
  if (first === undefined) throw new Error("an order has at least one line");
  await holdStock(tx, lines);
  const id = newId("ord");
  await insertOrder(tx, {
    ...origin,
    id,
    number: newOrderNumber(),
    key: newToken(),
    email,
    collectsAddress,
    split,
    total: totalOf(lines, charges, first.price.currency),
    lines,
    charges,
  });
  const order = await findOrder(tx, id);
  if (order === null) throw new Error("an order that was just made does not exist");
  return order;
}

/** Eight letters that never spell a word: short enough to read aloud, unique by the table's key. */
function newOrderNumber(): string {
  const letters = newShortCode();
  return `LM-${letters.slice(0, 4)}-${letters.slice(4)}`;
}
