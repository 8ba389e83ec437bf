/**
 * The one PostgreSQL of a test run. The runner starts one and tells it by `SCANTILL_TEST_DATABASE_URL`; a test file that
 * is run alone starts one in a cache folder and leaves it running, so that the next run finds it warm.
 */
import { fileURLToPath } from "node:url";
import { startEmbeddedDatabase } from "../embedded-database/embedded-database.ts";

const cacheFolder = new URL("../../../../node_modules/.cache/test-database", import.meta.url);

/** The superuser's address. */
export async function testClusterUrl(): Promise<string> {
  const given = process.env["SCANTILL_TEST_DATABASE_URL"];
  return given ?? (await startTestCluster()).superuserUrl;
}

/** Not durable: what a test wrote is worth nothing after it, and disks are slow. */
export function startTestCluster() {
  return startEmbeddedDatabase({ folder: fileURLToPath(cacheFolder), durable: false });
}
