import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "@scantill/service-kit/ids";
import {
  type Code,
  claimed,
  closed,
  isPayable,
  nextStatuses as nextOfCode,
  paid,
  released,
} from "#codes/rules";
import { after, anActiveCode, anOpenRequest, noon } from "#testing/values";
import {
  afterPayment,
  closedAs,
  nextStatuses as nextOfRequest,
  type PaymentRequest,
  refusalToCancel,
  refusalToRevise,
  revised,
} from "./payment-request.ts";

const paymentId = newId("pay");

test("codes go where their table lets them go, and nowhere else", () => {
  const active = anActiveCode(anOpenRequest());
  const held = claimed(active, paymentId, after(120));
  const steps: readonly (readonly [Code, Code])[] = [active, held].flatMap((code) => [
    [code, paid(code, paymentId, noon)],
    ...(["expired", "cancelled", "retired"] as const).map(
      (end) => [code, closed(code, end)] as const,
    ),
  ]);
  for (const [from, to] of [...steps, [active, held] as const, [held, released(held)] as const]) {
    const allowed: readonly string[] = nextOfCode[from.status];
    assert.ok(allowed.includes(to.status), `${from.status} → ${to.status}`);
  }
  for (const status of ["paid", "expired", "cancelled", "retired"] as const) {
    const final = { ...active, status };
    assert.deepEqual(nextOfCode[status], []);
    assert.equal(isPayable(final), false);
    assert.equal(closed(final, "cancelled"), final);
  }
});

test("requests go where their table lets them go, and nowhere else", () => {
  const statuses = Object.keys(nextOfRequest) as PaymentRequest["status"][];
  for (const status of statuses) {
    const request = anOpenRequest({ status });
    const code = anActiveCode(request);
    const allowed: readonly string[] = nextOfRequest[status];
    const cancelled = closedAs({ status: "cancelled", cancelledBy: "shopper" }, request, [code]);
    assert.equal(refusalToCancel(request) === null, allowed.includes(cancelled.request.status));
    const change = { items: request.items, split: request.split, expiresAt: after(600) };
    const isReopened = refusalToRevise(request) === null && status !== "open";
    assert.equal(isReopened, allowed.includes(revised(request, change).status));
    const whole = afterPayment(request, [paid(code, paymentId, noon)], noon);
    assert.equal(allowed.includes(whole.status), !["paid", "cancelled"].includes(status));
  }
});
