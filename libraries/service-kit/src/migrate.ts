/**
 * Brings one schema of the database up to this version: runs the SQL files of a folder that it has not seen, each in a
 * transaction of its own, then grants the server's role what it may do. Several starters at once do no harm.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { type Migration, planMigrations } from "./migration-plan.ts";
import { SetupError } from "./setup-error.ts";

export type MigrateOptions = {
  /** An address whose role may create schemas and tables. */
  readonly url: string;
  readonly schema: string;
  /** The folder with `NNNN_name.sql` files; ends in a slash. */
  readonly migrations: URL;
  /** What the server's own role may do; run again at every start, so it must be repeatable. */
  readonly grants: URL;
  /** The role that the grants speak of. Where it does not exist, they are left out. */
  readonly role: string;
};

type File = Migration & { readonly text: string };
type Sql = postgres.Sql;

/** Throws a SetupError when the database and the files do not fit together. */
export async function migrateSchema(options: MigrateOptions): Promise<void> {
  const files = readMigrations(options.migrations);
  const sql = postgres(options.url, { max: 1, connect_timeout: 10, onnotice() {} });
  try {
    await ensureMigrationTable(sql, options.schema);
    const plan = planMigrations(files, await listApplied(sql, options.schema));
    if (plan.refusal !== null) throw new SetupError(plan.refusal);
    for (const file of files) {
      if (plan.pending.includes(file.name)) await apply(sql, options.schema, file);
    }
    await grant(sql, options);
  } finally {
    await sql.end();
  }
}

/** The files of a migrations folder in their order. The checksum does not mind Windows' line ends. */
export function readMigrations(folder: URL): readonly File[] {
  if (!existsSync(folder)) return [];
  return readdirSync(fileURLToPath(folder))
    .filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(new URL(name, folder), "utf8").replaceAll("\r\n", "\n");
      return { name, text, checksum: createHash("sha256").update(text).digest("hex") };
    });
}

/** "if not exists" is no protection against a second starter in the same moment, so a collision is simply tried again. */
async function ensureMigrationTable(sql: Sql, schema: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      const [found] = await sql`select from pg_namespace where nspname = ${schema}`;
      if (found === undefined) await sql`create schema ${sql(schema)}`;
      await sql`
        create table if not exists ${sql(schema)}.migration (
          name text primary key,
          checksum text not null,
          applied_at timestamptz not null default now()
        )`;
      return;
    } catch (error) {
      if (tries === 5 || !isCollision(error)) throw error;
    }
  }
}

async function listApplied(sql: Sql, schema: string): Promise<readonly Migration[]> {
  return await sql<Migration[]>`select name, checksum from ${sql(schema)}.migration order by name`;
}

/** The row comes first: its key makes a second starter wait for this one's end, and then find it done. */
async function apply(sql: Sql, schema: string, file: File): Promise<void> {
  await sql.begin(async (tx) => {
    const claimed = await tx`
      insert into ${tx(schema)}.migration (name, checksum)
      values (${file.name}, ${file.checksum})
      on conflict do nothing
      returning name`;
    if (claimed.length === 1) await tx.unsafe(file.text);
  });
}

/** The file is the whole truth: what it no longer grants is taken back in the same transaction. */
async function grant(sql: Sql, { schema, grants, role }: MigrateOptions): Promise<void> {
  const [found] = await sql`select from pg_roles where rolname = ${role}`;
  if (found === undefined || !existsSync(grants)) return;
  const text = readFileSync(grants, "utf8");
  for (let tries = 1; ; tries += 1) {
    try {
      await sql.begin(async (tx) => {
        await tx`revoke all on schema ${tx(schema)} from ${tx(role)}`;
        await tx`revoke all on all tables in schema ${tx(schema)} from ${tx(role)}`;
        await tx.unsafe(text);
      });
      return;
    } catch (error) {
      if (tries === 5 || !isCollision(error)) throw error;
    }
  }
}

/** unique_violation, duplicate_schema, duplicate_table; "tuple concurrently updated" of two equal grants has XX000. */
function isCollision(error: unknown): boolean {
  return (
    error instanceof postgres.PostgresError &&
    ["23505", "42P06", "42P07", "XX000"].includes(error.code)
  );
}
