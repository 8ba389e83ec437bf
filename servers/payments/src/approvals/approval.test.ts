import assert from "node:assert/strict";
import { test } from "node:test";
import type { RefusalCode } from "@scantill/contract/refusals";
import { newId } from "@scantill/service-kit/ids";
import fc from "fast-check";
import { type Code, claimed } from "#codes/rules";
import { type Account, type AccountKey, accountKeyText } from "#ledger/rules";
import type { PaymentRequest } from "#payment-requests/rules";
import { challengeOf, documentOf, type Payment } from "#payments/rules";
import { after, anActiveCode, anAwaitingPayment, anOpenRequest, noon } from "#testing/values";
import { type Approval, type ApprovalWorld, decideApprovals } from "./approval.ts";

type Scene = {
  readonly request: PaymentRequest;
  readonly codes: readonly Code[];
  readonly payment: Payment;
  readonly approval: Approval;
};

const anAccount = (key: AccountKey, posted: bigint): Account => ({
  ...key,
  id: newId("acc"),
  posted,
  held: 0n,
  floor: 0n,
});

/** A phone in front of its last step: the code is held, the document is signed. */
function aScene(amount = 350n, walletId = newId("wal"), merchantId = newId("mer")): Scene {
  const request = anOpenRequest({ amount, merchantId, items: [item(amount)] });
  const free = anActiveCode(request);
  const payment = anAwaitingPayment(request, [free], { walletId });
  const codes = [claimed(free, payment.id, after(120))];
  const document = documentOf(payment, request, codes);
  assert.ok(document !== null && payment.attempt !== null);
  return {
    request,
    codes,
    payment,
    approval: {
      paymentId: payment.id,
      requestId: request.id,
      attemptId: payment.attempt.id,
      walletId,
      merchantId,
      currency: "EUR",
      proof: {
        kind: "passkey",
        rpId: "localhost",
        credentialId: "Y3JlZA",
        publicKey: { kty: "EC", crv: "P-256", x: "eA", y: "eQ" },
        clientDataJson: "e30",
        authenticatorData: "YQ",
        signature: "cw",
      },
      signedChallenge: challengeOf(document),
      proofRefusal: null,
      passkeyUse: null,
      transferId: newId("tr"),
    },
  };
}

function item(amount: bigint) {
  return { name: "Tea", quantity: 1, unitAmount: { minor: Number(amount), currency: "EUR" } };
}

function aWorld(scenes: readonly Scene[], posted = 1_000n): ApprovalWorld {
  const accounts = new Map<string, Account>();
  for (const { approval } of scenes) {
    const keys = [
      { ownerId: approval.walletId, kind: "wallet", currency: "EUR" },
      { ownerId: approval.merchantId, kind: "merchant", currency: "EUR" },
    ] as const;
    for (const key of keys) {
      if (!accounts.has(accountKeyText(key)))
        accounts.set(accountKeyText(key), anAccount(key, key.kind === "wallet" ? posted : 0n));
    }
  }
  return {
    requests: scenes.map((scene) => scene.request),
    codes: scenes.flatMap((scene) => scene.codes),
    payments: scenes.map((scene) => scene.payment),
    accounts,
    refusedAttempts: [],
    now: after(60),
  };
}

function refusalOf(
  scene: Scene,
  world: Partial<ApprovalWorld>,
  approval: Partial<Approval> = {},
): RefusalCode | null {
  const [verdict] = decideApprovals([{ ...scene.approval, ...approval }], {
    ...aWorld([scene]),
    ...world,
  }).verdicts;
  assert.ok(verdict !== undefined);
  return verdict.isApproved ? null : verdict.refusal;
}

test("an approval pays its code, its request and its merchant, and tells so", () => {
  const scene = aScene();
  const decision = decideApprovals([scene.approval], aWorld([scene]));
  assert.deepEqual(decision.verdicts, [{ isApproved: true }]);
  assert.deepEqual(
    decision.codes.map((code) => [code.status, code.paymentId]),
    [["paid", scene.payment.id]],
  );
  assert.deepEqual(
    decision.requests.map((request) => [request.status, request.paidAmount]),
    [["paid", 350n]],
  );
  assert.deepEqual(
    decision.transfers.map(({ amount, kind }) => [amount, kind]),
    [[350n, "pay"]],
  );
  assert.deepEqual(
    decision.events.map(({ type, sequence }) => [type, sequence]),
    [
      ["code.paid", 2],
      ["request.paid", 3],
    ],
  );
});

