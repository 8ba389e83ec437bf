import assert from "node:assert/strict";
import { test } from "node:test";
import { cameFromTerminal, returnAddress } from "./return-link.ts";

test("a code that was opened from a page of this device leads back to it", () => {
  assert.equal(cameFromTerminal({ screen: "code", historyLength: 3 }), true);
});

test("a code that the camera opened, or the scanner read, has its screen elsewhere", () => {
  assert.equal(cameFromTerminal({ screen: "code", historyLength: 1 }), false);
  assert.equal(cameFromTerminal({ screen: "scan", historyLength: 3 }), false);
  assert.equal(cameFromTerminal({ screen: "payment", historyLength: 3 }), false);
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
