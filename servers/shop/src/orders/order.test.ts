import assert from "node:assert/strict";
import { test } from "node:test";
import { anOrder, anOrderLine, euros } from "../testing/builders.ts";
import {
  isOpen,
  isReopenable,
  mayBecome,
  nextStatuses,
  type OrderStatus,
  paidAmount,
  paidLines,
  refusalToReopen,
  refusalToRepeat,
  subtotalOfOrder,
  unpaidAmount,
  unpaidCharges,
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

test("paid and unpaid are the total, with their shares of what is charged beside the products", () => {
  const lines = [
    anOrderLine({ quantity: 3, price: euros(250n), stockStatus: "taken", paymentId: "pay_1" }),
    anOrderLine({ position: 1, price: euros(3800n), stockStatus: "returned" }),
  ];
  const shipping = { kind: "shipping", name: "Delivery", isIncluded: false } as const;
  const order = anOrder({ lines, charges: [{ ...shipping, amount: euros(490n) }] });
  assert.deepEqual(subtotalOfOrder(order), euros(4550n));
  assert.deepEqual(paidAmount(order), euros(831n));
  assert.deepEqual(unpaidAmount(order), euros(4209n));
  assert.deepEqual(unpaidCharges(order), [{ ...shipping, amount: euros(409n) }]);
  assert.deepEqual(order.total, euros(5040n));
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
