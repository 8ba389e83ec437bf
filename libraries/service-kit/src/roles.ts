/**
 * The login roles of an installation: one that owns the schemas and migrates them, and one for each server, which may
 * do only what that server's grants say.
 */
import postgres from "postgres";

export const ownerRole = "scantill_owner";

export const serverRoles = { payments: "scantill_payments", shop: "scantill_shop" } as const;

export type ServerName = keyof typeof serverRoles;

/** Makes the role, or gives the one that is there the password. Throws where the right to do so is missing. */
export async function ensureRole(sql: postgres.Sql, role: string, password: string): Promise<void> {
  const [found] = await sql`select from pg_roles where rolname = ${role}`;
  try {
    await setPassword(sql, found === undefined ? "create" : "alter", role, password);
  } catch (error) {
    if (!isCollision(error)) throw error;
    await setPassword(sql, "alter", role, password);
  }
}

/** Makes the database for its owner unless it is there. Nobody but the roles of the installation may connect. */
export async function ensureDatabase(sql: postgres.Sql, name: string): Promise<void> {
  const [found] = await sql`select from pg_database where datname = ${name}`;
  if (found === undefined) await sql`create database ${sql(name)} owner ${sql(ownerRole)}`;
  await sql`revoke all on database ${sql(name)} from public`;
  for (const role of Object.values(serverRoles)) {
    await sql`grant connect on database ${sql(name)} to ${sql(role)}`;
  }
}

/** The same database, entered as another role. */
export function urlAs(url: string, role: string, password: string): string {
  const changed = new URL(url);
  changed.username = role;
  changed.password = encodeURIComponent(password);
  return changed.href;
}

/** The same server and role, another database. */
export function urlOfDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

/** Role statements take no parameters, so the text is put together here; passwords are quoted, names are ours. */
async function setPassword(
  sql: postgres.Sql,
  verb: "create" | "alter",
  role: string,
  password: string,
): Promise<void> {
  await sql.unsafe(`${verb} role ${role} login password '${password.replaceAll("'", "''")}'`);
}

/** Somebody else made or changed the very same role in the same moment. */
function isCollision(error: unknown): boolean {
  return (
    error instanceof postgres.PostgresError && ["42710", "23505", "XX000"].includes(error.code)
  );
}
