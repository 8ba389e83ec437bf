import assert from "node:assert/strict";
import { test } from "node:test";
import { cameFromTerminal, returnAddress } from "./return-link.ts";

const camera = { screen: "code", earlierPaths: [], historyLength: 1 } as const;

test("a tab that showed a terminal before leads back to its shop, also after a reload of the receipt", () => {
  const earlierPaths = ["/wallet/", "/t/secret"];
  assert.equal(cameFromTerminal({ ...camera, earlierPaths, historyLength: 4 }), true);
  assert.equal(
    cameFromTerminal({ ...camera, screen: "payment", earlierPaths, historyLength: 4 }),
    true,
  );
});

test("a tab that never showed a terminal has its shop elsewhere", () => {
  assert.equal(cameFromTerminal(camera), false);
  assert.equal(
    cameFromTerminal({ ...camera, earlierPaths: ["/wallet/scan"], historyLength: 4 }),
    false,
  );
});

test("in a browser that hides the history, a code that was not opened in a new tab was a link", () => {
  assert.equal(cameFromTerminal({ ...camera, earlierPaths: null, historyLength: 3 }), true);
  assert.equal(cameFromTerminal({ ...camera, earlierPaths: null }), false);
  assert.equal(cameFromTerminal({ screen: "scan", earlierPaths: null, historyLength: 3 }), false);
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
