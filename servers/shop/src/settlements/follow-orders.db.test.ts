import assert from "node:assert/strict";
import { test } from "node:test";
import { checkoutForm, fillCart, openShop, placeOrder } from "../testing/open-shop.ts";
import { followOrders } from "./follow-orders.ts";

const shop = await openShop();
const { payments, services } = shop;

test("without any webhook, orders still learn that they are paid or expired", async () => {
  const paid = await placeOrder(shop, shop.aShopper(), { things: { "LM-TEA-01": 1 } });
  const expired = await placeOrder(shop, shop.aShopper(), { things: { "LM-MUG-01": 1 } });
  payments.pay(paid.reference);
  payments.close(expired.reference, "expired");
  assert.equal(await followOrders(services, 0), 2);
  assert.deepEqual(await shop.stockOf("LM-TEA-01"), { stock: 13, held: 0 });
  assert.deepEqual(await shop.stockOf("LM-MUG-01"), { stock: 36, held: 0 });
  assert.equal(await followOrders(services, 0), 0);
});

test("an order that was placed while payments were down gets its request later", async () => {
  const shopper = shop.aShopper();
  await fillCart(shopper, { "LM-HON-01": 1 });
  payments.setDown(true);
  const { location } = await shopper.post("/checkout", await checkoutForm(shopper));
  payments.setDown(false);
  assert.equal(await followOrders(services, 0), 1);
  assert.match((await shopper.get(location)).text, /Continue to payment/);
  assert.match((await shopper.get("/cart")).text, /Nothing in it yet/);
});

test("an order that was asked about a moment ago is left alone", async () => {
  await placeOrder(shop, shop.aShopper(), { things: { "LM-PEN-01": 1 } });
  assert.equal(await followOrders(services), 0);
});
