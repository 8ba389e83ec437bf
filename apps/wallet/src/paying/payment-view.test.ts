import assert from "node:assert/strict";
import { test } from "node:test";
import { refusals } from "@scantill/contract/refusals";
import { newAttemptId } from "./attempt.ts";
import { aPayment, aPaymentOfOneOfThreeCodes } from "./builders.ts";
import {
  collectedCodes,
  isFinal,
  isJustPaid,
  nextStepAfter,
  type PaymentView,
  refusedSigned,
  refusedUnsigned,
  renewed,
  reviewActions,
  viewOf,
} from "./payment-view.ts";
import { meaningOf } from "./refusal-meanings.ts";

const id = newAttemptId(1, new Uint8Array(10));
const unsigned = { id, paymentId: aPayment().id, assertion: null };
const signed = {
  ...unsigned,
  assertion: {
    credentialId: "aWQ",
    clientDataJson: "e30",
    authenticatorData: "AA",
    signature: "AA",
  },
};
const review = { state: "review", payment: aPayment(), notice: null } as const;

test("a payment that awaits approval is reviewed, also when an unsigned attempt was left behind", () => {
  assert.deepEqual(viewOf(aPayment(), null), review);
  assert.deepEqual(viewOf(aPayment(), unsigned), review);
});

test("a signed attempt without a verdict is checked, never reviewed again", () => {
  assert.equal(viewOf(aPayment(), signed).state, "checking");
});

test("what the server has decided is shown, whatever this phone remembers", () => {
  assert.equal(viewOf(aPayment({ status: "approved" }), signed).state, "approved");
  for (const status of ["declined", "abandoned"] as const) {
    assert.deepEqual(
      viewOf(aPayment({ status }), signed),
      refusedUnsigned(aPayment({ status }), status),
    );
  }
});

test("after a signature only a verdict says that nothing was charged", () => {
  for (const code of Object.keys(refusals) as (keyof typeof refusals)[]) {
    const view = refusedSigned(aPayment(), code);
    assert.equal(
      view.state === "refused" && view.isNothingCharged,
      meaningOf(code).isVerdict,
      code,
    );
  }
  const unknown = refusedSigned(aPayment(), null);
  assert.equal(unknown.state === "refused" && unknown.isNothingCharged, false);
});

test("an unknown verdict never invites to pay again", () => {
  assert.equal(nextStepAfter("verdictUnknown", true), "home");
});

test("a code that another phone holds can be tried again", () => {
  assert.equal(nextStepAfter("code_claimed", false), "tryAgain");
});

test("a payment that was let go begins again with its code, or is scanned anew", () => {
  assert.equal(nextStepAfter("declined", true), "tryAgain");
  assert.equal(nextStepAfter("abandoned", true), "tryAgain");
  assert.equal(nextStepAfter("declined", false), "scan");
});

test("a first-time payer may pay, decline, or sign in to an existing wallet", () => {
  assert.deepEqual(reviewActions(review, false), {
    pay: "pay",
    canDecline: true,
    canScanAnother: false,
    canSignIn: true,
  });
});

test("a payer with a wallet, or one not known yet, is not asked to sign in", () => {
  assert.equal(reviewActions(review, true).canSignIn, false);
  assert.equal(reviewActions(review, null).canSignIn, false);
});

test("while a passkey is asked for there is nothing else to do", () => {
  assert.deepEqual(reviewActions({ state: "approving", payment: aPayment() }, false), {
    pay: "waiting",
    canDecline: false,
    canScanAnother: false,
    canSignIn: false,
  });
});

test("a wallet that was made a moment ago asks for one more tap", () => {
  assert.equal(reviewActions({ ...review, notice: "walletReady" }, true).pay, "walletReady");
});

test("further codes can be scanned until all that are left of the request are collected", () => {
  const first = aPaymentOfOneOfThreeCodes();
  assert.deepEqual(collectedCodes(first), { collected: 1, total: 3, isComplete: false });
  assert.equal(reviewActions({ ...review, payment: first }, true).canScanAnother, true);
  const last = aPaymentOfOneOfThreeCodes({ paidCodeCount: 2 });
  assert.deepEqual(collectedCodes(last), { collected: 1, total: 1, isComplete: true });
  assert.equal(reviewActions({ ...review, payment: last }, true).canScanAnother, false);
});

test("a renewed claim never changes payee, items, codes or amount on the screen", () => {
  const changed = aPayment({
    amount: { minor: 1, currency: "EUR" },
    items: [],
    claimUntil: "2026-05-01T12:05:00Z",
  });
  const view = renewed(review, { ...changed, merchant: { ...changed.merchant, name: "Somebody" } });
  assert.deepEqual(view, {
    ...review,
    payment: { ...aPayment(), claimUntil: "2026-05-01T12:05:00Z" },
  });
});

test("a receipt is fresh for two minutes, by the server's clock", () => {
  const paidAt = (approvedAt: string) => aPayment({ status: "approved", approvedAt });
  assert.equal(isJustPaid(paidAt("2026-05-01T11:58:01Z")), true);
  assert.equal(isJustPaid(paidAt("2026-05-01T11:57:59Z")), false);
  assert.equal(isJustPaid(aPayment()), false);
});

test("only paid and refused are final, so only they move the focus", () => {
  const views: readonly PaymentView[] = [
    { state: "loading" },
    { state: "unanswered", why: "offline" },
    review,
    { state: "approving", payment: aPayment() },
    { state: "checking", payment: null, times: 1 },
    viewOf(aPayment({ status: "approved" }), null),
    refusedUnsigned(null, "code_expired"),
  ];
  assert.deepEqual(
    views.filter(isFinal).map(({ state }) => state),
    ["approved", "refused"],
  );
});
