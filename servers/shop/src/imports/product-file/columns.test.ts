import assert from "node:assert/strict";
import { test } from "node:test";
import { columnOf, delimiterOf, readHeader, refusalOfColumns } from "./columns.ts";

test("the older and the newer names mean the same", () => {
  const pairs = [
    ["Handle", "URL handle"],
    ["Body (HTML)", "Description"],
    ["Published", "Published on online store"],
    ["Option1 Name", "Option1 name"],
    ["Variant SKU", "SKU"],
    ["Variant Barcode", "Barcode"],
    ["Variant Price", "Price"],
    ["Variant Compare At Price", "Compare-at price"],
    ["Variant Inventory Qty", "Inventory quantity"],
    ["Image Src", "Product image URL"],
    ["Image Alt Text", "Image alt text"],
    ["Variant Image", "Variant image URL"],
  ];
  for (const [older, newer] of pairs) {
    const [one, other] = [readHeader([older ?? ""]), readHeader([newer ?? ""])];
    assert.deepEqual([...one.places], [...other.places], `${older}, ${newer}`);
    assert.equal(one.places.size, 1, older);
  }
});

test("columns stand in any order, and those that mean nothing to us are named", () => {
  const columns = readHeader(["Colour (product.metafields.x)", " TITLE ", "", "handle"]);
  assert.deepEqual([columns.places.get("title"), columns.places.get("handle")], [1, 3]);
  assert.deepEqual(columns.unused, ["Colour (product.metafields.x)"]);
  assert.equal(columnOf("title", columns), "TITLE");
  assert.equal(columnOf("price", columns), "Variant Price");
});

test("what stands between the columns is found out", () => {
  assert.equal(delimiterOf("Handle,Title,Body (HTML)"), ",");
  assert.equal(delimiterOf('"Handle";"Title";"Variant Price"'), ";");
  assert.equal(delimiterOf("Handle\tTitle"), "\t");
  assert.equal(delimiterOf("anything else"), ",");
});

test("a file of another kind, and one that says a thing twice, are refused", () => {
  const refusal = (...header: string[]) => refusalOfColumns(readHeader(header));
  assert.match(refusal("Name", "SKU", "Regular price") ?? "", /is not Shopify's product file/);
  assert.match(refusal("Title", "Author", "Year") ?? "", /is not Shopify's product file/);
  assert.match(refusal("Title", "Handle", "Price", "Variant Price") ?? "", /"Variant Price"/);
  assert.equal(refusal("Title", "Price"), null);
  assert.equal(refusal("Title", "URL handle"), null);
});
