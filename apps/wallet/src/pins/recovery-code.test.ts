import assert from "node:assert/strict";
import { test } from "node:test";
import { readRecoveryCode, spellRecoveryCode } from "./recovery-code.ts";

const code = "01HZX4T7R9QJ5V3M8K2NWBYECD";

test("a recovery code is spelt in groups of four", () => {
  assert.equal(spellRecoveryCode(code), "01HZ X4T7 R9QJ 5V3M 8K2N WBYE CD");
});

test("what was spelt is read again, however it is typed", () => {
  assert.equal(readRecoveryCode(spellRecoveryCode(code)), code);
  assert.equal(readRecoveryCode(` ${code.toLowerCase().replace(/(.{5})/g, "$1-")}\n`), code);
});

test("what is too short, too long or anything else is no recovery code", () => {
  for (const text of ["", code.slice(1), `${code}0`, "01HZX4T7R9QJ5V3M8K2NWBYEC!"]) {
    assert.equal(readRecoveryCode(text), null, text);
  }
});
