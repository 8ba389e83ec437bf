import assert from "node:assert/strict";
import { test } from "node:test";
import { collecting, isNews, seeing, seenNothing } from "./scan-view.ts";

test("a code that stays before the camera is looked at once, and again after a rest", () => {
  const seen = seeing("one", seenNothing, 1_000);
  assert.equal(isNews("one", seenNothing, 1_000), true);
  assert.equal(isNews("one", seen, 1_100), false);
  assert.equal(isNews("one", seen, 4_000), true);
});

test("another code is looked at at once", () => {
  assert.equal(isNews("two", seeing("one", seenNothing, 1_000), 1_001), true);
});

test("a collected code is never looked at again", () => {
  const seen = seeing("two", collecting("one", seeing("one", seenNothing, 1_000)), 2_000);
  assert.equal(isNews("one", seen, 60_000), false);
  assert.equal(isNews("two", seen, 60_000), true);
});
