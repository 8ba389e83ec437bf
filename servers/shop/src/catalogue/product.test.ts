import assert from "node:assert/strict";
import { test } from "node:test";
import { availabilityOf, availableOf, isGtin, priceFrom, searchTerms, titleOf } from "./product.ts";

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

test("a product costs what its cheapest variant costs", () => {
  const variant = (minor: bigint) => ({
    ...{ id: "", sku: "", gtin: null, options: {}, compareAt: null, stock: 1, held: 0 },
    price: euros(minor),
  });
  assert.deepEqual(priceFrom({ variants: [variant(900n), variant(700n)] }), {
    price: euros(700n),
    isLowest: true,
  });
  assert.deepEqual(priceFrom({ variants: [variant(900n), variant(900n)] }), {
    price: euros(900n),
    isLowest: false,
  });
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
