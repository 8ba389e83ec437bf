/**
 * Natural batching, without a timer: while one batch is with the database the next one gathers; alone, an approval never waits.
 * A batch that fails as a whole is split in two until the approval that spoils it stands alone. A lost connection leaves the
 * outcome unknown, so the same batch is asked again: the same attempt has the same verdict.
 */
import { isConnectionFault } from "@scantill/service-kit/database";
import { refuse } from "#refuse";
import { type Approval, attemptKey, type Verdict } from "./approval.ts";

export type DecideBatch = (approvals: readonly Approval[]) => Promise<readonly Verdict[]>;

export type ApprovalQueue = {
  /** Resolves with the verdict once it is committed. Refuses with `approvals_busy` when the queue is full or stopping. */
  readonly submit: (approval: Approval) => Promise<Verdict>;
  /** Takes nothing new and resolves when everything taken has its verdict. */
  readonly drain: () => Promise<void>;
};

type Waiting = {
  readonly approval: Approval;
  readonly resolve: (verdict: Verdict) => void;
  readonly reject: (error: unknown) => void;
};

const mostPerBatch = 500;
const mostWaiting = 5_000;
const connectionRetryDelaysMs = [50, 200, 500, 1_000];

export function createApprovalQueue(decideBatch: DecideBatch): ApprovalQueue {
  const waiting: Waiting[] = [];
  let running: Promise<void> | null = null;
  let isStopping = false;

  const run = async () => {
    while (waiting.length > 0) await settle(decideBatch, waiting.splice(0, mostPerBatch));
    running = null;
  };

  return {
    submit: (approval) =>
      new Promise((resolve, reject) => {
        if (isStopping || waiting.length >= mostWaiting)
          refuse("approvals_busy", { retryAfterSeconds: 1 });
        waiting.push({ approval, resolve, reject });
        running ??= run();
      }),
    drain: async () => {
      isStopping = true;
      await running;
    },
  };
}

/** Gives everyone in the batch a verdict or the error that is theirs alone. Never rejects. */
async function settle(decideBatch: DecideBatch, batch: readonly Waiting[]): Promise<void> {
  const unique = new Map<string, Approval>();
  for (const { approval } of batch)
    if (!unique.has(attemptKey(approval))) unique.set(attemptKey(approval), approval);
  try {
    const verdicts = await decideThroughFaults(decideBatch, [...unique.values()]);
    const verdictOf = new Map([...unique.keys()].map((key, index) => [key, verdicts[index]]));
    for (const { approval, resolve, reject } of batch) {
      const verdict = verdictOf.get(attemptKey(approval));
      if (verdict === undefined) reject(new Error("an approval was left without a verdict"));
      else resolve(verdict);
    }
  } catch (error) {
    if (batch.length === 1 || isConnectionFault(error)) {
      for (const { reject } of batch) reject(error);
      return;
    }
    const half = Math.ceil(batch.length / 2);
    await settle(decideBatch, batch.slice(0, half));
    await settle(decideBatch, batch.slice(half));
  }
}

async function decideThroughFaults(
  decideBatch: DecideBatch,
  approvals: readonly Approval[],
): Promise<readonly Verdict[]> {
  for (const delayMs of connectionRetryDelaysMs) {
    try {
      return await decideBatch(approvals);
    } catch (error) {
      if (!isConnectionFault(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, delayMs));
    }
  }
  return decideBatch(approvals);
}
