import assert from "node:assert/strict";
import { test } from "node:test";
import { readOptions } from "./options.ts";

test("phones are let in only when asked, at an address if one is named", () => {
  assert.deepEqual(readOptions([]), { isWatched: false, lan: null });
  assert.deepEqual(readOptions(["--lan"]), { isWatched: false, lan: { wish: null } });
  assert.deepEqual(readOptions(["--watch", "--lan=10.0.0.7"]), {
    isWatched: true,
    lan: { wish: "10.0.0.7" },
  });
});

test("what start does not know is refused, not passed over", () => {
  assert.throws(() => readOptions(["--lann"]), /"--lann" says nothing to start/);
});
