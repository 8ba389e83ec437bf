import assert from "node:assert/strict";
import { test } from "node:test";
import { moment, price } from "./price.ts";

test("amounts are shown with their currency and all their digits", () => {
  assert.equal(price({ minor: 129_000n, currency: "EUR" }), "€1,290.00");
  assert.equal(price({ minor: 5n, currency: "EUR" }), "€0.05");
});

test("a moment names its time zone", () => {
  assert.equal(moment(new Date("2026-11-23T09:05:00Z")), "23 November 2026, 09:05 UTC");
});
