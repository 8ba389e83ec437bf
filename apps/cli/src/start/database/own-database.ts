/**
 * The operator's own PostgreSQL. The servers get roles of their own there if the migration role may make them;
 * otherwise everything runs with the one role, and the operator is told what that means.
 */
import { ensureRole, type ServerName, serverRoles, urlAs } from "@scantill/service-kit/roles";
import { SetupError } from "@scantill/service-kit/setup-error";
import postgres from "postgres";
import type { Secrets } from "../secrets.ts";
import type { Database } from "./database.ts";

const oldestVersion = 15;

type OwnDatabase = { readonly url: string; readonly migrationUrl: string };

export async function openOwnDatabase(
  { url, migrationUrl }: OwnDatabase,
  secrets: Secrets,
): Promise<Database> {
  await refuseUnusable(url, "DATABASE_URL");
  if (migrationUrl !== url) await refuseUnusable(migrationUrl, "DATABASE_MIGRATION_URL");
  const ownRoles = {
    paymentsUrl: urlAs(url, serverRoles.payments, secrets.paymentsPassword),
    shopUrl: urlAs(url, serverRoles.shop, secrets.shopPassword),
  };
  const obstacle = await makeRoles(ownRoles, migrationUrl, secrets);
  return {
    ownerUrl: migrationUrl,
    ...(obstacle === null ? ownRoles : { paymentsUrl: url, shopUrl: url }),
    notes: obstacle === null ? [] : [oneRoleWarning(obstacle)],
    isRunning: () => true,
    wasStarted: false,
    stop: async () => {},
  };
}

/** After the migrations: where the roles are the operator's business, the operator may have forgotten a grant. */
export async function refuseWithoutGrants({ paymentsUrl, shopUrl }: Database): Promise<void> {
  for (const [schema, url] of Object.entries({ payments: paymentsUrl, shop: shopUrl })) {
    const sql = connect(url, "DATABASE_URL");
    const [row] = await sql<{ may: boolean; role: string }[]>`
      select has_schema_privilege(${schema}, 'usage') as may, current_user as role`;
    await sql.end();
    if (row?.may) continue;
    throw new SetupError(
      `The role ${row?.role} may not use the schema ${schema}. Grant it the role ${serverRoles[schema as ServerName]}, ` +
        "making that one first if it is missing; or leave DATABASE_MIGRATION_URL out.",
    );
  }
}

function oneRoleWarning(obstacle: string): string {
  return `Warning: ${obstacle}, so both servers run with the role of DATABASE_URL, and a flaw in one of them could change the ledger.`;
}

async function refuseUnusable(url: string, variable: string): Promise<void> {
  const sql = connect(url, variable);
  try {
    const [row] = await sql<{ version: string }[]>`
      select current_setting('server_version_num') as version`;
    const major = Math.floor(Number(row?.version) / 10_000);
    if (major >= oldestVersion) return;
    throw new SetupError(
      `${variable} names a PostgreSQL ${major}; Scantill needs version ${oldestVersion} or newer.`,
    );
  } catch (error) {
    if (error instanceof SetupError) throw error;
    const reason = error instanceof Error ? error.message || String(error.cause) : String(error);
    throw new SetupError(`The database of ${variable} cannot be reached: ${reason}.`);
  } finally {
    await sql.end({ timeout: 0 });
  }
}

type ServerUrls = { readonly paymentsUrl: string; readonly shopUrl: string };

/** Null when each server can log in with its own role, else why not. A role with another password is somebody else's. */
async function makeRoles(
  { paymentsUrl, shopUrl }: ServerUrls,
  migrationUrl: string,
  secrets: Secrets,
): Promise<string | null> {
  if (await canLogIn(paymentsUrl, shopUrl)) return null;
  const names = Object.values(serverRoles);
  const sql = connect(migrationUrl, "DATABASE_MIGRATION_URL");
  try {
    const [taken] = await sql`select from pg_roles where rolname in ${sql(names)}`;
    if (taken !== undefined) return `the roles ${names.join(" and ")} exist with other passwords`;
    await ensureRole(sql, serverRoles.payments, secrets.paymentsPassword);
    await ensureRole(sql, serverRoles.shop, secrets.shopPassword);
  } catch (error) {
    if (!isMissingRight(error)) throw error;
    return `this database lets Scantill make no roles of its own (${names.join(" and ")})`;
  } finally {
    await sql.end();
  }
  if (await canLogIn(paymentsUrl, shopUrl)) return null;
  return `this database lets the roles ${names.join(" and ")} not log in`;
}

async function canLogIn(...urls: readonly string[]): Promise<boolean> {
  for (const url of urls) {
    const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice() {} });
    try {
      await sql`select`;
    } catch {
      return false;
    } finally {
      await sql.end({ timeout: 0 });
    }
  }
  return true;
}

/** PostgreSQL's insufficient_privilege. */
export function isMissingRight(error: unknown): error is Error {
  return error instanceof postgres.PostgresError && error.code === "42501";
}

function connect(url: string, variable: string): postgres.Sql {
  try {
    return postgres(url, { max: 1, connect_timeout: 5, onnotice() {} });
  } catch {
    throw new SetupError(`${variable} must look like postgres://user:password@host:5432/database.`);
  }
}
