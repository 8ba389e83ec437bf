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
  /** How long a statement may run, wait for a lock, or a transaction lie idle; without end unless told. */
  readonly patienceMs?: number;
};

const serializationFailure = "40001";
const deadlockDetected = "40P01";
const maximumTries = 4;

/** Thrown inside a transaction whose chance values collided with what is there: the whole is tried again with new ones. */
export class TransactionCollision extends Error {
  override readonly name = "TransactionCollision";
}

/** A pool that reads `bigint` as bigint and leaves every other type as the driver has it. Connects on first use. */
export function connectDatabase({
  url,
  applicationName,
  maxConnections = 10,
  patienceMs = 0,
}: DatabaseOptions): Database {
  return postgres(url, {
    max: maxConnections,
    types: { bigint: postgres.BigInt },
    connection: {
      application_name: applicationName,
      TimeZone: "UTC",
      statement_timeout: patienceMs,
      lock_timeout: Math.ceil(patienceMs / 2),
      idle_in_transaction_session_timeout: patienceMs,
    },
    connect_timeout: 5,
    onnotice: () => undefined,
  }) as Database;
}

/** Runs the work in one READ COMMITTED transaction; a serialization failure, deadlock or collision is tried again from the start. */
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

/** True when PostgreSQL gave up waiting, for a lock or for a statement's end: nothing of the transaction was done. */
export function isOutOfPatience(error: unknown): boolean {
  return ["55P03", "57014", "25P03"].includes(codeOf(error));
}

function isRetryable(error: unknown): boolean {
  return (
    error instanceof TransactionCollision ||
    [serializationFailure, deadlockDetected].includes(codeOf(error))
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : "";
}

/** PostgreSQL's numbers for the element types of lists; the driver only guesses some of them right. */
const elementTypes = {
  boolean: 16,
  bytea: 17,
  bigint: 20,
  smallint: 21,
  integer: 23,
  text: 25,
  timestamptz: 1184,
  uuid: 2950,
} as const;

type ElementType = keyof typeof elementTypes;
type Element = string | number | boolean | bigint | Uint8Array | Date | null;
type ColumnOf<Row> = (pick: (row: Row) => Element) => postgres.ArrayParameter<Element[]>;

/**
 * Rows as lists, one parameter a column: `unnest(${uuid((row) => …)}, ${text((row) => …)})` turns them into rows again, however
 * many there are.
 */
export function columnsOf<Row>(
  sql: Database | Tx["sql"],
  rows: readonly Row[],
): Readonly<Record<ElementType, ColumnOf<Row>>> {
  const column =
    (type: ElementType): ColumnOf<Row> =>
    (pick) =>
      sql.array(rows.map(pick), elementTypes[type]);
  return {
    boolean: column("boolean"),
    bytea: column("bytea"),
    bigint: column("bigint"),
    smallint: column("smallint"),
    integer: column("integer"),
    text: column("text"),
    timestamptz: column("timestamptz"),
    uuid: column("uuid"),
  };
}
