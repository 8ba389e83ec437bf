import assert from "node:assert/strict";
import { test } from "node:test";
import { fillCart, openShop } from "../testing/open-shop.ts";

const shop = await openShop();

test("a cart is a random id in a cookie that scripts cannot read", async () => {
  const shopper = shop.aShopper();
  const { headers, status, location } = await shopper.post("/cart/lines", {
    sku: "LM-MUG-01",
    quantity: "2",
  });
  assert.deepEqual([status, location], [303, "/cart"]);
  const cookie = headers.get("Set-Cookie") ?? "";
  assert.match(cookie, /^cart=[0-9a-f-]{36};/);
  assert.match(cookie, /HttpOnly/);
  assert.match(cookie, /SameSite=Lax/);
  assert.match((await shopper.get("/cart")).text, /€29\.00/);
});

test("quantities change with plain forms, and none takes a thing out", async () => {
  const shopper = shop.aShopper();
  await fillCart(shopper, { "LM-HON-01": 1, "LM-PEN-01": 4 });
  await shopper.post("/cart/lines/LM-HON-01", { quantity: "3" });
  await shopper.post("/cart/lines/LM-PEN-01", { quantity: "0" });
  const { text } = await shopper.get("/cart");
  assert.match(text, /€24\.60/);
  assert.doesNotMatch(text, /Cedar Pencil/);
});

test("adding again adds up, but never beyond what is on the shelf", async () => {
  const shopper = shop.aShopper();
  await fillCart(shopper, { "LM-WRE-01": 1 });
  await fillCart(shopper, { "LM-WRE-01": 1 });
  assert.match((await shopper.get("/cart")).text, /Cart, 1 piece/);
});

test("two shoppers have two carts", async () => {
  const [one, other] = [shop.aShopper(), shop.aShopper()];
  await fillCart(one, { "LM-MUG-01": 1 });
  assert.match((await other.get("/cart")).text, /Nothing in it yet/);
});

test("a form from another site changes nothing", async () => {
  const shopper = shop.aShopper();
  await fillCart(shopper, { "LM-MUG-01": 1 });
  const form = { quantity: "9" };
  for (const headers of [
    { "Sec-Fetch-Site": "cross-site" },
    { "Sec-Fetch-Site": "same-site" },
    { Origin: "http://127.0.0.1:4001" },
    { Origin: "null" },
    {},
  ]) {
    assert.equal((await shopper.post("/cart/lines/LM-MUG-01", form, headers)).status, 403);
  }
  assert.match((await shopper.get("/cart")).text, /Cart, 1 piece/);
  const own = { Origin: "http://127.0.0.1:4000" };
  assert.equal((await shopper.post("/cart/lines/LM-MUG-01", form, own)).status, 303);
});

test("what no form of ours would send is refused", async () => {
  const shopper = shop.aShopper();
  for (const quantity of ["-1", "1.5", "1e3", "", "100"]) {
    assert.equal((await shopper.post("/cart/lines", { sku: "LM-MUG-01", quantity })).status, 422);
  }
  assert.equal((await shopper.post("/cart/lines", { sku: "NOTHING", quantity: "1" })).status, 404);
});
