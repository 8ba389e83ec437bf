/**
 * PostgreSQL as the servers use it: one pool, one way to open a transaction, and work to be done once it has committed.
 * Transactions are opened by routes and workers only, and never span a network call.
 */
import postgres from "postgres";

export type Database = postgres.Sql<{ bigint: bigint }>;

/** What a use case is given: the open transaction, and the list of what to do once it has committed. */
export type Tx = {
  readonly sql: postgres.TransactionSql<{ bigint: bigint }>;
  /** Runs only after the commit, outside of the transaction; must not throw. */
  readonly afterCommit: (run: () => void) => void;
};

export type DatabaseOptions = {
  readonly url: string;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  readonly maxConnections?: number;
};

const serializationFailure = "40001";
const deadlockDetected = "40P01";
const maximumTries = 4;

/** A pool that reads `bigint` as bigint and leaves every other type as the driver has it. Connects on first use. */
export function connectDatabase({
  url,
  applicationName,
  maxConnections = 10,
}: DatabaseOptions): Database {
  return postgres(url, {
    max: maxConnections,
    types: { bigint: postgres.BigInt },
    connection: { application_name: applicationName, TimeZone: "UTC" },
    connect_timeout: 5,
    onnotice: () => undefined,
  }) as Database;
}

/** Runs the work in one READ COMMITTED transaction; a serialization failure or deadlock is tried again from the start. */
export async function inTransaction<Result>(
  database: Database,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    const afterCommit: (() => void)[] = [];
    try {
      const result = await database.begin((sql) =>
        work({ sql, afterCommit: (run) => afterCommit.push(run) }),
      );
      for (const run of afterCommit) run();
      return result as Result;
    } catch (error) {
      if (tries === maximumTries || !isRetryable(error)) throw error;
    }
  }
}

/** The name of the unique or check constraint that refused a statement, or null for any other error. */
export function violatedConstraint(error: unknown): string | null {
  if (!(error instanceof postgres.PostgresError)) return null;
  return error.code === "23505" || error.code === "23514" ? (error.constraint_name ?? null) : null;
}

/** True when PostgreSQL could not be reached or went away: the outcome of what was running is unknown. */
export function isConnectionFault(error: unknown): boolean {
  const code = codeOf(error);
  return (
    code.startsWith("CONNECTION_") ||
    code.startsWith("08") ||
    [
      "ECONNREFUSED",
      "ECONNRESET",
      "EPIPE",
      "ETIMEDOUT",
      "CONNECT_TIMEOUT",
      "57P01",
      "57P02",
      "57P03",
      "53300",
    ].includes(code)
  );
}

function isRetryable(error: unknown): boolean {
  return [serializationFailure, deadlockDetected].includes(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : "";
}

const elementTypes = { boolean: 16, bytea: 17, bigint: 20, timestamptz: 1184 } as const;

type Element = boolean | Uint8Array | bigint | Date | null;

/** A list as one parameter. The driver only guesses right for lists of text, numbers and uuids; the others are named. */
export function list(
  sql: Database | Tx["sql"],
  type: keyof typeof elementTypes,
  values: readonly Element[],
) {
  return sql.array([...values], elementTypes[type]);
}
