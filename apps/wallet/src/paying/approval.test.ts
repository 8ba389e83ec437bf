import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { type ApprovalDocument, approvalText } from "@scantill/contract/approval-document";
import { challengeFor, textToSign } from "./approval.ts";
import { aDocument, aPayment, eur } from "./builders.ts";

const shown = {
  payment: aPayment(),
  attemptId: "att_1",
  walletId: "wal_1",
  deliveryAddress: null,
};

test("a document that says what the screen shows is signed", async () => {
  assert.equal(await textToSign(aDocument(), shown), approvalText(aDocument()));
});

const [cup, filter] = aDocument().items;
assert.ok(cup && filter);

const lies: { readonly [lie: string]: Partial<ApprovalDocument> } = {
  "another payment": { paymentId: "pay_2" },
  "another request": { requestId: "pr_2" },
  "another code": { codeIds: ["cd_2"] },
  "one more code": { codeIds: ["cd_01k8z5r7e0f6q8s2t4v6w8x0y2", "cd_2"] },
  "another wallet": { walletId: "wal_2" },
  "another payee": { merchant: { id: "mer_2", name: "Kitchen Shop" } },
  "another payee's name": {
    merchant: { id: "mer_01k8z5r7e0f6q8s2t4v6w8x0y2", name: "Kitchen Sh0p" },
  },
  "another amount": { amount: 41_000 },
  "another currency": { currency: "KWD" },
  "another item": { items: [{ ...cup, name: "Gold bar" }, filter] },
  "another quantity": { items: [{ ...cup, quantity: 3 }, filter] },
  "another price": { items: [{ ...cup, unitAmount: 1_201 }, filter] },
  "one item less": { items: [cup] },
  "a delivery address nobody was asked for": { deliveryAddressHash: "AAAA" },
  "another attempt": { attemptId: "att_2" },
  "another version": { version: 2 as 1 },
  "a member that nobody knows": { tip: 500 } as Partial<ApprovalDocument>,
};

for (const [lie, changes] of Object.entries(lies)) {
  test(`${lie} is never signed`, async () => {
    assert.equal(await textToSign(aDocument(changes), shown), null);
  });
}

test("an item in another currency than the total is never signed", async () => {
  const [first, second] = aPayment().items;
  assert.ok(first && second);
  const items = [{ ...first, unitAmount: { ...eur(1_200), currency: "KWD" } }, second];
  assert.equal(await textToSign(aDocument(), { ...shown, payment: aPayment({ items }) }), null);
});

test("an address is signed as it is on the screen, and no other", async () => {
  const deliveryAddress = {
    name: "Ada Example",
    lines: ["1 Sample Street"],
    city: "서울",
    country: "KR",
  };
  const text = `{"city":"서울","country":"KR","lines":["1 Sample Street"],"name":"Ada Example"}`;
  const deliveryAddressHash = createHash("sha256").update(text).digest("base64url");
  const honest = aDocument({ deliveryAddressHash });
  assert.equal(await textToSign(honest, { ...shown, deliveryAddress }), approvalText(honest));
  const elsewhere = { ...deliveryAddress, city: "부산" };
  assert.equal(await textToSign(honest, { ...shown, deliveryAddress: elsewhere }), null);
  assert.equal(await textToSign(aDocument(), { ...shown, deliveryAddress }), null, "left out");
});

test("the challenge is the SHA-256 of the canonical text", async () => {
  const text = approvalText(aDocument({ merchant: { id: "mer_1", name: "Küche · 부엌" } }));
  assert.deepEqual(
    [...(await challengeFor(text))],
    [...createHash("sha256").update(text).digest()],
  );
});
