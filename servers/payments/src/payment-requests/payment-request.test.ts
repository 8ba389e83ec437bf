import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "@scantill/service-kit/ids";
import { claimed, paid } from "#codes/rules";
import { after, anActiveCode, anOpenRequest, noon } from "#testing/values";
import {
  afterPayment,
  closedAs,
  isDueToExpire,
  refusalToClaim,
  refusalToOpen,
  refusalToPay,
  withTimeForPayer,
} from "./payment-request.ts";

const item = (minor: number, quantity = 1) => ({
  name: "Tea",
  quantity,
  unitAmount: { minor, currency: "EUR" },
});
const largest = Number.MAX_SAFE_INTEGER;

test("an amount from 1 to 2^53 - 1 may be asked for, and nothing else", () => {
  const open = (...items: ReturnType<typeof item>[]) =>
    refusalToOpen({ currency: "EUR", items, split: "one" });
  assert.equal(open(item(0)), "amount_out_of_range");
  assert.equal(open(item(1)), null);
  assert.equal(open(item(largest)), null);
  assert.equal(open(item(largest), item(1)), "amount_out_of_range");
  assert.equal(open(item(largest, 10_000)), "amount_out_of_range");
});

test("items in another currency, free items and more than twenty with a code each are refused", () => {
  assert.equal(
    refusalToOpen({ currency: "USD", items: [item(1)], split: "one" }),
    "currency_mismatch",
  );
  assert.equal(
    refusalToOpen({ currency: "EUR", items: [item(1), item(0)], split: "each" }),
    "item_amount_zero",
  );
  const many = (count: number) => Array.from({ length: count }, () => item(1));
  assert.equal(refusalToOpen({ currency: "EUR", items: many(20), split: "each" }), null);
  assert.equal(
    refusalToOpen({ currency: "EUR", items: many(21), split: "each" }),
    "too_many_codes",
  );
  assert.equal(refusalToOpen({ currency: "EUR", items: many(21), split: "one" }), null);
});

test("a code may be claimed until its request expires, to the millisecond", () => {
  const request = anOpenRequest();
  const code = anActiveCode(request);
  assert.equal(
    refusalToClaim(code, request, null, new Date(request.expiresAt.getTime() - 1)),
    null,
  );
  assert.equal(refusalToClaim(code, request, null, request.expiresAt), "code_expired");
});

test("a payment begun in time may be approved for 120 seconds more, to the millisecond", () => {
  const request = anOpenRequest();
  const code = anActiveCode(request);
  const payment = { id: newId("pay"), revision: 1 };
  const end = after(120, request.expiresAt);
  assert.equal(refusalToPay(code, request, payment, new Date(end.getTime() - 1)), null);
  assert.equal(refusalToPay(code, request, payment, end), "code_expired");
});

test("a claim keeps other phones away until it lapses, to the millisecond", () => {
  const request = anOpenRequest();
  const [own, other] = [newId("pay"), newId("pay")];
  const code = claimed(anActiveCode(request), own, after(120));
  assert.equal(refusalToClaim(code, request, other, after(119.999)), "code_claimed");
  assert.equal(refusalToClaim(code, request, own, after(119.999)), null);
  assert.equal(refusalToClaim(code, request, other, after(120)), null);
});

test("a code that is closed says why", () => {
  const request = anOpenRequest();
  const payment = { id: newId("pay"), revision: 1 };
  const because = (status: "paid" | "expired" | "cancelled" | "retired") =>
    refusalToPay(anActiveCode(request, { status }), request, payment, noon);
  assert.equal(because("paid"), "code_already_paid");
  assert.equal(because("expired"), "code_expired");
  assert.equal(because("cancelled"), "code_cancelled");
  assert.equal(because("retired"), "request_changed");
  assert.equal(
    refusalToPay(anActiveCode(request), request, { ...payment, revision: 0 }, noon),
    "request_changed",
  );
});

test("the first claim makes sure of five minutes, once", () => {
  const request = anOpenRequest({ expiresAt: after(60) });
  const extended = withTimeForPayer(request, noon);
  assert.deepEqual(extended.expiresAt, after(300));
  assert.deepEqual(withTimeForPayer(extended, after(200)).expiresAt, after(300));
  assert.deepEqual(withTimeForPayer(anOpenRequest(), noon).expiresAt, after(600));
});

test("a request expires on time, but waits up to 120 seconds for a phone in the middle of paying", () => {
  const request = anOpenRequest({ expiresAt: after(0) });
  const free = [anActiveCode(request)];
  const held = [claimed(anActiveCode(request), newId("pay"), after(500))];
  assert.equal(isDueToExpire(request, free, after(-0.001)), false);
  assert.equal(isDueToExpire(request, free, after(0)), true);
  assert.equal(isDueToExpire(request, held, after(119.999)), false);
  assert.equal(isDueToExpire(request, held, after(120)), true);
  assert.equal(isDueToExpire({ ...request, status: "paid" }, free, after(500)), false);
});

test("a request is paid exactly when every code of it is", () => {
  const request = anOpenRequest({ amount: 700n });
  const [one, two] = [
    anActiveCode(request, { amount: 350n }),
    anActiveCode(request, { amount: 350n }),
  ];
  const partly = afterPayment(request, [paid(one, newId("pay"), noon), two], noon);
  assert.deepEqual([partly.status, partly.paidAmount, partly.paidAt], ["partly_paid", 350n, null]);
  const whole = afterPayment(
    partly,
    [paid(one, newId("pay"), noon), paid(two, newId("pay"), noon)],
    noon,
  );
  assert.deepEqual([whole.status, whole.paidAmount, whole.paidAt], ["paid", 700n, noon]);
});

test("closing leaves paid codes as they are", () => {
  const request = anOpenRequest();
  const done = paid(anActiveCode(request), newId("pay"), noon);
  const closed = closedAs({ status: "cancelled", cancelledBy: "shopper" }, request, [
    done,
    anActiveCode(request),
  ]);
  assert.equal(closed.request.status, "cancelled");
  assert.deepEqual(
    closed.codes.map((code) => code.status),
    ["cancelled"],
  );
});
