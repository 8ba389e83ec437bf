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
import { findLanAddress } from "../start/lan/address.ts";
import { openCertificate } from "../start/lan/certificate.ts";
import { type Front, openFront } from "../start/lan/front.ts";
import { planFronts } from "../start/lan/fronts.ts";
import { invitation } from "../start/lan/invitation.ts";
import { readOptions } from "../start/options.ts";
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
  /** Before the servers, for phones in the same network. */
  readonly fronts: Front[];
  /** Rebuilds the wallet after every change, for developers. */
  walletBuilder: ChildProcess | null;
};

const databaseCheckMs = 500;

export async function start(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  const found = options.lan === null ? null : await findLanAddress(options.lan.wish);
  const config = readConfig(process.env, checkout, found?.address);
  const stop = stopRequest();
  const running: Running = { database: null, servers: [], fronts: [], walletBuilder: null };
  try {
    await bringUp(running, config, stop, options.isWatched);
    console.log(welcome(config, running, found?.others ?? []));
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
  if (config.lan !== null) {
    const { address, paymentsPort, shopPort } = config.lan;
    await refuseUnusablePort(paymentsPort, "PAYMENTS_LAN_PORT", address);
    await refuseUnusablePort(shopPort, "SHOP_LAN_PORT", address);
  }
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
  await letPhonesIn(running, config);
}

/** Last, so that whoever comes finds the servers ready. */
async function letPhonesIn({ fronts }: Running, config: Config): Promise<void> {
  if (config.lan === null) return;
  const certificate = await openCertificate(config.home, config.lan.address, new Date());
  for (const plan of planFronts(config)) fronts.push(await openFront(plan, certificate));
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

/** Nobody new comes in; then the servers, for they still have answers to give; their fronts when these are through. */
async function bringDown({ database, servers, fronts, walletBuilder }: Running): Promise<void> {
  walletBuilder?.kill();
  for (const front of fronts) front.shut();
  await Promise.all(servers.map(stopServer));
  await Promise.all(fronts.map((front) => front.close()));
  await database?.stop();
}

function welcome(
  { lan, payments: { publicUrl }, shop: { publicUrl: shopUrl } }: Config,
  { servers }: Running,
  otherAddresses: readonly string[],
): string {
  const seconds = (Date.now() - Number(process.env["SCANTILL_LAUNCHED_AT"] ?? Date.now())) / 1000;
  const logs = servers.flatMap(({ logFile }) => logFile ?? []);
  return [
    "",
    `Scantill is ready after ${seconds.toFixed(1)} s.`,
    "",
    `  Shop      ${shopUrl}`,
    `  Wallet    ${publicUrl}/wallet/`,
    `  Payments  ${publicUrl}`,
    ...(lan === null
      ? []
      : ["", invitation({ shopUrl, otherAddresses, inColour: process.stdout.isTTY })]),
    ...(logs.length === 0 ? [] : ["", `Logs: ${logs.join(", ")}`]),
    "",
    "Stop with Ctrl-C.",
  ].join("\n");
}
