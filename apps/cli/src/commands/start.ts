/** `scantill start`: database, migrations, demo content, both servers; and all of it down again, in order. */
import type { ChildProcess } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import * as payments from "@scantill/payments/operations";
import { SetupError } from "@scantill/service-kit/setup-error";
import * as shop from "@scantill/shop/operations";
import { checkout } from "../checkout.ts";
import { type Config, readConfig } from "../start/config.ts";
import type { Database } from "../start/database/database.ts";
import { openDatabase } from "../start/database/open-database.ts";
import { isMissingRight, refuseWithoutGrants } from "../start/database/own-database.ts";
import { refuseUnusablePort } from "../start/ports.ts";
import { openSecrets, type Secrets } from "../start/secrets.ts";
import {
  internalUrl,
  planServers,
  type Server,
  startServer,
  stopServer,
  untilEnded,
  untilReady,
} from "../start/servers.ts";
import { type StopRequest, stopRequest } from "../start/stop-request.ts";
import { buildWalletIfStale, watchWallet } from "../start/wallet.ts";

/** What is up, and has to be brought down again. */
type Running = {
  database: Database | null;
  readonly servers: Server[];
  /** Rebuilds the wallet after every change, for developers. */
  walletBuilder: ChildProcess | null;
};

const databaseCheckMs = 500;

export async function start(args: readonly string[]): Promise<number> {
  const config = readConfig(process.env, checkout);
  const stop = stopRequest();
  const running: Running = { database: null, servers: [], walletBuilder: null };
  try {
    await bringUp(running, config, stop, args.includes("--watch"));
    console.log(welcome(config, running));
    const failure = await Promise.race([stop.requested, firstEnding(running, stop.signal)]);
    if (failure !== null) console.error(failure);
    return failure === null ? 0 : 1;
  } catch (error) {
    if (stop.signal.aborted) return 0;
    throw error;
  } finally {
    if (stop.signal.aborted) console.log("Stopping …");
    await bringDown(running);
  }
}

async function bringUp(
  running: Running,
  config: Config,
  { signal }: StopRequest,
  isWatched: boolean,
): Promise<void> {
  await refuseUnusablePort(config.payments.port, "PAYMENTS_PORT");
  await refuseUnusablePort(config.shop.port, "SHOP_PORT");
  const secrets = openSecrets(config.home);
  const database = await openDatabase(config, secrets);
  running.database = database;
  for (const note of database.notes) console.log(note);
  await prepare(config, database, secrets);
  signal.throwIfAborted();
  await buildWalletIfStale(checkout, signal);
  if (isWatched) running.walletBuilder = watchWallet(checkout);
  const surroundings = { checkout, config, database, secrets };
  for (const plan of planServers(surroundings)) {
    running.servers.push(startServer(plan, surroundings, isWatched));
  }
  await Promise.all(running.servers.map((server) => untilReady(server, signal)));
}

/** Everything in the database that the servers count on. Doing it again changes nothing. */
async function prepare(config: Config, database: Database, secrets: Secrets): Promise<void> {
  const databaseUrl = database.ownerUrl;
  await migrate(databaseUrl);
  if (config.ownDatabase !== null) await refuseWithoutGrants(database);
  const shopUrl = config.isDemo ? internalUrl(config.shop.port) : config.shop.publicUrl;
  await payments.seedDemo({
    databaseUrl,
    masterKey: secrets.masterKey,
    merchantApiKey: secrets.merchantApiKey,
    webhookSecret: secrets.webhookSecret,
    webhookUrl: `${shopUrl}/webhooks/scantill`,
    shopOrigin: config.shop.publicUrl,
  });
  if (config.isDemo) await shop.seedDemo({ databaseUrl });
}

async function migrate(databaseUrl: string): Promise<void> {
  try {
    await payments.migrate({ databaseUrl });
    await shop.migrate({ databaseUrl });
  } catch (error) {
    if (!isMissingRight(error)) throw error;
    throw new SetupError(
      `The schemas cannot be made: ${error.message}. The role of DATABASE_MIGRATION_URL, or of DATABASE_URL where ` +
        "that is not set, must be allowed to create schemas and to own their tables.",
    );
  }
}

/** Resolves, with a sentence about it, when something ends that should be running. */
function firstEnding({ database, servers }: Running, signal: AbortSignal): Promise<string> {
  const databaseEnding = async () => {
    while (!signal.aborted && database?.isRunning()) {
      await delay(databaseCheckMs, undefined, { ref: false });
    }
    return "The database ended unexpectedly.";
  };
  return Promise.race([databaseEnding(), ...servers.map(untilEnded)]);
}

/** The servers first, for they still have work to write down. */
async function bringDown({ database, servers, walletBuilder }: Running): Promise<void> {
  walletBuilder?.kill();
  await Promise.all(servers.map(stopServer));
  await database?.stop();
}

function welcome(
  { payments: { publicUrl }, shop: { publicUrl: shopUrl } }: Config,
  { servers }: Running,
) {
  const seconds = (Date.now() - Number(process.env["SCANTILL_LAUNCHED_AT"] ?? Date.now())) / 1000;
  const logs = servers.flatMap(({ logFile }) => logFile ?? []);
  return [
    "",
    `Scantill is ready after ${seconds.toFixed(1)} s.`,
    "",
    `  Shop      ${shopUrl}`,
    `  Wallet    ${publicUrl}/wallet/`,
    `  Payments  ${publicUrl}`,
    ...(logs.length === 0 ? [] : ["", `Logs: ${logs.join(", ")}`]),
    "",
    "Stop with Ctrl-C.",
  ].join("\n");
}
