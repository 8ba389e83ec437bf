/** The database that we run ourselves: one PostgreSQL in the home folder, with our roles and our database in it. */
import { join } from "node:path";
import { startEmbeddedDatabase } from "@scantill/service-kit/embedded-database";
import {
  ensureDatabase,
  ensureRole,
  ownerRole,
  serverRoles,
  urlAs,
  urlOfDatabase,
} from "@scantill/service-kit/roles";
import postgres from "postgres";
import type { Secrets } from "../secrets.ts";
import type { Database } from "./database.ts";

const databaseName = "scantill";

/** Passwords are set at every start, so that the file of secrets is the only truth about them. */
export async function openEmbeddedDatabase(home: string, secrets: Secrets): Promise<Database> {
  const folder = join(home, "postgres");
  const embedded = await startEmbeddedDatabase({ folder });
  const sql = postgres(embedded.superuserUrl, { max: 1, onnotice() {} });
  try {
    await ensureRole(sql, ownerRole, secrets.ownerPassword);
    await ensureRole(sql, serverRoles.payments, secrets.paymentsPassword);
    await ensureRole(sql, serverRoles.shop, secrets.shopPassword);
    await ensureDatabase(sql, databaseName);
  } finally {
    await sql.end();
  }
  const url = urlOfDatabase(embedded.superuserUrl, databaseName);
  const isElsewhere = !embedded.folder.startsWith(folder);
  return {
    ownerUrl: urlAs(url, ownerRole, secrets.ownerPassword),
    paymentsUrl: urlAs(url, serverRoles.payments, secrets.paymentsPassword),
    shopUrl: urlAs(url, serverRoles.shop, secrets.shopPassword),
    notes: isElsewhere
      ? [
          `PostgreSQL does not run as root and cannot enter ${folder}: its data is in ${embedded.folder}.`,
        ]
      : [],
    isRunning: embedded.isRunning,
    wasStarted: embedded.wasStarted,
    stop: embedded.stop,
  };
}
