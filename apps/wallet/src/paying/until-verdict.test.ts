import assert from "node:assert/strict";
import { test } from "node:test";
import type { WalletPayment } from "@scantill/contract/wallet";
import type { Answer } from "../wallet-api.ts";
import { aPayment } from "./builders.ts";
import { askUntilVerdict, pauseMs } from "./until-verdict.ts";

type PaymentAnswer = Answer<WalletPayment>;
const approved = aPayment({ status: "approved", approvedAt: "2026-05-01T12:01:00Z" });
const offline: PaymentAnswer = { kind: "unanswered", why: "offline" };
const busy: PaymentAnswer = { kind: "unanswered", why: "busy" };
const yes: PaymentAnswer = { kind: "done", content: approved };
const waiting: PaymentAnswer = { kind: "done", content: aPayment() };
const refused = (code: Extract<PaymentAnswer, { kind: "refused" }>["code"]): PaymentAnswer => ({
  kind: "refused",
  code,
});

/** A server that gives these answers, one after the other, and counts how often it was asked. */
async function askA(server: {
  readonly sends: readonly PaymentAnswer[];
  readonly reads?: readonly PaymentAnswer[];
}) {
  const sends = [...server.sends];
  const reads = [...(server.reads ?? [])];
  const pauses: number[] = [];
  const next = (answers: PaymentAnswer[]) => {
    const answer = answers.shift();
    assert.ok(answer, "asked more often than expected");
    return Promise.resolve(answer);
  };
  const verdict = await askUntilVerdict({
    send: () => next(sends),
    readPayment: () => next(reads),
    pause: async (milliseconds) => void pauses.push(milliseconds),
    onUnanswered: (times) => assert.equal(times, pauses.length + 1),
  });
  assert.deepEqual([sends.length, reads.length], [0, 0], "answers left over");
  return { verdict, pauses };
}

test("an approval is the verdict", async () => {
  assert.deepEqual((await askA({ sends: [yes] })).verdict, { kind: "approved", payment: approved });
});

test("a lost connection and a busy server are no verdict: the same attempt is sent again until there is one", async () => {
  const { verdict, pauses } = await askA({
    sends: [offline, busy, offline, offline, offline, busy, yes],
  });
  assert.equal(verdict.kind, "approved");
  assert.deepEqual(pauses, [1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
});

test("a refusal of this attempt is the verdict, also after a lost connection", async () => {
  const { verdict } = await askA({ sends: [offline, refused("balance_too_low")] });
  assert.deepEqual(verdict, { kind: "refused", code: "balance_too_low" });
});

test("how long to wait comes with the refusal", async () => {
  const locked: PaymentAnswer = { kind: "refused", code: "pin_locked", waitSeconds: 60 };
  assert.deepEqual((await askA({ sends: [locked] })).verdict, locked);
});

test("a payment that was decided meanwhile is read", async () => {
  const { verdict } = await askA({
    sends: [offline, refused("payment_not_awaiting")],
    reads: [yes],
  });
  assert.equal(verdict.kind, "approved");
});

test("a payment that was let go while it was approved is over", async () => {
  const abandoned = aPayment({ status: "abandoned" });
  const { verdict } = await askA({
    sends: [refused("payment_not_awaiting")],
    reads: [{ kind: "done", content: abandoned }],
  });
  assert.deepEqual(verdict, { kind: "ended", payment: abandoned });
});

test("a lost session after a lost connection leaves the verdict unknown, never 'not charged'", async () => {
  const lost = refused("wallet_session_required");
  const { verdict } = await askA({ sends: [offline, lost], reads: [lost] });
  assert.equal(verdict.kind, "unknown");
});

test("a refusal that settles nothing keeps asking while the payment cannot be read", async () => {
  const { verdict } = await askA({
    sends: [refused("payment_not_awaiting"), yes],
    reads: [offline],
  });
  assert.equal(verdict.kind, "approved");
});

test("a refusal of who asks, and not of what was signed, leaves a payment that can be called off", async () => {
  const { verdict } = await askA({ sends: [refused("passkey_unknown")], reads: [waiting] });
  assert.deepEqual(verdict, { kind: "unjudged", code: "passkey_unknown" });
});

test("an answer that still awaits approval is no verdict", async () => {
  assert.equal((await askA({ sends: [waiting], reads: [waiting] })).verdict.kind, "unknown");
});

test("pauses grow from one second to fifteen", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 40].map(pauseMs), [1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
});
