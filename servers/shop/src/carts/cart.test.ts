import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Cart,
  type CartLine,
  countOf,
  maximumLines,
  quoteOf,
  refusalToAdd,
  refusalToOrder,
  shortageOf,
} from "./cart.ts";

const noTerms = { shipping: null, discounts: new Map(), tax: null };

const aLine = (change: Partial<CartLine> = {}): CartLine => ({
  variantId: "mug",
  quantity: 1,
  handle: "mug",
  title: "Mug",
  image: "mug.svg",
  sku: "MUG",
  gtin: null,
  price: { minor: 1450n, currency: "EUR" },
  stock: 10,
  held: 0,
  ...change,
});
const aCart = (...lines: readonly CartLine[]): Cart => ({
  id: "cart",
  checkoutToken: "now",
  discountCode: null,
  lines,
});

test("a total is exact and counts every piece", () => {
  const lines = [
    aLine({ quantity: 3 }),
    aLine({ variantId: "tea", price: { minor: 5n, currency: "EUR" } }),
  ];
  const { total } = quoteOf(aCart(...lines), noTerms);
  assert.deepEqual(total, { minor: 4355n, currency: "EUR" });
  assert.equal(countOf(lines), 4);
  assert.deepEqual(quoteOf(aCart(), noTerms).total, { minor: 0n, currency: "EUR" });
});

test("what others are paying for right now is missing on the shelf", () => {
  assert.equal(shortageOf(aLine({ quantity: 3, stock: 3, held: 1 })), 1);
  assert.equal(shortageOf(aLine({ quantity: 2, stock: 3, held: 1 })), 0);
});

test("a full cart takes more of the same but nothing else", () => {
  const full = aCart(
    ...Array.from({ length: maximumLines }, (_, place) => aLine({ variantId: `v${place}` })),
  );
  assert.equal(refusalToAdd(full, "v3"), null);
  assert.equal(refusalToAdd(full, "another"), "cart_full");
  assert.equal(refusalToAdd(null, "another"), null);
});

test("only what the shopper has just seen is ordered", () => {
  const cart = aCart(aLine());
  const quote = quoteOf(cart, noTerms);
  const refusal = (checkoutToken: string, totalMinor: bigint, seen = cart) =>
    refusalToOrder(seen, { checkoutToken, totalMinor }, quote);
  assert.equal(refusal("now", 1450n), null);
  assert.equal(refusal("before", 1450n), "cart_changed");
  assert.equal(refusal("now", 1400n), "cart_changed");
  assert.equal(refusal("now", 0n, aCart()), "cart_empty");
});
