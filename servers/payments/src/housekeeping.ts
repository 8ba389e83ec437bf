/** Forgets what nobody needs any more: answers for repeats after 30 days, phones that scanned once and never made a wallet. */
import { deleteOldAnswers } from "#idempotency";
import type { TenantDatabase } from "#tenant";
import { deleteIdleSessions } from "#wallets";

const everyMs = 3_600_000;

export type Housekeeping = { readonly stop: () => Promise<void> };

/** Sweeps at the start and once an hour. */
export function startHousekeeping(
  database: TenantDatabase,
  logError: (error: unknown) => void,
): Housekeeping {
  const sweep = () =>
    Promise.all([deleteOldAnswers(database), deleteIdleSessions(database)]).catch(logError);
  let sweeping = sweep();
  const timer = setInterval(() => {
    sweeping = sweep();
  }, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await sweeping;
    },
  };
}
