/** The worker that lets time act on requests: expires those whose time is over, frees codes whose phone has gone silent. */
import { listRequestsWithLapsedClaims } from "#codes";
import { type TenantDatabase, transact } from "#tenant";
import { advancePaymentRequest } from "./close-payment-requests.ts";
import { listRequestsToExpire } from "./payment-request-store.ts";

const mostPerRound = 200;
/** A bound on one look, should more become due than can be done. */
const mostRounds = 20;

/** Does what is due now. One request that cannot be advanced does not hold up the others. */
export async function advanceDueRequests(
  database: TenantDatabase,
  logError: (error: unknown) => void,
): Promise<void> {
  for (let round = 0; round < mostRounds; round += 1) {
    const [expiring, lapsed] = await Promise.all([
      listRequestsToExpire(database, mostPerRound),
      listRequestsWithLapsedClaims(database, mostPerRound),
    ]);
    for (const id of new Set([...expiring, ...lapsed]))
      await transact(database, (tx) => advancePaymentRequest(tx, id)).catch(logError);
    if (expiring.length < mostPerRound && lapsed.length < mostPerRound) return;
  }
}

export type Worker = { readonly stop: () => Promise<void> };

/** Looks once a second, one round at a time. */
export function startRequestClock(
  database: TenantDatabase,
  logError: (error: unknown) => void,
): Worker {
  let round: Promise<void> | null = null;
  const timer = setInterval(() => {
    round ??= advanceDueRequests(database, logError)
      .catch(logError)
      .finally(() => {
        round = null;
      });
  }, 1_000);
  return {
    stop: async () => {
      clearInterval(timer);
      await round;
    },
  };
}
