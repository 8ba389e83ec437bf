import assert from "node:assert/strict";
import { test } from "node:test";
import { describeAnswer, outcomeOf } from "./webhook.ts";

const minute = 60;
const hour = 60 * minute;

test("any 2xx is a delivery, at whatever attempt", () => {
  for (const status of [200, 201, 204, 299]) {
    assert.deepEqual(outcomeOf({ status }, 12, 0), { status: "delivered" });
  }
});

test("any other answer, and none at all, is tried again on a schedule that ends after a few days", () => {
  const schedule = [5, 30, 2 * minute, 10 * minute, 30 * minute];
  schedule.push(hour, 3 * hour, 6 * hour, 12 * hour, 24 * hour, 24 * hour);
  const answers = [
    { status: 500 },
    { status: 301 },
    { status: 404 },
    { status: 199 },
    { fault: "x" },
  ];
  for (const answer of answers) {
    for (const [index, retryInSeconds] of schedule.entries()) {
      assert.deepEqual(outcomeOf(answer, index + 1, 0), { status: "failed", retryInSeconds });
    }
    const end = { status: "given_up", switchOff: false };
    assert.deepEqual(outcomeOf(answer, schedule.length + 1, 0), end);
  }
});

test("chance spreads each wait by up to a tenth", () => {
  const outcome = outcomeOf({ status: 500 }, 1, 1);
  assert.ok(outcome.status === "failed" && Math.abs(outcome.retryInSeconds - 5.5) < 1e-9);
});

test("a receiver that is gone for good is switched off at once", () => {
  assert.deepEqual(outcomeOf({ status: 410 }, 1, 0), { status: "given_up", switchOff: true });
});

test("the answer is kept as a merchant can read it", () => {
  assert.equal(describeAnswer({ status: 503 }), "HTTP 503");
  assert.equal(describeAnswer({ fault: "ECONNREFUSED" }), "ECONNREFUSED");
});
