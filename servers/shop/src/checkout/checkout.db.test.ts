import assert from "node:assert/strict";
import { test } from "node:test";
import { checkoutForm, fillCart, openShop, placeOrder } from "../testing/open-shop.ts";
import { terminalOrigin } from "../testing/pretended-payments.ts";

const shop = await openShop();

test("checkout holds the stock, opens one request for exactly the total, and empties the cart", async () => {
  const shopper = shop.aShopper();
  const placed = await placeOrder(shop, shopper, { things: { "LM-TEA-01": 1, "LM-MUG-01": 2 } });
  assert.ok(placed.terminalUrl.startsWith(`${terminalOrigin}/t/`));
  const request = shop.payments.requestOf(placed.reference);
  assert.deepEqual(request.amount, { minor: 6700, currency: "EUR" });
  assert.equal(request.split, "one");
  assert.deepEqual(request.items[0], {
    name: "Moss Teapot",
    quantity: 1,
    unitAmount: { minor: 3800, currency: "EUR" },
    sku: "LM-TEA-01",
    gtin: "2010000000014",
  });
  assert.deepEqual(await shop.stockOf("LM-MUG-01"), { stock: 36, held: 2 });
  assert.match((await shopper.get("/cart")).text, /Nothing in it yet/);
});

test("one code for each product asks for as many codes as there are lines", async () => {
  const things = { "LM-HON-01": 2, "LM-PEN-01": 1, "LM-NOT-01": 1 };
  const { reference } = await placeOrder(shop, shop.aShopper(), { things, split: "each" });
  assert.equal(shop.payments.requestOf(reference).codes.length, 3);
});

test("the same click twice makes one order and one request", async () => {
  const shopper = shop.aShopper();
  await fillCart(shopper, { "LM-CHO-01": 3 });
  const form = await checkoutForm(shopper);
  const before = shop.payments.requests().length;
  const [first, second] = await Promise.all([
    shopper.post("/checkout", form),
    shopper.post("/checkout", form),
  ]);
  const third = await shopper.post("/checkout", form);
  assert.ok(first.location.startsWith(terminalOrigin));
  assert.deepEqual([second.location, third.location], [first.location, first.location]);
  assert.equal(shop.payments.requests().length, before + 1);
  assert.deepEqual(await shop.stockOf("LM-CHO-01"), { stock: 120, held: 3 });
});

test("of two shoppers who want the last piece at once exactly one gets it, and the other is told by name", async () => {
  const shoppers = [shop.aShopper(), shop.aShopper()];
  const forms: Record<string, string>[] = [];
  for (const shopper of shoppers) {
    await fillCart(shopper, { "LM-WRE-01": 1 });
    forms.push(await checkoutForm(shopper));
  }
  const answers = await Promise.all(
    shoppers.map((shopper, place) => shopper.post("/checkout", forms[place])),
  );
  const lucky = answers.filter(({ location }) => location.startsWith(terminalOrigin));
  assert.equal(lucky.length, 1);
  assert.deepEqual(await shop.stockOf("LM-WRE-01"), { stock: 1, held: 1 });
  const place = answers.findIndex(({ location }) => location.startsWith("/cart?"));
  const { text } = (await shoppers[place]?.get(answers[place]?.location ?? "")) ?? { text: "" };
  assert.match(text, /not enough of these left\. Wren House: none left right now/);
});

test("a cart that changed after the page was shown is looked at again before paying", async () => {
  const shopper = shop.aShopper();
  await fillCart(shopper, { "LM-MUG-01": 1 });
  const form = await checkoutForm(shopper);
  await fillCart(shopper, { "LM-MUG-01": 1 });
  const before = shop.payments.requests().length;
  assert.equal((await shopper.post("/checkout", form)).location, "/cart?notice=cart_changed");
  assert.equal(shop.payments.requests().length, before);
});

test("a total that was tampered with is not ordered", async () => {
  const shopper = shop.aShopper();
  await fillCart(shopper, { "LM-LAM-01": 1 });
  const form = { ...(await checkoutForm(shopper)), totalMinor: "1" };
  assert.equal((await shopper.post("/checkout", form)).location, "/cart?notice=cart_changed");
  assert.deepEqual(await shop.stockOf("LM-LAM-01"), { stock: 6, held: 0 });
});

test("somebody else's checkout token orders nothing", async () => {
  const [owner, stranger] = [shop.aShopper(), shop.aShopper()];
  await fillCart(owner, { "LM-MUG-01": 1 });
  await fillCart(stranger, { "LM-MUG-01": 1 });
  const form = await checkoutForm(owner);
  assert.equal((await stranger.post("/checkout", form)).location, "/cart?notice=cart_changed");
});

test("while payments are down the order waits and says so; trying again opens exactly one request", async () => {
  const shopper = shop.aShopper();
  await fillCart(shopper, { "LM-UMB-01": 1 });
  const form = await checkoutForm(shopper);
  const before = shop.payments.requests().length;
  shop.payments.setDown(true);
  const { location } = await shopper.post("/checkout", form);
  shop.payments.setDown(false);
  assert.match(location, /^\/orders\/[0-9A-Z]{26}$/);
  const page = await shopper.get(location);
  assert.match(page.text, /Nothing was charged/);
  assert.match(page.text, /Try again/);
  assert.deepEqual(await shop.stockOf("LM-UMB-01"), { stock: 22, held: 1 });

  const answers = await Promise.all([1, 2].map(() => shopper.post(`${location}/pay`)));
  const again = await shopper.post("/checkout", form);
  assert.equal(shop.payments.requests().length, before + 1);
  const [opened] = answers;
  assert.ok(opened?.location.startsWith(terminalOrigin));
  assert.equal(again.location, opened?.location);
  assert.deepEqual(await shop.stockOf("LM-UMB-01"), { stock: 22, held: 1 });
  assert.match((await shopper.get("/cart")).text, /Nothing in it yet/);
});
