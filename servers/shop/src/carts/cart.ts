/** What a shopper has picked so far. Pure: totals, and what may be ordered. */
import type { Money } from "@scantill/money";
import { availableOf } from "#catalogue/rules";
import { type Charge, chargesOn, subtotalOf, type Terms, totalOf } from "#pricing/rules";
import type { RefusalCode } from "#refuse";

export type CartLine = {
  readonly variantId: string;
  readonly quantity: number;
  readonly handle: string;
  readonly title: string;
  readonly image: string;
  readonly sku: string;
  readonly gtin: string | null;
  /** Today's price; an order keeps the price of its own moment. */
  readonly price: Money;
  readonly stock: number;
  readonly held: number;
};

export type Cart = {
  readonly id: string;
  /** Stands for exactly this content; an order is made at most once from it. */
  readonly checkoutToken: string;
  /** What the shopper has typed; a code that is not valid (any more) takes nothing off. */
  readonly discountCode: string | null;
  readonly lines: readonly CartLine[];
};

/** What a cart costs right now, line by line. */
export type Quote = {
  readonly subtotal: Money;
  readonly charges: readonly Charge[];
  readonly total: Money;
};

/** As many different things as can each have a code of their own. */
export const maximumLines = 20;
export const maximumQuantity = 99;

/** Refuses `currency_mismatch` for a cart of two currencies. */
export function quoteOf(cart: Pick<Cart, "lines" | "discountCode">, terms: Terms): Quote {
  const { lines, discountCode } = cart;
  const currency = lines[0]?.price.currency ?? "EUR";
  const charges = chargesOn(lines, terms, discountCode);
  return {
    subtotal: subtotalOf(lines, currency),
    charges,
    total: totalOf(lines, charges, currency),
  };
}

export function countOf(lines: readonly Pick<CartLine, "quantity">[]): number {
  return lines.reduce((count, line) => count + line.quantity, 0);
}

/** How many of a line are missing on the shelf. */
export function shortageOf(line: CartLine): number {
  return Math.max(0, line.quantity - Math.max(0, availableOf(line)));
}

/** What forbids adding one more kind of thing, or null. */
export function refusalToAdd(cart: Cart | null, variantId: string): RefusalCode | null {
  const lines = cart?.lines ?? [];
  const isThere = lines.some((line) => line.variantId === variantId);
  return isThere || lines.length < maximumLines ? null : "cart_full";
}

/** What forbids ordering what the shopper has just seen, or null. */
export function refusalToOrder(
  cart: Cart,
  seen: { readonly checkoutToken: string; readonly totalMinor: bigint },
  { total }: Pick<Quote, "total">,
): RefusalCode | null {
  if (cart.lines.length === 0) return "cart_empty";
  if (cart.checkoutToken !== seen.checkoutToken) return "cart_changed";
  return total.minor === seen.totalMinor ? null : "cart_changed";
}
