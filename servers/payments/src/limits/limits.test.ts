import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "@scantill/service-kit/refusal";
import { createLimits } from "./limits.ts";

function isRefusal(seconds: number) {
  return (error: unknown) =>
    error instanceof Refusal &&
    error.code === "too_many_requests" &&
    error.retryAfterSeconds === seconds;
}

test("S18: whoever has called too often waits for the end of the minute; others do not", async ({
  mock,
}) => {
  mock.timers.enable({ apis: ["Date", "setTimeout"] });
  const { count } = createLimits();
  for (let calls = 0; calls < 60; calls += 1) await count("wrongApiKeysOfAddress", "one");
  mock.timers.tick(20_000);
  await assert.rejects(count("wrongApiKeysOfAddress", "one"), isRefusal(40));
  await count("wrongApiKeysOfAddress", "other");
  await count("paymentsOfAddress", "one");
  mock.timers.tick(40_000);
  await count("wrongApiKeysOfAddress", "one");
});

test("S18: what is taken back does not count, and who has no key is not counted", async () => {
  const { count, uncount } = createLimits();
  for (let calls = 0; calls < 100; calls += 1) {
    await count("wrongShortCodesOfAddress", "one");
    await uncount("wrongShortCodesOfAddress", "one");
    await count("wrongShortCodesOfAddress", null);
  }
});

test("S18: streams are counted while they are open", () => {
  const { openStream } = createLimits();
  const closes = Array.from({ length: 500 }, () => openStream("one"));
  assert.throws(() => openStream("one"), isRefusal(10));
  openStream("other");
  openStream(null);
  closes[0]?.();
  openStream("one");
  assert.throws(() => openStream("one"), isRefusal(10));
});
