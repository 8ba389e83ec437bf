import assert from "node:assert/strict";
import { test } from "node:test";
import { anOrder, anOrderLine } from "../testing/builders.ts";
import {
  amountOfLines,
  isOpen,
  isReopenable,
  mayBecome,
  nextStatuses,
  type OrderStatus,
  paidLines,
  refusalToReopen,
  refusalToRepeat,
  unpaidLines,
} from "./order.ts";

const statuses = Object.keys(nextStatuses) as readonly OrderStatus[];

test("an order never goes back to a status that it has left", () => {
  const order = ["awaiting_payment", "partly_paid", "paid"] as const;
  for (const [place, status] of order.entries()) {
    for (const earlier of order.slice(0, place + 1)) assert.ok(!mayBecome(status, earlier));
  }
});

test("nothing can be paid of what is paid, expired or cancelled; only what expired may open again", () => {
  const closed = statuses.filter((status) => !isOpen({ status }));
  assert.deepEqual(closed, ["paid", "expired", "cancelled"]);
  const [returned] = [anOrderLine({ stockStatus: "returned" })];
  const reopenable = statuses.filter((status) =>
    isReopenable(anOrder({ status, lines: [returned] })),
  );
  assert.deepEqual(reopenable, ["expired"]);
});

test("an amount counts every piece of every line", () => {
  const lines = [
    anOrderLine({ quantity: 3, price: { minor: 250n, currency: "EUR" } }),
    anOrderLine({ quantity: 1, price: { minor: 3800n, currency: "EUR" } }),
  ];
  assert.deepEqual(amountOfLines(lines, "EUR"), { minor: 4550n, currency: "EUR" });
});

test("only what was not paid can be ordered again, and only once the order is closed", () => {
  const taken = anOrderLine({ sku: "A", stockStatus: "taken", paymentId: "pay_1" });
  const returned = anOrderLine({ sku: "B", stockStatus: "returned" });
  const partly = anOrder({ status: "expired", lines: [taken, returned] });
  assert.equal(refusalToRepeat(partly), null);
  assert.deepEqual(paidLines(partly), [taken]);
  assert.deepEqual(unpaidLines(partly), [returned]);
  assert.equal(refusalToReopen(partly), "order_closed");
  assert.equal(refusalToRepeat(anOrder({ status: "awaiting_payment" })), "order_still_open");
  const unpaid = anOrder({ status: "expired", lines: [returned] });
  assert.equal(refusalToRepeat(unpaid), "order_still_open");
  assert.equal(refusalToReopen(unpaid), null);
  assert.equal(refusalToRepeat(anOrder({ status: "paid", lines: [taken] })), "order_nothing_left");
});
