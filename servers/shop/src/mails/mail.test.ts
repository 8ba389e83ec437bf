import assert from "node:assert/strict";
import { test } from "node:test";
import { anOrder, anOrderLine, euros } from "../testing/builders.ts";
import { isGivenUp, retrySeconds } from "./mail.ts";
import { paidLetter } from "./paid-mail-page.ts";

test("what a mail server refuses for good is given up at once, anything else after the last wait", () => {
  assert.ok(isGivenUp({ responseCode: 550 }, 1));
  assert.ok(!isGivenUp({ responseCode: 451 }, 1));
  assert.ok(!isGivenUp({ responseCode: null }, retrySeconds.length - 1));
  assert.ok(isGivenUp({ responseCode: null }, retrySeconds.length));
});

test("a letter has every line of the receipt, and nothing of a title is markup", async () => {
  const lines = [
    anOrderLine({ title: "Mug <b>& saucer", quantity: 2, price: euros(1450n) }),
    anOrderLine({ position: 1, title: "Pencil", price: euros(250n) }),
  ];
  const charges = [
    { kind: "shipping", name: "Delivery", amount: euros(490n), isIncluded: false },
    { kind: "tax", name: "VAT 23%", amount: euros(681n), isIncluded: true },
  ] as const;
  const order = { ...anOrder({ lines, charges, status: "paid" }), email: "ann@example.org" };
  const letter = await paidLetter(order, "https://shop.example");
  assert.equal(letter.to, "ann@example.org");
  assert.equal(letter.messageId, `<${order.id}.paid@shop.example>`);
  const receipt = letter.text.split("\n\n")[2]?.split("\n");
  assert.deepEqual(receipt, [
    "2 × Mug <b>& saucer  €29.00",
    "1 × Pencil           €2.50",
    "Products             €31.50",
    "Delivery             €4.90",
    "Total                €36.40",
    "VAT 23%, included    €6.81",
  ]);
  assert.ok(letter.text.includes(`https://shop.example/orders/${order.key}`));
  assert.match(letter.html, /2 × Mug &lt;b&gt;&amp; saucer<\/td><td align="right">€29\.00/);
});
