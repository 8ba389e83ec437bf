import assert from "node:assert/strict";
import { test } from "node:test";
import { followOrders, settleOrder } from "#settlements";
import { transact } from "#tenant";
import { openShop, placeOrder } from "../testing/open-shop.ts";
import { terminalOrigin } from "../testing/pretended-payments.ts";

const shop = await openShop();
const { payments } = shop;

test("a shopper who comes back before the webhook sees the truth", async () => {
  const shopper = shop.aShopper();
  const { reference, orderPath, terminalUrl } = await placeOrder(shop, shopper, {
    things: { "LM-TEA-01": 1 },
  });
  const waiting = await shopper.get(orderPath);
  assert.match(waiting.text, /Waiting for your payment/);
  assert.ok(waiting.text.includes(`href="${terminalUrl}"`));
  assert.match(waiting.text, /http-equiv="refresh"/);

  payments.pay(reference);
  const paid = await shopper.get(orderPath);
  assert.match(paid.text, /Receipt/);
  assert.ok(paid.text.includes(reference));
  assert.ok(paid.text.includes(payments.requestOf(reference).codes[0]?.paymentId ?? "no payment"));
  assert.doesNotMatch(paid.text, /http-equiv="refresh"/);
  assert.deepEqual(await shop.stockOf("LM-TEA-01"), { stock: 13, held: 0 });
});

test("an open page that looks often asks the payments server seldom", async () => {
  const shopper = shop.aShopper();
  const { orderPath } = await placeOrder(shop, shopper, { things: { "LM-PEN-01": 1 } });
  const asked = payments.calls.length;
  for (let times = 0; times < 5; times += 1) {
    const { text } = await shopper.get(`${orderPath}?part=state`);
    assert.match(text, /^<div id="order-state"/);
  }
  assert.ok(payments.calls.length - asked <= 1);
});

test("an order's page is only behind its whole key", async () => {
  const { orderPath, reference } = await placeOrder(shop, shop.aShopper(), {
    things: { "LM-PEN-01": 1 },
  });
  const stranger = shop.aShopper();
  assert.equal((await stranger.get(orderPath)).status, 200);
  for (const path of [
    orderPath.slice(0, -1),
    `/orders/${reference}`,
    "/orders/%00",
    "/orders/0000000000000000000000000X",
  ]) {
    assert.equal((await stranger.get(path)).status, 404, path);
  }
});

test("cancelling closes the request and gives the stock back", async () => {
  const shopper = shop.aShopper();
  const { reference, orderPath } = await placeOrder(shop, shopper, { things: { "LM-RAD-01": 2 } });
  assert.equal((await shopper.post(`${orderPath}/cancel`)).location, orderPath);
  assert.equal(payments.requestOf(reference).status, "cancelled");
  assert.deepEqual(await shop.stockOf("LM-RAD-01"), { stock: 5, held: 0 });
  assert.match((await shopper.get(orderPath)).text, /Nothing was charged/);
});

test("an order that is paid in the moment of cancelling is paid", async () => {
  const shopper = shop.aShopper();
  const { reference, orderPath } = await placeOrder(shop, shopper, { things: { "LM-HEA-01": 1 } });
  payments.pay(reference);
  await shopper.post(`${orderPath}/cancel`);
  assert.match((await shopper.get(orderPath)).text, /Paid\. Thank you!/);
  assert.deepEqual(await shop.stockOf("LM-HEA-01"), { stock: 39, held: 0 });
});

test("what ran out unpaid gets new codes on the same order, once, however often one asks", async () => {
  const shopper = shop.aShopper();
  const things = { "LM-KIT-01": 1 };
  const { reference, orderPath, terminalUrl } = await placeOrder(shop, shopper, { things });
  payments.close(reference, "expired");
  assert.match((await shopper.get(orderPath)).text, /Get a new code for €24\.00/);
  assert.deepEqual(await shop.stockOf("LM-KIT-01"), { stock: 17, held: 0 });
  const before = payments.requests().length;
  const answers = await Promise.all([1, 2, 3].map(() => shopper.post(`${orderPath}/pay`)));
  for (const { location } of answers) assert.equal(location, terminalUrl);
  assert.equal(payments.requests().length, before);
  const { status, revision } = payments.requestOf(reference);
  assert.deepEqual([status, revision], ["open", 2]);
  assert.deepEqual(await shop.stockOf("LM-KIT-01"), { stock: 17, held: 1 });
  payments.pay(reference);
  assert.match((await shopper.get(orderPath)).text, /Paid\. Thank you!/);
  assert.deepEqual(await shop.stockOf("LM-KIT-01"), { stock: 16, held: 0 });
});

test("the payment page's own link draws new codes, before any webhook has told of the expiry", async () => {
  const shopper = shop.aShopper();
  const placed = await placeOrder(shop, shopper, { things: { "LM-BLA-01": 1 } });
  const { retryUrl } = payments.requestOf(placed.reference);
  for (const revision of [2, 3]) {
    payments.close(placed.reference, "expired");
    const { location } = await shopper.get(new URL(retryUrl ?? "").pathname);
    assert.equal(location, placed.terminalUrl);
    assert.equal(payments.requestOf(placed.reference).revision, revision);
    assert.deepEqual(await shop.stockOf("LM-BLA-01"), { stock: 8, held: 1 });
  }
});

