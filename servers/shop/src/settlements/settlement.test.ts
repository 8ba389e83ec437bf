import assert from "node:assert/strict";
import { test } from "node:test";
import type { Code, PaymentRequest } from "@scantill/sdk";
import fc from "fast-check";
import { isOpen, type Order, type OrderLine } from "#orders/rules";
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
