import assert from "node:assert/strict";
import { test } from "node:test";
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

test("a new code after expiry is a new order for what was not paid; asking twice makes one", async () => {
  const shopper = shop.aShopper();
  const things = { "LM-KIT-01": 1, "LM-CAN-01": 1 };
  const { reference, orderPath } = await placeOrder(shop, shopper, { things, split: "each" });
  payments.pay(reference, ["LM-KIT-01"]);
  payments.close(reference, "expired");
  assert.match((await shopper.get(orderPath)).text, /Get a new code for €32\.00/);
  const before = payments.requests().length;
  const [one, two] = await Promise.all([1, 2].map(() => shopper.post(`${orderPath}/again`)));
  assert.ok(one?.location.startsWith(terminalOrigin));
  assert.equal(one?.location, two?.location);
  assert.equal(payments.requests().length, before + 1);
  assert.deepEqual(payments.requests().at(-1)?.amount, { minor: 3200, currency: "EUR" });
  assert.deepEqual(await shop.stockOf("LM-CAN-01"), { stock: 11, held: 1 });
  assert.match((await shopper.get(orderPath)).text, /Go to the new order/);
});

test("an open or a paid order is not ordered again", async () => {
  const shopper = shop.aShopper();
  const { reference, orderPath } = await placeOrder(shop, shopper, { things: { "LM-PEN-01": 1 } });
  assert.equal((await shopper.post(`${orderPath}/again`)).status, 409);
  payments.pay(reference);
  await shopper.get(orderPath);
  assert.equal((await shopper.post(`${orderPath}/again`)).status, 409);
});

test("when somebody else has taken it meanwhile, there is no new code, and the page says why", async () => {
  const [first, second] = [shop.aShopper(), shop.aShopper()];
  const { reference, orderPath } = await placeOrder(shop, first, { things: { "LM-WRE-01": 1 } });
  payments.close(reference, "expired");
  await first.get(orderPath);
  await placeOrder(shop, second, { things: { "LM-WRE-01": 1 } });
  const { location } = await first.post(`${orderPath}/again`);
  assert.equal(location, `${orderPath}?notice=stock_short`);
  assert.match((await first.get(location)).text, /not enough of these left/);
});

test("the orders of this browser are listed, and nobody else's", async () => {
  const shopper = shop.aShopper();
  const { reference } = await placeOrder(shop, shopper, { things: { "LM-MUG-01": 1 } });
  assert.ok((await shopper.get("/orders")).text.includes(reference));
  assert.ok(!(await shop.aShopper().get("/orders")).text.includes(reference));
});
