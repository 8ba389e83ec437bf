import assert from "node:assert/strict";
import { test } from "node:test";
import { readShortCode, spellShortCode } from "./short-code.ts";

test("case, dashes and spaces do not matter", () => {
  for (const typed of ["BCDF-GHJK", "bcdfghjk", " bcdf ghjk ", "Bc-Df–Gh—Jk", "bcdf\u2011ghjk"]) {
    assert.equal(readShortCode(typed), "BCDF-GHJK");
  }
});

test("seven letters, nine letters and digits are not a short code", () => {
  for (const typed of ["", "BCDF-GHJ", "BCDF-GHJKL", "BCDF-GHJ1", "BCDF-GHJK1", "BCDF/GHJK"]) {
    assert.equal(readShortCode(typed), null);
  }
});

test("while it is typed the dash comes by itself", () => {
  assert.deepEqual(["", "b", "bcdf", "bcdfg", "bcdf-ghjkl"].map(spellShortCode), [
    "",
    "B",
    "BCDF",
    "BCDF-G",
    "BCDF-GHJK",
  ]);
});
