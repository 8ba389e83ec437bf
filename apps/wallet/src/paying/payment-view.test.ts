import assert from "node:assert/strict";
import { test } from "node:test";
import { refusals } from "@scantill/contract/refusals";
import { newAttemptId } from "./attempt.ts";
import { aPayment, aPaymentOfOneOfThreeCodes } from "./builders.ts";
import {
  afterVerdict,
  collectedCodes,
  isFinal,
  isJustPaid,
  type Notice,
  nextStepAfter,
  noticeOfUnjudged,
  type Payer,
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

const newPayer = { hasWallet: false, passkeys: "own" } as const;
const owner = { hasWallet: true, passkeys: "own" } as const;
const nothingElse = {
  canScanAnother: false,
  canSignIn: false,
  canRecover: false,
  canChoosePin: false,
  canFindOtherWay: false,
};

test("a first-time payer may pay, decline, or get into an existing wallet", () => {
  assert.deepEqual(reviewActions(review, newPayer), {
    ...nothingElse,
    pay: "pay",
    canDecline: true,
    canSignIn: true,
    canRecover: true,
  });
});

test("a payer with a wallet, or one not known yet, is not asked to get into one", () => {
  for (const hasWallet of [true, null]) {
    const actions = reviewActions(review, { ...owner, hasWallet });
    assert.deepEqual(actions, { ...nothingElse, pay: "pay", canDecline: true });
  }
});

test("while a passkey or a PIN is asked for there is nothing else to do", () => {
  assert.deepEqual(reviewActions({ state: "approving", payment: aPayment() }, newPayer), {
    ...nothingElse,
    pay: "waiting",
    canDecline: false,
  });
});

test("where passkeys are not possible nobody is asked to sign in with one, and paying asks for a PIN", () => {
  const { canSignIn, canRecover, canChoosePin } = reviewActions(review, {
    ...newPayer,
    passkeys: "none",
  });
  assert.deepEqual([canSignIn, canRecover, canChoosePin], [false, true, false]);
});

test("a new payer may choose a PIN where the phone has no authenticator, or its prompt came to nothing", () => {
  const canChoosePin = (notice: Notice | null, payer: Payer) =>
    reviewActions({ ...review, notice }, payer).canChoosePin;
  assert.equal(canChoosePin(null, newPayer), false);
  assert.equal(canChoosePin(null, { ...newPayer, passkeys: "borrowed" }), true);
  for (const notice of ["promptClosed", "promptIgnored", "registrationFailed"] as const) {
    assert.equal(canChoosePin(notice, newPayer), true, notice);
    assert.equal(canChoosePin(notice, owner), false, notice);
  }
});

test("a phone whose key was evicted is offered its recovery code", () => {
  assert.equal(reviewActions({ ...review, notice: "keyGone" }, owner).canRecover, true);
});

test("a payer whose passkey does not answer is shown other ways", () => {
  for (const notice of ["promptClosed", "promptIgnored", "keyGone", "phoneRemoved"] as const) {
    assert.equal(reviewActions({ ...review, notice }, owner).canFindOtherWay, true, notice);
  }
  assert.equal(reviewActions({ ...review, notice: "offline" }, owner).canFindOtherWay, false);
});

test("a passkey that may exist twice is a warning: the payer looks at the payment and may approve", () => {
  const warned = { ...review, notice: "passkeyTwice" };
  assert.deepEqual(afterVerdict(aPayment(), "passkey_counter_fell"), warned);
  assert.deepEqual(afterVerdict(null, "code_expired"), refusedSigned(null, "code_expired"));
});

test("only a refusal of who asks may be called off and tried again", () => {
  assert.equal(noticeOfUnjudged("passkey_unknown"), "phoneRemoved");
  assert.equal(noticeOfUnjudged("wallet_required"), "phoneRemoved");
  assert.equal(noticeOfUnjudged("payment_not_awaiting"), null);
});

test("an approval that was sent with a PIN is checked before anything is paid anew", () => {
  assert.equal(viewOf(aPayment(), { ...unsigned, isSentWithPin: true }).state, "checking");
});

test("a wallet that was made a moment ago asks for one more tap", () => {
  assert.equal(reviewActions({ ...review, notice: "walletReady" }, owner).pay, "walletReady");
});

test("further codes can be scanned until all that are left of the request are collected", () => {
  const first = aPaymentOfOneOfThreeCodes();
  assert.deepEqual(collectedCodes(first), { collected: 1, total: 3, isComplete: false });
  assert.equal(reviewActions({ ...review, payment: first }, owner).canScanAnother, true);
  const last = aPaymentOfOneOfThreeCodes({ paidCodeCount: 2 });
  assert.deepEqual(collectedCodes(last), { collected: 1, total: 1, isComplete: true });
  assert.equal(reviewActions({ ...review, payment: last }, owner).canScanAnother, false);
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
