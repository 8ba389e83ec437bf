/** `scantill ledger verify`: every invariant of the ledger, checked on the data as it is now. */
import * as payments from "@scantill/payments/operations";
import { checkout } from "../checkout.ts";
import { readConfig } from "../start/config.ts";
import { openDatabase } from "../start/database/open-database.ts";
import { openSecrets } from "../start/secrets.ts";

/** Uses the database that is running; an embedded one that is not is started for the moment. */
export async function verifyLedger(args: readonly string[]): Promise<number> {
  const config = readConfig(process.env, checkout);
  const database = await openDatabase(config, openSecrets(config.home));
  try {
    const result = await payments.verifyLedger({ databaseUrl: database.ownerUrl });
    console.log(args.includes("--json") ? JSON.stringify(result, null, 2) : report(result));
    return result.isSound ? 0 : 1;
  } finally {
    if (database.wasStarted) await database.stop();
  }
}

function report({ checks }: payments.LedgerReport): string {
  return checks
    .map(({ id, title, violations }) =>
      violations === 0 ? `✓ ${id}  ${title}` : `✗ ${id}  ${title}: ${violations} violations`,
    )
    .join("\n");
}
