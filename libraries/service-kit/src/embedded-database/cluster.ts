/**
 * A cluster is what PostgreSQL calls one data folder and the databases in it. Ours has beside its data the superuser's
 * password, the port it last had, and its log. It is made under another name first, so a half-made one is never used.
 */
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { SetupError } from "../setup-error.ts";
import { type Account, asAccount, giveTo } from "./account.ts";
import type { Binaries } from "./binaries.ts";

export type Cluster = {
  readonly folder: string;
  /** PostgreSQL's own data folder. */
  readonly dataFolder: string;
  readonly logFile: string;
  readonly superuserPassword: string;
};

export function openCluster(folder: string): Cluster {
  return {
    folder,
    dataFolder: join(folder, "data"),
    logFile: join(folder, "postgresql.log"),
    superuserPassword: readFileSync(join(folder, "superuser-password"), "utf8"),
  };
}

/** Makes the cluster unless it is there. */
export function openOrMakeCluster(folder: string, account: Account, binaries: Binaries): Cluster {
  if (!existsSync(folder)) makeCluster(folder, account, binaries);
  const versionFile = join(folder, "data", "PG_VERSION");
  refuseUnlessOurs(folder, versionFile);
  const majorVersion = readFileSync(versionFile, "utf8").trim();
  if (majorVersion !== String(binaries.majorVersion)) {
    throw new SetupError(
      `The data in ${folder} was written by PostgreSQL ${majorVersion}, and this Scantill brings ` +
        `PostgreSQL ${binaries.majorVersion}. Dump it with the Scantill that wrote it, or move the folder away to begin anew.`,
    );
  }
  return openCluster(folder);
}

/** The port that the cluster had last, so that it keeps its address from start to start; null the first time. */
export function lastPort(cluster: Cluster): number | null {
  const file = join(cluster.folder, "port");
  return existsSync(file) ? Number(readFileSync(file, "utf8")) : null;
}

export function rememberPort(cluster: Cluster, port: number): void {
  writeFileSync(join(cluster.folder, "port"), String(port));
}

function makeCluster(folder: string, account: Account, binaries: Binaries): void {
  const unfinished = `${folder}.${process.pid}`;
  const password = join(unfinished, "superuser-password");
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  writeFileSync(password, randomBytes(24).toString("base64url"), { mode: 0o600 });
  for (const path of [unfinished, password]) giveTo(account, path);
  const initdb = spawnSync(
    binaries.initdb,
    [
      ...["--pgdata", join(unfinished, "data"), "--username", "postgres", "--pwfile", password],
      ...["--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C"],
      ...["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"],
    ],
    { ...asAccount(account), encoding: "utf8" },
  );
  try {
    if (initdb.status !== 0) {
      throw new SetupError(
        `PostgreSQL could not lay out its data in ${folder}: ${lastLine(initdb)}`,
      );
    }
    renameSync(unfinished, folder);
  } catch (error) {
    // Somebody else was quicker: theirs counts.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function lastLine({ error, stderr }: { error?: Error; stderr: string | null }): string {
  return error?.message ?? stderr?.trim().split("\n").at(-1) ?? "it gave no reason.";
}

function refuseUnlessOurs(folder: string, versionFile: string): void {
  try {
    accessSync(versionFile, constants.R_OK | constants.W_OK);
  } catch {
    throw new SetupError(
      `The database folder ${folder} cannot be written by this user. ` +
        "Start Scantill as the user who made it, or set SCANTILL_HOME to another folder.",
    );
  }
}
