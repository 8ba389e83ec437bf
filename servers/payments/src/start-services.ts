/** Opens everything that lives as long as the server. */
import { connectDatabase } from "@scantill/service-kit/database";
import type { Log } from "@scantill/service-kit/log";
import { createSealer } from "@scantill/service-kit/sealed";
import { approvePayments, createApprovalQueue } from "#approvals";
import type { Config } from "#config";
import { createLimits } from "#limits";
import type { Services } from "#services";
import { defaultTenantId, type TenantDatabase, transact } from "#tenant";

/** Whoever waits longer is told to try again; one row that somebody holds must not stop everybody's approvals. */
const patienceMs = 10_000;

export type StartedServices = Services & {
  /** Says that the server is stopping: streams end, and the server no longer calls itself ready. */
  readonly announceStop: () => void;
  /** Lets approvals under way finish, then closes the database. Comes last. */
  readonly stop: () => Promise<void>;
};

export function startServices(config: Config, log: Log): StartedServices {
  const stopping = new AbortController();
  const sql = connectDatabase({
    url: config.databaseUrl,
    applicationName: "scantill-payments",
    maxConnections: config.maxConnections,
    patienceMs,
  });
  const database: TenantDatabase = { sql, tenantId: defaultTenantId };
  const approvals = createApprovalQueue((batch) =>
    transact(database, (tx) => approvePayments(tx, batch)),
  );
  return {
    config,
    database,
    sealer: createSealer(config.masterKey),
    approvals,
    limits: createLimits(),
    log,
    stopping: stopping.signal,
    announceStop: () => stopping.abort(),
    stop: async () => {
      stopping.abort();
      await approvals.drain();
      await sql.end({ timeout: 5 });
    },
  };
}
