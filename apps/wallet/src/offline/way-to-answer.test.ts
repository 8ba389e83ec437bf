import assert from "node:assert/strict";
import { test } from "node:test";
import { type WayToAnswer, wayToAnswer } from "./way-to-answer.ts";

const ours = "https://pay.example";

const table: readonly (readonly [path: string, mode: string, way: WayToAnswer])[] = [
  ["/wallet/", "navigate", "page"],
  ["/wallet/scan?payment=pay_1", "navigate", "page"],
  ["/wallet/payments/pay_1", "navigate", "page"],
  ["/wallet/assets/index-Ab12Cd34.js", "cors", "kept"],
  ["/wallet/assets/index-Ab12Cd34.css", "no-cors", "kept"],
  ["/wallet/service-worker.js", "same-origin", "network"],
  ["/wallet/manifest.webmanifest", "cors", "network"],
  ["/v1/wallet/session", "same-origin", "network"],
  ["/v1/wallet/payments", "cors", "network"],
  ["/c/01HZX3K7Q9V2M5N8P4R6S0T1WY", "navigate", "network"],
  ["/C/01HZX3K7Q9V2M5N8P4R6S0T1WY", "navigate", "network"],
  ["/wallet", "navigate", "network"],
  ["/t/secret", "navigate", "network"],
];

for (const [path, mode, way] of table) {
  test(`${mode} ${path}: ${way}`, () => {
    assert.equal(wayToAnswer({ method: "GET", url: ours + path, mode }, ours), way);
  });
}

test("nothing that changes anything, and nothing of another origin, is answered here", () => {
  const url = `${ours}/wallet/`;
  assert.equal(wayToAnswer({ method: "POST", url, mode: "navigate" }, ours), "network");
  const elsewhere = "https://evil.example/wallet/assets/a.js";
  assert.equal(wayToAnswer({ method: "GET", url: elsewhere, mode: "cors" }, ours), "network");
});
