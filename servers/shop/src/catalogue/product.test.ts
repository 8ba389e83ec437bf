import assert from "node:assert/strict";
import { test } from "node:test";
import {
  availabilityOf,
  availableOf,
  cheapestOf,
  choicesOf,
  findVariant,
  firstChoice,
  isGtin,
  searchTerms,
  titleOf,
  type Variant,
} from "./product.ts";

const euros = (minor: bigint) => ({ minor, currency: "EUR" });

test("what is held for an order cannot be promised again", () => {
  assert.equal(availableOf({ stock: 3, held: 2 }), 1);
});

test("the shelf says when little is left", () => {
  assert.equal(availabilityOf(0), "sold_out");
  assert.equal(availabilityOf(1), "last_one");
  assert.equal(availabilityOf(2), "few_left");
  assert.equal(availabilityOf(5), "few_left");
  assert.equal(availabilityOf(6), "in_stock");
});

test("a variant is named by its product and its options", () => {
  assert.equal(
    titleOf({ title: "Dune Blanket" }, { options: { Size: "130 × 180 cm" } }),
    "Dune Blanket, 130 × 180 cm",
  );
  assert.equal(titleOf({ title: "Cedar Pencil" }, { options: {} }), "Cedar Pencil");
});

const aVariant = (change: Partial<Variant> = {}): Variant => ({
  ...{ id: "", sku: "", gtin: null, options: {}, compareAt: null, stock: 1, held: 0 },
  price: euros(900n),
  pictureUrl: null,
  ...change,
});

test("a product costs what its cheapest variant costs", () => {
  const variants = [aVariant(), aVariant({ sku: "B", price: euros(700n) })];
  const cheapest = cheapestOf({ variants });
  assert.deepEqual([cheapest.variant.sku, cheapest.isOneOfMany], ["B", true]);
  assert.equal(cheapestOf({ variants: [aVariant(), aVariant()] }).isOneOfMany, false);
});

test("what can be chosen is what there is, and a combination that is not made is not found", () => {
  const make = (sku: string, Size: string, Colour: string, stock = 1) =>
    aVariant({ sku, options: { Size, Colour }, stock });
  const product = {
    variants: [make("A", "S", "red", 0), make("B", "S", "blue"), make("C", "L", "red")],
  };
  assert.deepEqual(choicesOf(product), [
    { name: "Size", values: ["S", "L"] },
    { name: "Colour", values: ["red", "blue"] },
  ]);
  assert.equal(findVariant(product, { Size: "L", Colour: "red" })?.sku, "C");
  assert.equal(findVariant(product, { Size: "L", Colour: "blue" }), null);
  assert.equal(firstChoice(product).sku, "B");
  assert.equal(firstChoice({ variants: [make("A", "S", "red", 0)] }).sku, "A");
  assert.deepEqual(choicesOf({ variants: [aVariant()] }), []);
  assert.ok(findVariant({ variants: [aVariant()] }, {}));
});

test("an article number is right only with its check digit", () => {
  for (const right of ["4006381333931", "96385074", "036000291452", "10012345678902"]) {
    assert.ok(isGtin(right), right);
  }
  for (const wrong of ["4006381333932", "400638133393", "", "abcdefgh", "4006381333913"]) {
    assert.ok(!isGtin(wrong), wrong);
  }
});

test("a search is a few words, whatever surrounds them", () => {
  assert.deepEqual(searchTerms("  Honey,  HONEY & tea%_ "), ["honey", "tea"]);
  assert.deepEqual(searchTerms("?!"), []);
  assert.equal(searchTerms("a b c d e f g h i").length, 6);
});
