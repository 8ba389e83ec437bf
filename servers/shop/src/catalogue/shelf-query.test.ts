import assert from "node:assert/strict";
import { test } from "node:test";
import {
  isWholeShelf,
  readShelfQuery,
  type ShelfQuery,
  shelfAddress,
  textQuery,
} from "./shelf-query.ts";

const read = (address: string): ShelfQuery => {
  const { searchParams } = new URL(address, "http://shop.example");
  return readShelfQuery((name) => searchParams.get(name) ?? undefined);
};
const productId = "01890000-0000-7000-8000-000000000001";

test("an address says what it was made from", () => {
  for (const address of ["/", "/?q=tea+mug", "/?tag=one+of+a+kind", "/?sort=price_down"]) {
    assert.equal(shelfAddress(read(address)), address);
  }
  const third = `/?q=tea&tag=gifts&sort=name&after=${productId}`;
  assert.equal(shelfAddress(read(third), { edge: read(third).edge }), third);
  assert.ok(isWholeShelf(read("/")) && !isWholeShelf(read(third)));
});

test("another order or tag begins at the first page", () => {
  const query = read(`/?q=tea&sort=name&before=${productId}`);
  assert.equal(shelfAddress(query, { sort: "price" }), "/?q=tea&sort=price");
  assert.equal(shelfAddress(query, { tag: "gifts" }), "/?q=tea&tag=gifts&sort=name");
});

test("whatever an address says, it is a shelf", () => {
  const query = read("/?sort=constructor&after=%27;--&q=%20%20&tag=");
  assert.deepEqual(query, { search: "", tag: null, sort: "shelf", edge: null });
  assert.equal(read(`/?q=${"x".repeat(500)}`).search.length, 80);
});

test("a search asks for every word or its beginning, and nothing in it is syntax", () => {
  assert.equal(textQuery(read("/?q=Tea%20%26%20m%27ug%3A*%20!(")), "'tea':* & 'm':* & 'ug':*");
  assert.equal(textQuery(read("/")), null);
  assert.equal(textQuery(read("/?q=%3F")), null);
});
