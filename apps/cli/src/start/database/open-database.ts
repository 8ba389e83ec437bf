/** The database to run on: the operator's own, or one of ours. */
import type { Config } from "../config.ts";
import type { Secrets } from "../secrets.ts";
import type { Database } from "./database.ts";
import { openEmbeddedDatabase } from "./embedded-database.ts";
import { openOwnDatabase } from "./own-database.ts";

export function openDatabase(config: Config, secrets: Secrets): Promise<Database> {
  return config.ownDatabase === null
    ? openEmbeddedDatabase(config.home, secrets)
    : openOwnDatabase(config.ownDatabase, secrets);
}
