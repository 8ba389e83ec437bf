import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  fromUuid,
  newId,
  newShortCode,
  newToken,
  newUuid,
  parseId,
  parseShortCode,
  parseToken,
  toUuid,
} from "./ids.ts";

test("an id and its uuid are two spellings of one value", () => {
  fc.assert(fc.property(fc.uuid(), (uuid) => assert.equal(toUuid(fromUuid("pr", uuid)), uuid)));
});

test("ids rise, in both spellings, also within one millisecond", () => {
  const uuids = Array.from({ length: 5_000 }, () => newUuid());
  assert.deepEqual(uuids.toSorted(), uuids);
  const ids = uuids.map((uuid) => fromUuid("pay", uuid));
  assert.deepEqual(ids.toSorted(), ids);
  assert.equal(new Set(ids).size, ids.length);
});

test("a uuid says its version and variant", () => {
  assert.match(newUuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("an id of another kind, or text that is no id, is not parsed", () => {
  const id = newId("pr");
  assert.equal(parseId("pr", id), id);
  for (const text of [
    newId("pay"),
    id.toUpperCase(),
    `${id}0`,
    id.slice(0, -1),
    "pr_",
    "",
    `pr_8${"0".repeat(25)}`,
  ]) {
    assert.equal(parseId("pr", text), null);
  }
  assert.throws(() => toUuid("pr_not-an-id"), RangeError);
});

test("a token has 26 characters of the alphanumeric mode and is found in any case", () => {
  const token = newToken();
  assert.match(token, /^[0-9A-Z]{26}$/);
  assert.equal(parseToken(token.toLowerCase()), token);
  for (const text of [token.slice(1), `${token}0`, "I".repeat(26), ""])
    assert.equal(parseToken(text), null);
});

test("a short code survives case, spaces and dashes", () => {
  const code = newShortCode();
  assert.match(code, /^[BCDFGHJKLMNPQRSTVWXZ]{8}$/);
  assert.equal(parseShortCode(`${code.slice(0, 4).toLowerCase()} - ${code.slice(4)}`), code);
  for (const text of ["AEIOUAEI", code.slice(1), `${code}B`, ""])
    assert.equal(parseShortCode(text), null);
});
