import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "@scantill/service-kit/ids";
import { Refusal } from "@scantill/service-kit/refusal";
import type { Approval, Verdict } from "./approval.ts";
import { createApprovalQueue } from "./approval-queue.ts";

const yes: Verdict = { isApproved: true };

function anApproval(): Approval {
  return {
    paymentId: newId("pay"),
    requestId: newId("pr"),
    attemptId: newId("att"),
    walletId: newId("wal"),
    merchantId: newId("mer"),
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
    signedChallenge: "Yw",
    proofRefusal: null,
    passkeyUse: null,
    transferId: newId("tr"),
  };
}

/** A database that answers when it is told to, and remembers what it was asked. */
function aDatabase(
  answer: (batch: readonly Approval[]) => readonly Verdict[] = (batch) => batch.map(() => yes),
) {
  const batches: (readonly Approval[])[] = [];
  const gates: (() => void)[] = [];
  return {
    batches,
    letGo: () => {
      for (const open of gates.splice(0)) open();
    },
    decide: async (batch: readonly Approval[]) => {
      batches.push(batch);
      await new Promise<void>((resolve) => gates.push(resolve));
      return answer(batch);
    },
  };
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
}

test("alone, an approval does not wait; while one batch is decided, the next gathers", async () => {
  const database = aDatabase();
  const queue = createApprovalQueue(database.decide);
  const first = queue.submit(anApproval());
  assert.deepEqual(
    database.batches.map((batch) => batch.length),
    [1],
  );
  const rest = Promise.all([anApproval(), anApproval(), anApproval()].map(queue.submit));
  database.letGo();
  await first;
  await until(() => database.batches.length > 1);
  assert.deepEqual(
    database.batches.map((batch) => batch.length),
    [1, 3],
  );
  database.letGo();
  assert.deepEqual(await rest, [yes, yes, yes]);
});

test("the same attempt twice in one batch is one", async () => {
  const batches: number[] = [];
  const queue = createApprovalQueue(async (batch) => {
    batches.push(batch.length);
    return batch.map(() => yes);
  });
  const approval = anApproval();
  const blocker = queue.submit(anApproval());
  const verdicts = await Promise.all([
    blocker,
    queue.submit(approval),
    queue.submit({ ...approval, transferId: newId("tr") }),
  ]);
  assert.deepEqual(verdicts, [yes, yes, yes]);
  assert.deepEqual(batches, [1, 1]);
});

test("one approval that spoils its batch does not sink the others", async () => {
  const poison = anApproval();
  const queue = createApprovalQueue(async (batch) => {
    if (batch.some((approval) => approval.paymentId === poison.paymentId))
      throw new Error("poisoned row");
    return batch.map(() => yes);
  });
  const approvals = Array.from({ length: 49 }, anApproval).toSpliced(20, 0, poison);
  const outcomes = await Promise.allSettled([
    queue.submit(anApproval()),
    ...approvals.map(queue.submit),
  ]);
  assert.equal(outcomes.filter(({ status }) => status === "fulfilled").length, 50);
  assert.deepEqual(outcomes.map(({ status }) => status).indexOf("rejected"), 21);
});

test("a lost connection is asked again with the very same approvals", async () => {
  const asked: string[] = [];
  const queue = createApprovalQueue(async (batch) => {
    asked.push(batch.map(({ transferId }) => transferId).join());
    if (asked.length === 1) throw Object.assign(new Error("gone"), { code: "CONNECTION_CLOSED" });
    return batch.map(() => yes);
  });
  assert.deepEqual(await queue.submit(anApproval()), yes);
  assert.equal(asked.length, 2);
  assert.equal(asked[0], asked[1]);
});

test("a stopping queue finishes what it has taken and takes nothing more", async () => {
  const database = aDatabase();
  const queue = createApprovalQueue(database.decide);
  const taken = queue.submit(anApproval());
  const drained = queue.drain();
  await assert.rejects(
    queue.submit(anApproval()),
    (error) => error instanceof Refusal && error.code === "approvals_busy",
  );
  database.letGo();
  assert.deepEqual(await taken, yes);
  await drained;
});

test("a full queue refuses instead of growing", async () => {
  const database = aDatabase();
  const queue = createApprovalQueue(database.decide);
  const taken = Array.from({ length: 5_001 }, () => queue.submit(anApproval()));
  await assert.rejects(
    queue.submit(anApproval()),
    (error) => error instanceof Refusal && error.code === "approvals_busy",
  );
  const drained = queue.drain();
  while (database.batches.flat().length < 5_001) {
    database.letGo();
    await new Promise((resolve) => setImmediate(resolve));
  }
  database.letGo();
  await drained;
  assert.equal((await Promise.all(taken)).length, 5_001);
});
