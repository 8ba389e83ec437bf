/**
 * The PostgreSQL process of a cluster: finding the one that runs, starting one, and stopping it.
 * It gets a process group of its own, so that Ctrl-C in a terminal leaves it to us to stop it after the servers.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, fstatSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import { SetupError } from "../setup-error.ts";
import { type Account, asAccount } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { type Cluster, lastPort, rememberPort } from "./cluster.ts";

export type Postmaster = { readonly pid: number; readonly port: number };

const startTimeoutMs = 60_000;
const stopTimeoutSeconds = 60;

/** The address of the superuser's own database. */
export function superuserUrl(cluster: Cluster, port: number): string {
  return `postgres://postgres:${cluster.superuserPassword}@127.0.0.1:${port}/postgres`;
}

/** The running process, once it answers; null when none runs. A lock file left by a crash is cleared away. */
export async function findPostmaster(cluster: Cluster): Promise<Postmaster | null> {
  const lockFile = join(cluster.dataFolder, "postmaster.pid");
  for (let waited = 0; waited < startTimeoutMs; waited += 50) {
    const [pidLine, , , portLine] = readLines(lockFile);
    const pid = Number(pidLine);
    if (pidLine === undefined || pid === 0) return null;
    if (!isPostgres(pid, cluster)) {
      rmSync(lockFile, { force: true });
      return null;
    }
    const port = Number(portLine ?? 0);
    if (port > 0 && (await answers(cluster, port))) return { pid, port };
    await delay(50);
  }
  throw new SetupError(
    `PostgreSQL runs on ${cluster.folder} but does not answer; its log is ${cluster.logFile}.`,
  );
}

export type Launch = {
  readonly cluster: Cluster;
  readonly binaries: Binaries;
  readonly account: Account;
  /** False only for tests: a crash of the machine may then lose data. */
  readonly durable: boolean;
};

/** Starts the process; should another starter be quicker, theirs is returned. */
export async function startPostmaster(launch: Launch): Promise<Postmaster> {
  const { cluster } = launch;
  let port = await freePort(lastPort(cluster));
  let log = "";
  for (let waited = 0; waited < startTimeoutMs; waited += 250) {
    log = await launchOnce(launch, port);
    const running = await findPostmaster(cluster);
    if (running !== null) {
      rememberPort(cluster, running.port);
      return running;
    }
    if (log.includes("Address already in use")) port = await freePort(null);
    else if (!isPassing(log)) break;
    await delay(250);
  }
  const reason = /FATAL: +(.*)/.exec(log)?.[1] ?? log.trim().split("\n").at(-1);
  throw new SetupError(
    `PostgreSQL did not start: ${reason || "it gave no reason"}. Its log is ${cluster.logFile}.`,
  );
}

/** Resolves once the process answers or has given up, with what it wrote to its log. */
async function launchOnce(
  { cluster, binaries, account, durable }: Launch,
  port: number,
): Promise<string> {
  const log = openSync(cluster.logFile, "a", 0o600);
  const sizeBefore = fstatSync(log).size;
  const child = spawn(binaries.postgres, ["-D", cluster.dataFolder, ...settings(port, durable)], {
    ...asAccount(account),
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  child.unref();
  let hasEnded = false;
  for (const ending of ["exit", "error"]) {
    child.once(ending, () => {
      hasEnded = true;
    });
  }
  while (!hasEnded && !(await answers(cluster, port))) await delay(25);
  return readFileSync(cluster.logFile).subarray(sizeBefore).toString("utf8");
}

/** Fast shutdown: open transactions are rolled back, everything committed is kept. Resolves once it has ended. */
export async function stopPostmaster(
  cluster: Cluster,
  binaries: Binaries,
  account: Account,
): Promise<void> {
  const stop = ["stop", "--pgdata", cluster.dataFolder, "--mode", "fast", "--silent"];
  const wait = ["--wait", "--timeout", String(stopTimeoutSeconds)];
  const child = spawn(binaries.pgCtl, [...stop, ...wait], {
    ...asAccount(account),
    detached: true,
    stdio: "ignore",
  });
  await once(child, "exit");
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function settings(port: number, durable: boolean): string[] {
  const values = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    max_connections: 200,
    timezone: "UTC",
    log_timezone: "UTC",
    // Statements and row values hold what must not be in a log.
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/** True when a server answers on the port that serves this very data folder. */
async function answers(cluster: Cluster, port: number): Promise<boolean> {
  const sql = postgres(superuserUrl(cluster, port), { max: 1, connect_timeout: 2, onnotice() {} });
  try {
    const [row] = await sql<{ data_directory: string }[]>`show data_directory`;
    return row?.data_directory === cluster.dataFolder;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 0 });
  }
}

/** A lock file outlives a crash, and by then its process number may be anybody's. */
function isPostgres(pid: number, cluster: Cluster): boolean {
  if (!isAlive(pid)) return false;
  const command =
    process.platform === "linux"
      ? readLines(`/proc/${pid}/cmdline`).join()
      : spawnSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" }).stdout;
  return command === "" || command.includes(cluster.dataFolder);
}

/** Conditions that go away by themselves: after kill -9 the children of the old process need a moment to notice. */
function isPassing(log: string): boolean {
  return log.includes("pre-existing shared memory block") || log.includes("lock file");
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch {
    return [];
  }
}

function freePort(wanted: number | null): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error) => {
      if (wanted === null) reject(error);
      else resolve(freePort(null));
    });
    probe.listen({ host: "127.0.0.1", port: wanted ?? 0 }, () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
