import assert from "node:assert/strict";
import { test } from "node:test";
import { aPayment } from "./paying/builders.ts";
import { noReceipts, type ShownReceipts, withPage } from "./receipt-pages.ts";

const [first, second] = [aPayment({ reference: "1" }), aPayment({ reference: "2" })];
const onePage: ShownReceipts = { state: "shown", payments: [first], next: "pay_1", older: "idle" };

test("older receipts follow the newer ones, until there are no more", () => {
  const page = { payments: [first], next: "pay_1" };
  assert.deepEqual(withPage(noReceipts, { kind: "done", content: page }), onePage);
  const last = { payments: [second], next: null };
  assert.deepEqual(withPage(onePage, { kind: "done", content: last }), {
    ...onePage,
    payments: [first, second],
    next: null,
  });
});

test("a page that does not come takes nothing away, and can be asked for again", () => {
  const answer = { kind: "unanswered", why: "offline" } as const;
  assert.deepEqual(withPage(onePage, answer), { ...onePage, older: "offline" });
  assert.deepEqual(withPage(noReceipts, answer), { state: "unanswered", why: "offline" });
});

test("where the server refuses to go on, the list ends", () => {
  const refused = withPage(onePage, { kind: "refused", code: "not_found" });
  assert.deepEqual(refused, { ...onePage, next: null });
});
