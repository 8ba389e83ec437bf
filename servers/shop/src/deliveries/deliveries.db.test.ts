import assert from "node:assert/strict";
import { test } from "node:test";
import { openShop, placeOrder } from "../testing/open-shop.ts";
import { signedEvent } from "../testing/pretended-payments.ts";
import { fetchDeliveries } from "./fetch-deliveries.ts";

const shop = await openShop(undefined, { collectsAddress: true });
const { payments, services } = shop;
const written = /<dt>Goes to<\/dt><dd>Ann &lt;Lee&gt;<br>Mill Lane 2<br>H91 Galway<br>IE<br>/g;

test("the request asks for an address, and the order shows it once it is paid", async () => {
  const shopper = shop.aShopper();
  const { reference, orderPath } = await placeOrder(shop, shopper, { things: { "LM-TEA-01": 1 } });
  assert.deepEqual(payments.requestOf(reference).collect, ["deliveryAddress"]);
  assert.doesNotMatch((await shopper.get(orderPath)).text, /Goes to/);
  payments.pay(reference);
  assert.equal((await shopper.get(orderPath)).text.match(written)?.length, 1);
  const asked = payments.calls.length;
  await shopper.get(orderPath);
  assert.equal(payments.calls.length, asked, "an address is asked for once");
});

test("each payment of an order has an address of its own", async () => {
  const shopper = shop.aShopper();
  const things = { "LM-MUG-01": 1, "LM-PEN-01": 1 };
  const { reference, orderPath } = await placeOrder(shop, shopper, { things, split: "each" });
  payments.pay(reference, ["LM-MUG-01"]);
  assert.equal((await shopper.get(orderPath)).text.match(written)?.length, 1);
  payments.pay(reference);
  assert.equal((await shopper.get(orderPath)).text.match(written)?.length, 2);
});

test("after a webhook the worker asks; while payments are down the address waits", async () => {
  const shopper = shop.aShopper();
  const { reference, orderPath } = await placeOrder(shop, shopper, { things: { "LM-HON-01": 1 } });
  payments.pay(reference);
  await shop.tell(signedEvent(payments.requestOf(reference), "request.paid"));
  payments.setDown(true);
  assert.equal(await fetchDeliveries(services), 1);
  payments.setDown(false);
  assert.equal(await fetchDeliveries(services), 0, "not before its time");
  await services.database.sql`update shop.delivery set due_at = now() where fetched_at is null`;
  assert.equal(await fetchDeliveries(services), 1);
  assert.match((await shopper.get(orderPath)).text, written);
});

test("a shop that collects no address asks for none", async () => {
  const plain = await openShop();
  const shopper = plain.aShopper();
  const placed = await placeOrder(plain, shopper, { things: { "LM-TEA-01": 1 } });
  assert.deepEqual(plain.payments.requestOf(placed.reference).collect, []);
  plain.payments.pay(placed.reference);
  assert.doesNotMatch((await shopper.get(placed.orderPath)).text, /Goes to/);
  assert.equal(await fetchDeliveries(plain.services), 0);
});
