/** The worker that lets time act on requests: expires those whose time is over, frees codes whose phone has gone silent. */
import { listRequestsWithLapsedClaims } from "#codes";
import { type TenantDatabase, transact } from "#tenant";
import { advancePaymentRequest } from "./close-payment-requests.ts";
import { listRequestsToExpire } from "./payment-request-store.ts";

const mostPerRound = 200;

/** Does what is due now. */
export async function advanceDueRequests(database: TenantDatabase): Promise<void> {
  const [expiring, lapsed] = await Promise.all([
    listRequestsToExpire(database, mostPerRound),
    listRequestsWithLapsedClaims(database, mostPerRound),
  ]);
  for (const id of new Set([...expiring, ...lapsed]))
    await transact(database, (tx) => advancePaymentRequest(tx, id));
}

export type Worker = { readonly stop: () => Promise<void> };

/** Looks once a second, one round at a time. */
export function startRequestClock(
  database: TenantDatabase,
  logError: (error: unknown) => void,
): Worker {
  let round: Promise<void> | null = null;
  const timer = setInterval(() => {
    round ??= advanceDueRequests(database)
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
