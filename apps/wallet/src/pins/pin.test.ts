import assert from "node:assert/strict";
import { test } from "node:test";
import { pinSchema } from "@scantill/contract/wallet";
import { digitsOf, faultOf, isEasyToGuess, isPin } from "./pin.ts";

test("a PIN is what the contract says", () => {
  for (const text of ["428117", "000000", "42811", "4281170", "42811a", "", "４２８１１７"]) {
    assert.equal(isPin(text), pinSchema.safeParse(text).success, text);
  }
});

test("what is pasted may have gaps and more than enough digits", () => {
  assert.equal(digitsOf(" 428-117 "), "428117");
  assert.equal(digitsOf("PIN: 42 81 17 3"), "428117");
  assert.equal(digitsOf("none"), "");
});

test("what a thief tries first is easy to guess", () => {
  for (const pin of [
    "000000",
    "123456",
    "654321",
    "345678",
    "890123",
    "121212",
    "123123",
    "474747",
    "112211",
  ]) {
    assert.equal(isEasyToGuess(pin), true, pin);
  }
  for (const pin of ["428117", "135790", "123465", "909192", "12345"]) {
    assert.equal(isEasyToGuess(pin), false, pin);
  }
});

test("a new PIN has six digits and is typed twice alike", () => {
  assert.equal(faultOf("42811", "42811"), "incomplete");
  assert.equal(faultOf("428117", "428171"), "different");
  assert.equal(faultOf("428117", ""), "different");
  assert.equal(faultOf("428117", "428117"), null);
});
