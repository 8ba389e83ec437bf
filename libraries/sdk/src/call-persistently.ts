/** Tries again where that may help: after no answer, a busy or a broken server. Every write's key makes that safe. */
import { setTimeout } from "node:timers/promises";
import type { Outcome } from "./call-api.ts";

const firstWaitMs = 200;
const longestWaitMs = 5_000;
const mostTries = 4;

export type Wait = (ms: number) => Promise<void>;

export const delay: Wait = (ms) => setTimeout(ms);

/** @returns the answer, or throws the error of the last try. */
export async function callPersistently(
  attempt: () => Promise<Outcome>,
  wait: Wait,
): Promise<unknown> {
  for (let tries = 1; ; tries += 1) {
    const outcome = await attempt();
    if ("answer" in outcome) return outcome.answer;
    if (outcome.retryAfterMs === null || tries === mostTries) throw outcome.error;
    await wait(waitMs(tries, outcome.retryAfterMs, Math.random()));
  }
}

/** Twice as long after each try, and half of it by chance, so that many shops do not come back together. */
export function waitMs(tries: number, askedForMs: number, chance: number): number {
  const backOffMs = firstWaitMs * 2 ** (tries - 1) * (1 + chance / 2);
  return Math.min(longestWaitMs, Math.max(backOffMs, askedForMs));
}
