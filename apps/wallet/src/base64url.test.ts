import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBase64Url, toBase64Url } from "./base64url.ts";

test("bytes of every value and every length come back, spelled as Node spells them", () => {
  for (const length of [0, 1, 2, 3, 256, 5_000]) {
    const bytes = Uint8Array.from({ length }, (_, index) => index * 7);
    assert.equal(toBase64Url(bytes), Buffer.from(bytes).toString("base64url"));
    assert.deepEqual(fromBase64Url(toBase64Url(bytes)), bytes);
  }
});
