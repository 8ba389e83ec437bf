import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { createSealer } from "./sealed.ts";

const sealer = createSealer(randomBytes(32).toString("base64url"));

test("what is sealed opens again, in its own context only", () => {
  const sealed = sealer.seal("a secret", "cd_1");
  assert.equal(sealer.open(sealed, "cd_1"), "a secret");
  assert.throws(() => sealer.open(sealed, "cd_2"));
  assert.equal(sealed.includes("a secret"), false);
});

test("every flipped bit is noticed", () => {
  const sealed = sealer.seal("a secret", "cd_1");
  for (let byte = 0; byte < sealed.length; byte += 1) {
    const changed = Buffer.from(sealed);
    changed[byte] = (changed[byte] ?? 0) ^ 1;
    assert.throws(() => sealer.open(changed, "cd_1"));
  }
});

test("another key neither opens nor finds", () => {
  const other = createSealer(randomBytes(32).toString("base64url"));
  assert.throws(() => other.open(sealer.seal("a secret", "cd_1"), "cd_1"));
  assert.notDeepEqual(
    other.keyedHash("BCDFGHJK", "short code"),
    sealer.keyedHash("BCDFGHJK", "short code"),
  );
});

test("a key of the wrong length is refused", () => {
  assert.throws(() => createSealer("c2hvcnQ"), RangeError);
});
