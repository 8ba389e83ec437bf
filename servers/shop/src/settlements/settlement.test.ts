import assert from "node:assert/strict";
import { test } from "node:test";
import type { Code, PaymentRequest } from "@scantill/sdk";
import fc from "fast-check";
import { isOpen, type Order, type OrderLine } from "#orders/rules";
import { type Charge, chargesOn } from "#pricing/rules";
import { anOrder, anOrderLine, euros } from "../testing/builders.ts";
import { mismatchOf, paymentRequestOf, settlementOf } from "./settlement.ts";

const lines = [
  anOrderLine({ position: 0, sku: "A", price: euros(500n) }),
  anOrderLine({ position: 1, sku: "B", price: euros(300n), quantity: 2 }),
];
const order = anOrder({ lines, split: "each" });

/** The request of an order as the payments server would show it. */
function aRequest(
  status: PaymentRequest["status"],
  paidSkus: readonly string[] = [],
): PaymentRequest {
  const wanted = paymentRequestOf(order, "http://127.0.0.1:4000");
  const codes = wanted.items.map((item): Code => {
    const isPaid = paidSkus.includes(item.sku ?? "");
    return {
      id: `cd_${item.sku}`,
      status: isPaid ? "paid" : "active",
      items: [item],
      amount: item.unitAmount,
      url: null,
      shortCode: null,
      images: null,
      paymentId: isPaid ? `pay_${item.sku}` : null,
    };
  });
  return {
    id: "pr_01h00000000000000000000000",
    status,
    revision: 1,
    reference: order.number,
    split: "each",
    items: wanted.items,
    amount: { minor: 1100, currency: "EUR" },
    paidAmount: { minor: 0, currency: "EUR" },
    codes,
    terminalUrl: "",
    returnUrl: "",
    retryUrl: null,
    collect: [],
    cancelledBy: null,
    metadata: {},
    createdAt: "2026-11-23T11:00:00.000Z",
    expiresAt: "2026-11-23T11:10:00.000Z",
    paidAt: status === "paid" ? "2026-11-23T11:05:00.000Z" : null,
  };
}

function apply(to: Order, request: PaymentRequest): Order {
  const settlement = settlementOf(to, request);
  if (settlement === null) return to;
  const changed: readonly OrderLine[] = [...settlement.taken, ...settlement.returned];
  return {
    ...to,
    status: settlement.status,
    paidAt: settlement.paidAt,
    lines: to.lines.map(
      (line) => changed.find(({ position }) => position === line.position) ?? line,
    ),
  };
}

test("a paid request pays the order and takes every line, with its payment", () => {
  const settlement = settlementOf(order, aRequest("paid", ["A", "B"]));
  assert.equal(settlement?.status, "paid");
  assert.deepEqual(settlement?.paidAt, new Date("2026-11-23T11:05:00.000Z"));
  assert.deepEqual(
    settlement?.taken.map(({ sku, paymentId }) => [sku, paymentId]),
    [
      ["A", "pay_A"],
      ["B", "pay_B"],
    ],
  );
});

test("partly paid, then expired: paid lines are taken, the others go back", () => {
  const partly = apply(order, aRequest("partly_paid", ["B"]));
  assert.deepEqual(
    partly.lines.map((line) => line.stockStatus),
    ["held", "taken"],
  );
  const expired = apply(partly, aRequest("expired", ["B"]));
  assert.equal(expired.status, "expired");
  assert.deepEqual(
    expired.lines.map((line) => line.stockStatus),
    ["returned", "taken"],
  );
});

test("the same news again, and older news, change nothing", () => {
  const paid = apply(order, aRequest("paid", ["A", "B"]));
  for (const request of [
    aRequest("paid", ["A", "B"]),
    aRequest("partly_paid", ["A"]),
    aRequest("open"),
    aRequest("expired", ["A"]),
  ]) {
    assert.equal(settlementOf(paid, request), null);
  }
});

/** What the payments server may say over time: it never takes anything back. */
const histories = [
  [aRequest("open"), aRequest("partly_paid", ["A"]), aRequest("paid", ["A", "B"])],
  [aRequest("open"), aRequest("partly_paid", ["B"]), aRequest("expired", ["B"])],
  [aRequest("open"), aRequest("partly_paid", ["A"]), aRequest("cancelled", ["A"])],
  [aRequest("open"), aRequest("expired")],
];

test("news of one request in any order, any number of times: every line ends once, and a paid order is wholly taken", () => {
  const news = fc
    .constantFrom(...histories)
    .chain((history) => fc.array(fc.constantFrom(...history), { maxLength: 12 }));
  fc.assert(
    fc.property(news, (requests) => {
      let current = order;
      for (const request of requests) {
        const next = apply(current, request);
        for (const [place, line] of next.lines.entries()) {
          const before = current.lines[place];
          assert.ok(before?.stockStatus === "held" || before?.stockStatus === line.stockStatus);
        }
        current = next;
      }
      const isHeld = current.lines.some((line) => line.stockStatus === "held");
      assert.equal(isHeld, isOpen(current));
      if (current.status === "paid") {
        assert.ok(current.lines.every((line) => line.stockStatus === "taken"));
      }
    }),
  );
});

