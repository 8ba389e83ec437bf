/** A database that is ready for us, whoever runs it. */

export type Database = {
  /** For migrations and the operator's commands. */
  readonly ownerUrl: string;
  readonly paymentsUrl: string;
  readonly shopUrl: string;
  /** What the operator should know about it, each a sentence. */
  readonly notes: readonly string[];
  readonly isRunning: () => boolean;
  readonly wasStarted: boolean;
  readonly stop: () => Promise<void>;
};