test("each field that was signed protects itself", () => {
  const scene = aScene();
  const { request, payment } = scene;
  const changed = (fields: Partial<PaymentRequest>) =>
    refusalOf(scene, { requests: [{ ...request, ...fields }] });
  assert.equal(changed({}), null);
  assert.equal(changed({ merchantName: "Larkm0ss" }), "document_mismatch");
  assert.equal(changed({ merchantId: newId("mer") }), "document_mismatch");
  assert.equal(changed({ items: [item(351n)] }), "document_mismatch");
  assert.equal(changed({ items: [{ ...item(350n), quantity: 2 }] }), "document_mismatch");
  assert.equal(changed({ items: [{ ...item(350n), name: "Tee" }] }), "document_mismatch");
  assert.equal(changed({ revision: 2 }), "request_changed");
  const paying = (fields: Partial<Payment>) =>
    refusalOf(scene, { payments: [{ ...payment, ...fields }] });
  assert.equal(paying({ amount: 349n }), "document_mismatch");
  assert.equal(paying({ currency: "USD" }), "document_mismatch");
  assert.ok(payment.attempt !== null);
  assert.equal(paying({ attempt: { ...payment.attempt, nonce: "b3RoZXI" } }), "document_mismatch");
  assert.equal(
    paying({ attempt: { ...payment.attempt, approveBy: after(719) } }),
    "document_mismatch",
  );
  assert.equal(
    paying({ attempt: { ...payment.attempt, id: newId("att") } }),
    "approval_not_started",
  );
  assert.equal(paying({ walletId: newId("wal") }), "approval_not_started");
  assert.equal(paying({ status: "declined" }), "payment_not_awaiting");
});

test("the checks come in their order: the code before the document, the document before the proof, the proof before the money", () => {
  const scene = aScene();
  const poor = aWorld([scene], 0n);
  const wrong = { signedChallenge: "x", proofRefusal: "proof_invalid" } as const;
  const paidCode = scene.codes.map((code) => ({ ...code, status: "paid" as const }));
  assert.equal(refusalOf(scene, { ...poor, codes: paidCode }, wrong), "code_already_paid");
  assert.equal(refusalOf(scene, poor, wrong), "document_mismatch");
  assert.equal(refusalOf(scene, poor, { proofRefusal: "proof_invalid" }), "proof_invalid");
  assert.equal(refusalOf(scene, poor), "balance_too_low");
});

test("an approval counts until its deadline, to the millisecond", () => {
  const scene = aScene();
  assert.ok(scene.payment.attempt !== null);
  const deadline = scene.payment.attempt.approveBy;
  const requests = [{ ...scene.request, expiresAt: after(3_600) }];
  assert.equal(refusalOf(scene, { requests, now: new Date(deadline.getTime() - 1) }), null);
  assert.equal(refusalOf(scene, { requests, now: deadline }), "approval_expired");
});

test("an attempt that was refused before is refused the same way, whatever has changed", () => {
  const scene = aScene();
  const refused = {
    paymentId: scene.payment.id,
    attemptId: scene.approval.attemptId,
    refusal: "balance_too_low",
  } as const;
  const decision = decideApprovals([scene.approval], {
    ...aWorld([scene]),
    refusedAttempts: [refused],
  });
  assert.deepEqual(decision.verdicts, [{ isApproved: false, refusal: "balance_too_low" }]);
  assert.deepEqual([decision.transfers, decision.events, decision.refusedAttempts], [[], [], []]);
});

test("whatever is approved in one batch, no wallet goes below zero and no money is made", () => {
  const amounts = fc.array(fc.bigInt({ min: 1n, max: 1_000n }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(amounts, fc.bigInt({ min: 0n, max: 3_000n }), (wanted, money) => {
      const [walletId, merchantId] = [newId("wal"), newId("mer")];
      const scenes = wanted.map((amount) => aScene(amount, walletId, merchantId));
      const decision = decideApprovals(
        scenes.map((scene) => scene.approval),
        aWorld(scenes, money),
      );
      let left = money;
      for (const [index, amount] of wanted.entries()) {
        const fits = amount <= left;
        assert.equal(decision.verdicts[index]?.isApproved, fits);
        if (fits) left -= amount;
      }
      assert.equal(
        decision.transfers.reduce((sum, { amount }) => sum + amount, 0n),
        money - left,
      );
      assert.equal(decision.requests.length, scenes.length);
    }),
  );
});

test("two payments of one code in one batch: the first in line pays", () => {
  const request = anOpenRequest();
  const free = anActiveCode(request);
  const scenes = [aScene(), aScene()].map((scene) => {
    const payment = { ...scene.payment, requestId: request.id, codeIds: [free.id], revision: 1 };
    const document = documentOf(payment, request, [free]);
    assert.ok(document !== null);
    const approval = {
      ...scene.approval,
      requestId: request.id,
      merchantId: request.merchantId,
      signedChallenge: challengeOf(document),
    };
    return { ...scene, request, payment, approval, codes: [free] };
  });
  const world = { ...aWorld(scenes), requests: [request], codes: [free], now: noon };
  const decision = decideApprovals(
    scenes.map((scene) => scene.approval),
    world,
  );
  assert.deepEqual(decision.verdicts, [
    { isApproved: true },
    { isApproved: false, refusal: "code_already_paid" },
  ]);
  assert.equal(decision.transfers.length, 1);
});