test("for an order that was opened again, only the expiry of an earlier revision is old news", () => {
  const again = { ...order, revision: 2, openedRevision: 1 };
  assert.equal(settlementOf(again, aRequest("expired")), null);
  assert.equal(settlementOf(again, aRequest("paid", ["A", "B"]))?.status, "paid");
  assert.equal(settlementOf(again, aRequest("cancelled"))?.status, "cancelled");
  assert.equal(settlementOf(again, { ...aRequest("expired"), revision: 2 })?.status, "expired");
});

test("a request of another amount, reference or id is not this order's", () => {
  const request = aRequest("paid", ["A", "B"]);
  assert.equal(mismatchOf(order, request), null);
  assert.equal(
    mismatchOf(order, { ...request, amount: { minor: 1, currency: "EUR" } }),
    "another amount",
  );
  assert.equal(
    mismatchOf(order, { ...request, amount: { minor: 1100, currency: "USD" } }),
    "another amount",
  );
  assert.equal(mismatchOf(order, { ...request, reference: "LM-XXXX-XXXX" }), "another reference");
  assert.equal(
    mismatchOf(order, { ...request, id: "pr_01h00000000000000000000001" }),
    "another id",
  );
});

test("the same order always asks for the same request", () => {
  const once = paymentRequestOf(order, "http://127.0.0.1:4000");
  assert.deepEqual(once, paymentRequestOf(order, "http://127.0.0.1:4000"));
  assert.equal(once.returnUrl, `http://127.0.0.1:4000/orders/${order.key}`);
});

const delivery: Charge = {
  ...{ kind: "shipping", name: "Delivery", isIncluded: false },
  amount: euros(490n),
};
const discount: Charge = {
  ...{ kind: "discount", name: "Discount CODE", isIncluded: false },
  amount: euros(-110n),
};
const included: Charge = { kind: "tax", name: "VAT", isIncluded: true, amount: euros(277n) };

function requested(change: Partial<Order>) {
  const wanted = anOrder({ lines, charges: [discount, delivery, included], ...change });
  const { items } = paymentRequestOf(wanted, "http://127.0.0.1:4000");
  return { wanted, items };
}

test("with one code, what is not a product is a line of its own, and included tax is none", () => {
  const { items } = requested({ split: "one" });
  assert.deepEqual(
    items.map(({ kind, name, quantity, unitAmount }) => [kind, name, quantity, unitAmount.minor]),
    [
      [undefined, "Moss Teapot", 1, 500],
      [undefined, "Moss Teapot", 2, 300],
      ["discount", "Discount CODE", 1, -110],
      ["shipping", "Delivery", 1, 490],
    ],
  );
});

test("with one code each, every product has its share, says so, and all of them add up to the total", () => {
  const { wanted, items } = requested({ split: "each" });
  assert.deepEqual(
    items.map(({ name, quantity, unitAmount, sku }) => [name, quantity, unitAmount.minor, sku]),
    [
      ["Moss Teapot (with discount, delivery)", 1, 673, "A"],
      ["2 × Moss Teapot (with discount, delivery)", 1, 807, "B"],
    ],
  );
  assert.equal(wanted.total.minor, 1480n);
});

test("whatever is charged, a request asks for exactly the order's total, however it is split", () => {
  const someLines = fc.array(
    fc.record({
      minor: fc.bigInt({ min: 1n, max: 99_999n }),
      quantity: fc.integer({ min: 1, max: 99 }),
    }),
    { minLength: 1, maxLength: 20 },
  );
  const terms = fc.record({
    shipping: fc.record({
      flatMinor: fc.bigInt({ min: 0n, max: 999n }),
      freeFromMinor: fc.constant(null),
    }),
    discounts: fc.bigInt({ min: 0n, max: 10_000n }).map((rate) => new Map([["CODE", rate]])),
    tax: fc.record({
      name: fc.constant("VAT"),
      rate: fc.bigInt({ min: 0n, max: 3_000n }),
      shown: fc.constantFrom("included" as const, "line" as const),
    }),
  });
  fc.assert(
    fc.property(
      someLines,
      terms,
      fc.constantFrom("one" as const, "each" as const),
      (some, by, split) => {
        const ordered = some.map(({ minor, quantity }, position) =>
          anOrderLine({ position, sku: `S${position}`, price: euros(minor), quantity }),
        );
        const wanted = anOrder({ lines: ordered, split, charges: chargesOn(ordered, by, "CODE") });
        const { items } = paymentRequestOf(wanted, "http://127.0.0.1:4000");
        const amounts = items.map((item) => item.quantity * item.unitAmount.minor);
        assert.equal(
          amounts.reduce((sum, amount) => sum + amount, 0),
          Number(wanted.total.minor),
        );
        if (split === "each") {
          assert.equal(items.length, ordered.length);
          assert.ok(amounts.every((amount) => amount > 0));
        }
      },
    ),
  );
});

test("a name longer than payments take is shortened", () => {
  const [item] = requested({
    lines: [anOrderLine({ title: "x".repeat(400) })],
    split: "each",
  }).items;
  assert.equal(item?.name.length, 200);
});
