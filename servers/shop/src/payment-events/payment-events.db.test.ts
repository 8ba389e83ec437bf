import assert from "node:assert/strict";
import { test } from "node:test";
import { openShop, placeOrder } from "../testing/open-shop.ts";
import { signedEvent } from "../testing/pretended-payments.ts";

const shop = await openShop();
const { payments } = shop;

test("a paid order takes its stock once, however often it is told", async () => {
  const shopper = shop.aShopper();
  const { reference, orderPath } = await placeOrder(shop, shopper, { things: { "LM-TEA-01": 2 } });
  payments.pay(reference);
  const event = signedEvent(payments.requestOf(reference), "request.paid");
  const another = signedEvent(payments.requestOf(reference), "code.paid");
  const statuses = await Promise.all([event, event, another, event].map(shop.tell));
  assert.deepEqual(statuses, [204, 204, 204, 204]);
  assert.equal(await shop.tell(event), 204);
  assert.deepEqual(await shop.stockOf("LM-TEA-01"), { stock: 12, held: 0 });
  assert.match((await shopper.get(orderPath)).text, /Paid\. Thank you!/);
});

test("a repeated event is not even looked up again", async () => {
  const { reference } = await placeOrder(shop, shop.aShopper(), { things: { "LM-HON-01": 1 } });
  payments.pay(reference);
  const event = signedEvent(payments.requestOf(reference), "request.paid");
  await shop.tell(event);
  const asked = payments.calls.length;
  await shop.tell(event);
  assert.equal(payments.calls.length, asked);
});

test("events out of order end where the payments server is", async () => {
  const things = { "LM-MUG-01": 1, "LM-PEN-01": 1 };
  const shopper = shop.aShopper();
  const { reference, orderPath } = await placeOrder(shop, shopper, { things, split: "each" });
  payments.pay(reference, ["LM-MUG-01"]);
  const early = signedEvent(payments.requestOf(reference), "request.partly_paid");
  payments.pay(reference);
  const late = signedEvent(payments.requestOf(reference), "request.paid");
  assert.deepEqual([await shop.tell(late), await shop.tell(early)], [204, 204]);
  assert.match((await shopper.get(orderPath)).text, /data-status="paid"/);
  assert.deepEqual(await shop.stockOf("LM-MUG-01"), { stock: 35, held: 0 });
});

test("partly paid and then expired: what is paid is taken, the rest is back on the shelf", async () => {
  const things = { "LM-KIT-01": 1, "LM-CAN-01": 3 };
  const shopper = shop.aShopper();
  const { reference, orderPath } = await placeOrder(shop, shopper, { things, split: "each" });
  payments.pay(reference, ["LM-KIT-01"]);
  await shop.tell(signedEvent(payments.requestOf(reference), "request.partly_paid"));
  assert.deepEqual(await shop.stockOf("LM-KIT-01"), { stock: 16, held: 0 });
  assert.deepEqual(await shop.stockOf("LM-CAN-01"), { stock: 11, held: 3 });
  payments.close(reference, "expired");
  await shop.tell(signedEvent(payments.requestOf(reference), "request.expired"));
  assert.deepEqual(await shop.stockOf("LM-CAN-01"), { stock: 11, held: 0 });
  const { text } = await shopper.get(orderPath);
  assert.match(text, /€24\.00 was paid before/);
  assert.match(text, /Order the rest again for €96\.00/);
});

test("an expired order gives its stock back, once", async () => {
  const { reference } = await placeOrder(shop, shop.aShopper(), { things: { "LM-RAD-01": 4 } });
  assert.deepEqual(await shop.stockOf("LM-RAD-01"), { stock: 5, held: 4 });
  payments.close(reference, "expired");
  for (let times = 0; times < 2; times += 1) {
    await shop.tell(signedEvent(payments.requestOf(reference), "request.expired"));
  }
  assert.deepEqual(await shop.stockOf("LM-RAD-01"), { stock: 5, held: 0 });
});

test("an event is never believed: an order is paid only when the payments server says so itself", async () => {
  const { reference } = await placeOrder(shop, shop.aShopper(), { things: { "LM-CHO-01": 1 } });
  const claim = { ...payments.requestOf(reference), status: "paid" as const };
  assert.equal(await shop.tell(signedEvent(claim, "request.paid")), 204);
  assert.deepEqual(await shop.stockOf("LM-CHO-01"), { stock: 120, held: 1 });
});

test("a forged, changed or old event is refused and asks nobody anything", async () => {
  const { reference } = await placeOrder(shop, shop.aShopper(), { things: { "LM-NOT-01": 1 } });
  payments.pay(reference);
  const request = payments.requestOf(reference);
  const asked = payments.calls.length;
  const secret = `whsec_${Buffer.from("another secret of thirty-two bytes").toString("base64")}`;
  const honest = signedEvent(request, "request.paid");
  const anHourAgo = new Date(Date.now() - 3_600_000);
  for (const event of [
    signedEvent(request, "request.paid", { secret }),
    signedEvent(request, "request.paid", { sentAt: anHourAgo }),
    { ...honest, body: honest.body.replace("paid", "open") },
    { ...honest, headers: { "content-type": "application/json" } },
  ]) {
    assert.equal(await shop.tell(event), 401);
  }
  assert.equal(payments.calls.length, asked);
  assert.deepEqual(await shop.stockOf("LM-NOT-01"), { stock: 75, held: 1 });
});

test("a request whose amount is not the order's fulfils nothing, and is told again", async () => {
  const { reference } = await placeOrder(shop, shop.aShopper(), { things: { "LM-LAM-01": 1 } });
  payments.pay(reference);
  payments.forge(reference, { amount: { minor: 1, currency: "EUR" } });
  const event = signedEvent(payments.requestOf(reference), "request.paid");
  assert.equal(await shop.tell(event), 500);
  assert.deepEqual(await shop.stockOf("LM-LAM-01"), { stock: 6, held: 1 });
  payments.forge(reference, { amount: { minor: 8900, currency: "EUR" } });
  assert.equal(await shop.tell(event), 204);
  assert.deepEqual(await shop.stockOf("LM-LAM-01"), { stock: 5, held: 0 });
});

test("an event about somebody else's order is acknowledged and ignored", async () => {
  const { reference } = await placeOrder(shop, shop.aShopper(), { things: { "LM-PLA-01": 1 } });
  payments.forge(reference, { reference: "NOT-OURS" });
  assert.equal(await shop.tell(signedEvent(payments.requestOf("NOT-OURS"), "request.paid")), 204);
});
