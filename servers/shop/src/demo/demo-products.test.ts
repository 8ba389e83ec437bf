import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { isGtin } from "#catalogue/rules";
import { demoProducts } from "./demo-products.ts";

const variants = demoProducts.flatMap((product) => product.variants);

test("every article number is right, unique, and from the range for use inside one shop", () => {
  for (const { gtin } of variants) {
    assert.ok(isGtin(gtin), gtin);
    assert.match(gtin, /^2\d{12}$/);
  }
  assert.equal(new Set(variants.map(({ gtin }) => gtin)).size, variants.length);
  assert.equal(new Set(variants.map(({ sku }) => sku)).size, variants.length);
});

test("every product has a picture, a description and tags", () => {
  for (const { handle, description, tags, imageText } of demoProducts) {
    assert.ok(existsSync(new URL(`../../assets/products/${handle}.svg`, import.meta.url)), handle);
    assert.ok(description.length > 40 && tags.length > 0 && imageText.length > 10, handle);
  }
});

test("one thing is the last of its kind, and one costs more than a demo wallet holds", () => {
  assert.equal(variants.filter(({ stock }) => stock === 1).length, 1);
  assert.equal(variants.filter(({ priceMinor }) => priceMinor > 50_000n).length, 1);
});
