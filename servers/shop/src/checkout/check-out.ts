/** Turns a cart into an order: the stock is held, and the shopper owes exactly what was on the page. */
import type { Split } from "@scantill/sdk";
import { lockCart } from "#carts";
import { quoteOf, refusalToOrder } from "#carts/rules";
import { findOrderOfCheckout, placeOrder } from "#orders";
import type { Order } from "#orders/rules";
import type { Terms } from "#pricing/rules";
import { refuse, refuseIf } from "#refuse";
import type { TenantTx } from "#tenant";

export type CheckOut = {
  readonly cartId: string;
  /** From the page that the shopper has seen; the same page sent twice makes one order. */
  readonly checkoutToken: string;
  readonly totalMinor: bigint;
  readonly split: Split;
  readonly email: string | null;
  readonly collectsAddress: boolean;
  readonly terms: Terms;
};

/** Refuses `cart_empty`, `cart_changed`, and `stock_short` by name. */
export async function checkOut(tx: TenantTx, input: CheckOut): Promise<Order> {
  const { cartId, checkoutToken, split, email, collectsAddress } = input;
  const cart = await lockCart(tx, cartId);
  const placed = await findOrderOfCheckout(tx, checkoutToken);
  if (placed !== null && placed.cartId === cartId) return placed;
  if (cart === null) refuse("cart_empty");
  const quote = quoteOf(cart, input.terms);
  refuseIf(refusalToOrder(cart, input, quote));
  return await placeOrder(tx, {
    origin: { cartId, checkoutToken, repeatsOrderId: null },
    email,
    collectsAddress,
    split,
    lines: cart.lines,
    charges: quote.charges,
  });
}
