/**
 * Databases for tests. A test file asks for one and gets it migrated, empty and its own, in a fraction of a second:
 * it is cloned from a template that the first asker makes. All of them live in one PostgreSQL, shared by the run.
 */
import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { after } from "node:test";
import postgres from "postgres";
import { type MigrateOptions, migrateSchema, readMigrations } from "../migrate.ts";
import {
  ensureDatabase,
  ensureRole,
  ownerRole,
  type ServerName,
  serverRoles,
  urlAs,
  urlOfDatabase,
} from "../roles.ts";
import { testClusterUrl } from "./test-cluster.ts";

export { startTestCluster } from "./test-cluster.ts";

export type TestDatabase = {
  /** The role that owns the tables; for arranging and for looking behind the scenes. */
  readonly ownerUrl: string;
  /** The role of the server, which may do only what its grants say; for the code under test. */
  readonly serverUrl: Record<ServerName, string>;
};

const password = "test";
const leftoverAgeMs = 3_600_000;

/** A database of its own for the calling test file, with the servers' schemas in it; dropped when the file is done. */
export async function testDatabase(...servers: readonly ServerName[]): Promise<TestDatabase> {
  const clusterUrl = await testClusterUrl();
  const sql = postgres(clusterUrl, { max: 1, onnotice() {} });
  const name = `test_${Date.now()}_${randomBytes(4).toString("hex")}`;
  await cloneTemplate(sql, clusterUrl, [...servers].sort(), name);
  after(async () => {
    await sql`drop database if exists ${sql(name)} with (force)`;
    await sql.end();
  });
  const url = urlOfDatabase(clusterUrl, name);
  return {
    ownerUrl: urlAs(url, ownerRole, password),
    serverUrl: {
      payments: urlAs(url, serverRoles.payments, password),
      shop: urlAs(url, serverRoles.shop, password),
    },
  };
}

/** A template may vanish between finding and cloning it, when somebody else makes a newer one. */
async function cloneTemplate(
  sql: postgres.Sql,
  clusterUrl: string,
  servers: readonly ServerName[],
  name: string,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const template = await ensureTemplate(sql, clusterUrl, servers);
    try {
      await sql`create database ${sql(name)} template ${sql(template)} owner ${sql(ownerRole)}`;
      await ensureDatabase(sql, name);
      return;
    } catch (error) {
      if (tries === 10 || !hasCode(error, ["3D000", "55006", "XX000"])) throw error;
    }
  }
}

/** Made under another name and renamed when whole, so that several test files may start at once. */
async function ensureTemplate(
  sql: postgres.Sql,
  clusterUrl: string,
  servers: readonly ServerName[],
): Promise<string> {
  const family = ["template", ...servers].join("_");
  const template = `${family}_${fingerprint(servers)}`;
  const [found] = await sql`select from pg_database where datname = ${template}`;
  if (found !== undefined) return template;
  for (const role of [ownerRole, ...Object.values(serverRoles)]) {
    await ensureRole(sql, role, password);
  }
  const unfinished = `test_${Date.now()}_${randomBytes(4).toString("hex")}`;
  await ensureDatabase(sql, unfinished);
  for (const server of servers) {
    const url = urlAs(urlOfDatabase(clusterUrl, unfinished), ownerRole, password);
    await migrateSchema(migrationOf(server, url));
  }
  await dropOutdated(sql, family);
  try {
    await sql`alter database ${sql(unfinished)} rename to ${sql(template)}`;
  } catch (error) {
    if (!hasCode(error, ["42P04", "23505"])) throw error;
    await sql`drop database ${sql(unfinished)}`;
  }
  return template;
}

function migrationOf(server: ServerName, url: string): MigrateOptions {
  const folder = new URL(`../../../../servers/${server}/`, import.meta.url);
  return {
    url,
    schema: server,
    migrations: new URL("migrations/", folder),
    grants: new URL("grants.sql", folder),
    role: serverRoles[server],
  };
}

/** Changes whenever a migration or a grant does. */
function fingerprint(servers: readonly ServerName[]): string {
  const hash = createHash("sha256");
  for (const server of servers) {
    const { migrations, grants } = migrationOf(server, "");
    for (const { name, checksum } of readMigrations(migrations)) hash.update(name + checksum);
    if (existsSync(grants)) hash.update(readFileSync(grants));
  }
  return hash.digest("hex").slice(0, 12);
}

/** Templates of older migrations, and databases of test runs that were killed. */
async function dropOutdated(sql: postgres.Sql, family: string): Promise<void> {
  const rows = await sql<{ name: string }[]>`
    select datname as name from pg_database
    where datname ~ ${`^${family}_[0-9a-f]{12}$`}
       or (datname like 'test\\_%' and split_part(datname, '_', 2)::bigint < ${Date.now() - leftoverAgeMs})`;
  for (const { name } of rows) await sql`drop database if exists ${sql(name)} with (force)`;
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  return error instanceof postgres.PostgresError && codes.includes(error.code);
}
