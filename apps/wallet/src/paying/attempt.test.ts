import assert from "node:assert/strict";
import { test } from "node:test";
import { attemptIdSchema } from "@scantill/contract/wallet";
import { storageInMemory } from "../phone-storage.ts";
import { attemptsIn, newAttemptId } from "./attempt.ts";

const assertion = {
  credentialId: "aWQ",
  clientDataJson: "e30",
  authenticatorData: "AA",
  signature: "AA",
};

test("an attempt id is what the contract asks for, whatever the random bytes", () => {
  for (const byte of [0x00, 0x7f, 0x80, 0xff]) {
    const id = newAttemptId(Date.parse("2026-05-01T12:00:00Z"), new Uint8Array(10).fill(byte));
    assert.equal(attemptIdSchema.parse(id), id);
  }
});

test("an attempt id carries its time first, then version 7 and variant 2, then 74 random bits", () => {
  const id = newAttemptId(0x0123_4567_89ab, new Uint8Array(10).fill(0xff));
  const digits = "0123456789abcdefghjkmnpqrstvwxyz";
  const value = [...id.slice(4)].reduce(
    (sum, letter) => (sum << 5n) | BigInt(digits.indexOf(letter)),
    0n,
  );
  assert.equal(value.toString(16).padStart(32, "0"), "0123456789ab7fffbfffffffffffffff");
});

test("later attempts have greater ids", () => {
  const random = new Uint8Array(10).fill(0xff);
  assert.ok(newAttemptId(1_000, random) < newAttemptId(1_001, new Uint8Array(10)));
});

test("a kept attempt is found again by its payment until it is forgotten", () => {
  const attempts = attemptsIn(storageInMemory());
  const attempt = { id: newAttemptId(1, new Uint8Array(10)), paymentId: "pay_1", assertion: null };
  attempts.keep(attempt);
  assert.deepEqual(attempts.find("pay_1"), attempt);
  assert.equal(attempts.find("pay_2"), null);
  attempts.forget("pay_1");
  assert.equal(attempts.find("pay_1"), null);
});

test("only attempts that were sent can be unsettled", () => {
  const storage = storageInMemory();
  storage.setItem("another.key", "another value");
  storage.setItem("scantill.attempt.pay_0", "not an attempt");
  const attempts = attemptsIn(storage);
  const id = newAttemptId(1, new Uint8Array(10));
  attempts.keep({ id, paymentId: "pay_1", assertion: null });
  attempts.keep({ id, paymentId: "pay_2", assertion });
  attempts.keep({ id, paymentId: "pay_3", assertion: null, isSentWithPin: true });
  assert.deepEqual(
    attempts.listUnsettled().map((attempt) => attempt.paymentId),
    ["pay_2", "pay_3"],
  );
});