test("while payments are down the stock is held for the new codes, and the worker draws them later", async () => {
  const shopper = shop.aShopper();
  const { reference, orderPath } = await placeOrder(shop, shopper, { things: { "LM-LAM-01": 1 } });
  payments.close(reference, "expired");
  await shopper.get(orderPath);
  // Payments answer no more from the moment on in which the order is opened again.
  payments.setDown(true);
  assert.equal((await shopper.post(`${orderPath}/pay`)).location, orderPath);
  assert.match((await shopper.get(orderPath)).text, /the payment is not open yet/);
  assert.deepEqual(await shop.stockOf("LM-LAM-01"), { stock: 6, held: 1 });
  payments.setDown(false);
  await followOrders(shop.services, 0);
  assert.equal(payments.requestOf(reference).revision, 2);
  assert.match((await shopper.get(orderPath)).text, /Continue to payment/);
});

test("old news of an expiry does not take back what is held for the new codes", async () => {
  const shopper = shop.aShopper();
  const { reference, orderPath } = await placeOrder(shop, shopper, { things: { "LM-HON-01": 2 } });
  payments.close(reference, "expired");
  const expired = payments.requestOf(reference);
  await shopper.post(`${orderPath}/pay`);
  await transact(shop.services.database, (tx) => settleOrder(tx, expired));
  assert.deepEqual(await shop.stockOf("LM-HON-01"), { stock: 48, held: 2 });
  assert.match((await shopper.get(orderPath)).text, /data-status="awaiting_payment"/);
});

test("partly paid and closed: the page says so, and the rest becomes one order of its own if one wants it", async () => {
  const shopper = shop.aShopper();
  const things = { "LM-NOT-01": 1, "LM-CAN-01": 1 };
  const { reference, orderPath } = await placeOrder(shop, shopper, { things, split: "each" });
  payments.pay(reference, ["LM-NOT-01"]);
  payments.close(reference, "expired");
  const { text } = await shopper.get(orderPath);
  assert.match(
    text,
    /€6\.40 was paid before: those things are yours\. The rest is back on the shelf/,
  );
  assert.match(text, /Order the rest again for €32\.00/);
  await shopper.post(`${orderPath}/pay`);
  assert.equal(payments.requestOf(reference).revision, 1);
  const before = payments.requests().length;
  const [one, two] = await Promise.all([1, 2].map(() => shopper.post(`${orderPath}/again`)));
  assert.ok(one?.location.startsWith(terminalOrigin));
  assert.equal(one?.location, two?.location);
  assert.equal(payments.requests().length, before + 1);
  assert.deepEqual(payments.requests().at(-1)?.amount, { minor: 3200, currency: "EUR" });
  assert.deepEqual(await shop.stockOf("LM-CAN-01"), { stock: 11, held: 1 });
  assert.match((await shopper.get(orderPath)).text, /Go to the new order/);
});

test("only what was cancelled or partly paid becomes another order", async () => {
  const shopper = shop.aShopper();
  const { reference, orderPath } = await placeOrder(shop, shopper, { things: { "LM-PEN-01": 1 } });
  assert.equal((await shopper.post(`${orderPath}/again`)).status, 409);
  payments.close(reference, "expired");
  await shopper.get(orderPath);
  assert.equal((await shopper.post(`${orderPath}/again`)).status, 409);
  await shopper.post(`${orderPath}/pay`);
  await shopper.post(`${orderPath}/cancel`);
  assert.match((await shopper.get(orderPath)).text, /Order it again for €2\.50/);
  assert.ok((await shopper.post(`${orderPath}/again`)).location.startsWith(terminalOrigin));
});

test("when somebody else has taken it meanwhile, there is no new code, and the page says what is gone", async () => {
  const [first, second] = [shop.aShopper(), shop.aShopper()];
  const { reference, orderPath } = await placeOrder(shop, first, {
    things: { "LM-WRE-01": 1, "LM-PEN-01": 1 },
  });
  payments.close(reference, "expired");
  await first.get(orderPath);
  await placeOrder(shop, second, { things: { "LM-WRE-01": 1 } });
  const { location } = await first.get(`${orderPath}/pay`);
  assert.equal(location, `${orderPath}?short=LM-WRE-01`);
  assert.match((await first.get(location)).text, /Somebody else has taken: Wren House\. Nothing/);
  assert.equal(payments.requestOf(reference).revision, 1);
});

test("the orders of this browser are listed, and nobody else's", async () => {
  const shopper = shop.aShopper();
  const { reference } = await placeOrder(shop, shopper, { things: { "LM-MUG-01": 1 } });
  assert.ok((await shopper.get("/orders")).text.includes(reference));
  assert.ok(!(await shop.aShopper().get("/orders")).text.includes(reference));
});
