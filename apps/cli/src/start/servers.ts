/** The two servers as child processes: what each is told, when it is ready, and how it is stopped. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { SetupError } from "@scantill/service-kit/setup-error";
import type { Config } from "./config.ts";
import type { Database } from "./database/database.ts";
import type { Secrets } from "./secrets.ts";
import { walletFolder } from "./wallet.ts";

export type Server = {
  readonly name: string;
  readonly process: ChildProcess;
  readonly readyUrl: string;
  /** Null when its log goes to our own output. */
  readonly logFile: string | null;
};

type Plan = {
  readonly name: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
};

const readyTimeoutMs = 60_000;
const drainTimeoutMs = 30_000;

/** Only the starter knows all of these; each server is given its own. */
const kept = [
  "DATABASE_URL",
  "DATABASE_MIGRATION_URL",
  "SCANTILL_API_KEY",
  "SCANTILL_MASTER_KEY",
  "SCANTILL_WEBHOOK_SECRET",
];

export type Surroundings = {
  readonly checkout: string;
  readonly config: Config;
  readonly database: Database;
  readonly secrets: Secrets;
};

/** What each server is told. The shop never sees the payments server's keys, nor its database role. */
export function planServers(surroundings: Surroundings): readonly Plan[] {
  const { checkout, config, database, secrets } = surroundings;
  const both = {
    HOST: "127.0.0.1",
    PAYMENTS_PUBLIC_URL: config.payments.publicUrl,
    SHOP_PUBLIC_URL: config.shop.publicUrl,
    ...(config.lan === null ? {} : { TRUST_PROXY: "1" }),
    ...(config.isDemo ? { SCANTILL_DEMO: "1" } : {}),
  };
  return [
    {
      name: "payments",
      port: config.payments.port,
      environment: {
        ...both,
        DATABASE_URL: database.paymentsUrl,
        SCANTILL_MASTER_KEY: secrets.masterKey,
        WALLET_FOLDER: walletFolder(checkout),
        ...(config.isDemo ? { SCANTILL_ALLOW_LOOPBACK_WEBHOOKS: "1" } : {}),
      },
    },
    {
      name: "shop",
      port: config.shop.port,
      environment: {
        ...both,
        DATABASE_URL: database.shopUrl,
        PAYMENTS_URL: internalUrl(config.payments.port),
        SCANTILL_API_KEY: secrets.merchantApiKey,
        SCANTILL_WEBHOOK_SECRET: secrets.webhookSecret,
      },
    },
  ];
}

/** The address by which the servers reach each other, whatever people see in their browsers. */
export function internalUrl(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/**
 * A process group of its own keeps Ctrl-C from the server: we stop it in order. In a demo its log goes to a file, for the
 * terminal is read by a person.
 */
export function startServer(
  { name, port, environment }: Plan,
  { checkout, config }: Surroundings,
  isWatched: boolean,
): Server {
  const logFile = config.isDemo && !isWatched ? join(config.home, "logs", `${name}.log`) : null;
  if (logFile !== null) mkdirSync(dirname(logFile), { recursive: true });
  const output = logFile === null ? "inherit" : openSync(logFile, "w", 0o600);
  const inherited = Object.entries(process.env).filter(([variable]) => !kept.includes(variable));
  const child = spawn(
    process.execPath,
    [
      ...(isWatched ? ["--watch", "--watch-preserve-output"] : []),
      "--disable-warning=ExperimentalWarning",
      ...["--import", fileURLToPath(import.meta.resolve("./leave-with-parent.ts"))],
      join(checkout, "servers", name, "src/main.ts"),
    ],
    {
      env: { ...Object.fromEntries(inherited), ...environment, PORT: String(port) },
      detached: true,
      stdio: ["ignore", output, output, "ipc"],
    },
  );
  if (typeof output === "number") closeSync(output);
  return { name, process: child, logFile, readyUrl: `${internalUrl(port)}/readyz` };
}

/** Resolves when the server answers that it is ready. */
export async function untilReady(server: Server, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + readyTimeoutMs;
  while (Date.now() < deadline) {
    signal.throwIfAborted();
    if (hasEnded(server)) throw new SetupError(endingOf(server));
    const answer = await fetch(server.readyUrl, { signal }).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await delay(25);
  }
  throw new SetupError(`The ${server.name} server did not become ready in time.${logHint(server)}`);
}

/** Resolves, with a sentence about it, when the server ends. */
export async function untilEnded(server: Server): Promise<string> {
  if (!hasEnded(server)) await once(server.process, "exit");
  return endingOf(server);
}

/** Lets the server finish what it is doing; one that does not end in time is killed. */
export async function stopServer(server: Server): Promise<void> {
  if (hasEnded(server)) return;
  server.process.kill("SIGTERM");
  const patience = new AbortController();
  const ended = once(server.process, "exit").finally(() => patience.abort());
  const tooLong = delay(drainTimeoutMs, true, { signal: patience.signal }).catch(() => false);
  if (await Promise.race([ended.then(() => false), tooLong])) {
    console.error(`The ${server.name} server did not stop in time and was killed.`);
    server.process.kill("SIGKILL");
    await ended;
  }
}

function hasEnded({ process: child }: Server): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function endingOf(server: Server): string {
  const { exitCode, signalCode } = server.process;
  const how = signalCode === null ? `with exit code ${exitCode}` : `by ${signalCode}`;
  return `The ${server.name} server ended unexpectedly ${how}.${logHint(server)}`;
}

function logHint({ logFile }: Server): string {
  return logFile === null ? "" : ` Its log is ${logFile}.`;
}
