import assert from "node:assert/strict";
import { test } from "node:test";
import { cameFromTerminal, returnAddress } from "./return-link.ts";

test("a code that was opened from a page of ours leads back to its shop", () => {
  assert.equal(cameFromTerminal({ screen: "code", earlierPages: 1, historyLength: 4 }), true);
});

test("a code that the camera opened in a new tab has its shop elsewhere", () => {
  assert.equal(cameFromTerminal({ screen: "code", earlierPages: 0, historyLength: 1 }), false);
  assert.equal(cameFromTerminal({ screen: "code", earlierPages: 0, historyLength: 2 }), false);
});

test("what was scanned or looked up in the wallet has its shop elsewhere", () => {
  for (const screen of ["scan", "payment"] as const) {
    assert.equal(cameFromTerminal({ screen, earlierPages: 2, historyLength: 4 }), false);
  }
});

test("a browser that does not tell its pages is asked for the length of its history", () => {
  assert.equal(cameFromTerminal({ screen: "code", earlierPages: null, historyLength: 2 }), true);
  assert.equal(cameFromTerminal({ screen: "code", earlierPages: null, historyLength: 1 }), false);
});

test("only web addresses become links", () => {
  assert.equal(
    returnAddress("https://kitchen.example/orders/1"),
    "https://kitchen.example/orders/1",
  );
  for (const address of [
    "javascript:alert(1)",
    "data:text/html,x",
    "/orders/1",
    "https://",
    "",
    " https://x.example",
  ]) {
    assert.equal(returnAddress(address), null);
  }
});
