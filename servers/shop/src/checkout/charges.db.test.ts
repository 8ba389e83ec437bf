import assert from "node:assert/strict";
import { test } from "node:test";
import { checkoutForm, fillCart, openShop, placeOrder } from "../testing/open-shop.ts";

const shop = await openShop({
  shipping: { flatMinor: 490n, freeFromMinor: 5000n },
  discounts: new Map([["SLOWDAYS", 1000n]]),
  tax: { name: "VAT 23%", rate: 2300n, shown: "included" },
});
const { payments } = shop;

test("a discount code is typed without a script, shows what it takes off, and can be taken back", async () => {
  const shopper = shop.aShopper();
  await fillCart(shopper, { "LM-TEA-01": 1 });
  assert.match((await shopper.get("/checkout")).text, /<dt>Delivery<\/dt><dd>€4\.90<\/dd>/);
  const wrong = await shopper.post("/checkout/discount", { code: "FASTDAYS" });
  assert.equal(wrong.location, "/checkout?notice=discount_unknown");
  assert.match((await shopper.get(wrong.location)).text, /We do not know this discount code/);
  assert.equal(
    (await shopper.post("/checkout/discount", { code: " slowdays " })).location,
    "/checkout",
  );
  const { text } = await shopper.get("/checkout");
  assert.match(text, /<dt>Discount SLOWDAYS<\/dt><dd>-€3\.80<\/dd>/);
  assert.match(text, /Pay €39\.10/);
  assert.match(text, /<dt>VAT 23%, included<\/dt><dd>€7\.31<\/dd>/);
  await shopper.post("/checkout/discount", { code: "" });
  assert.match((await shopper.get("/checkout")).text, /Pay €42\.90/);
});

test("a code that was typed in another window after the page was shown is looked at again", async () => {
  const shopper = shop.aShopper();
  await fillCart(shopper, { "LM-TEA-01": 1 });
  const form = await checkoutForm(shopper);
  await shopper.post("/checkout/discount", { code: "SLOWDAYS" });
  assert.equal((await shopper.post("/checkout", form)).location, "/cart?notice=cart_changed");
});

test("what is charged beside the products is on the request, the order and the receipt, and each code adds up", async () => {
  const shopper = shop.aShopper();
  const things = { "LM-HON-01": 2, "LM-PEN-01": 1 };
  await fillCart(shopper, things);
  await shopper.post("/checkout/discount", { code: "SLOWDAYS" });
  const form = await checkoutForm(shopper, "each");
  const { location } = await shopper.post("/checkout", form);
  const request = payments.requests().find(({ terminalUrl }) => terminalUrl === location);
  assert.ok(request);
  assert.equal(request.amount.minor, Number(form["totalMinor"]));
  assert.equal(request.amount.minor, 1890 - 189 + 490);
  const codes = request.codes.map(({ amount }) => amount.minor);
  assert.deepEqual(codes, [1901, 290]);
  const orderPath = new URL(request.returnUrl).pathname;
  payments.pay(request.reference, ["LM-PEN-01"]);
  const partly = await shopper.get(orderPath);
  assert.match(partly.text, /€2\.90 paid, €19\.01 to go/);
  payments.close(request.reference, "expired");
  assert.match((await shopper.get(orderPath)).text, /Order the rest again for €19\.01/);
  const again = await shopper.post(`${orderPath}/again`);
  const rest = payments.requests().find(({ terminalUrl }) => terminalUrl === again.location);
  assert.equal(rest?.amount.minor, 1901);
  payments.pay(rest?.reference ?? "");
  const receipt = await shopper.get(new URL(rest?.returnUrl ?? "").pathname);
  assert.match(receipt.text, /<dt>Delivery<\/dt>/);
  assert.match(receipt.text, /<dt>Paid<\/dt><dd>€19\.01<\/dd>/);
});

test("from an amount on delivery is free, and the page says so", async () => {
  const shopper = shop.aShopper();
  await fillCart(shopper, { "LM-LAM-01": 1 });
  assert.match((await shopper.get("/checkout")).text, /<dt>Delivery<\/dt><dd>free<\/dd>/);
  const { reference } = await placeOrder(shop, shopper, { things: { "LM-MUG-01": 1 } });
  assert.equal(payments.requestOf(reference).amount.minor, 8900 + 1450);
});
