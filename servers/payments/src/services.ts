/** What routes and workers are given: everything that is started once. */
import type { Log } from "@scantill/service-kit/log";
import type { Sealer } from "@scantill/service-kit/sealed";
import type { ApprovalQueue } from "#approvals";
import type { Config } from "#config";
import type { Limits } from "#limits";
import type { TenantDatabase } from "#tenant";

export type Services = {
  readonly config: Config;
  readonly database: TenantDatabase;
  readonly sealer: Sealer;
  readonly approvals: ApprovalQueue;
  readonly limits: Limits;
  readonly log: Log;
  /** Aborted when the server is told to stop: streams end, and nothing new is begun. */
  readonly stopping: AbortSignal;
};
