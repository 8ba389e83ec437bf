/**
 * A real PostgreSQL that needs nothing but npm: made and started in a folder, listening on loopback, with its data
 * safe on disk. It is no wrapper's guess: the same programs and files that a packaged PostgreSQL has.
 */
import { SetupError } from "../setup-error.ts";
import { type Account, accountForPostgres } from "./account.ts";
import { type Binaries, readyBinaries } from "./binaries.ts";
import { type Cluster, openOrMakeCluster } from "./cluster.ts";
import { clusterFolder, existingClusterFolder, sharedStateFolder } from "./location.ts";
import {
  findPostmaster,
  isAlive,
  type Postmaster,
  startPostmaster,
  stopPostmaster,
  superuserUrl,
} from "./postmaster.ts";

export type EmbeddedDatabase = {
  /** The superuser's address; make roles and databases with it, and nothing else. */
  readonly superuserUrl: string;
  /** Where the files really are: not always in the folder that was asked for. */
  readonly folder: string;
  /** False when it was running already. */
  readonly wasStarted: boolean;
  readonly isRunning: () => boolean;
  /** Ends it in order; everything committed is kept. */
  readonly stop: () => Promise<void>;
};

export type EmbeddedDatabaseOptions = {
  readonly folder: string;
  /** False only for tests: a crash of the machine may then lose data. */
  readonly durable?: boolean;
};

/** Starts the database of the folder, or finds it running; makes it first where there is none. */
export async function startEmbeddedDatabase({
  folder,
  durable = true,
}: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  try {
    const account = accountForPostgres();
    const binaries = readyBinaries(account, account === null ? folder : sharedStateFolder);
    const cluster = openOrMakeCluster(clusterFolder(folder, account), account, binaries);
    const running = await findPostmaster(cluster);
    const postmaster = running ?? (await startPostmaster({ cluster, binaries, account, durable }));
    return describe({ cluster, binaries, account, postmaster, wasStarted: running === null });
  } catch (error) {
    throw asSetupError(error, folder);
  }
}

/** The database of the folder if it is running, else null. */
export async function findEmbeddedDatabase(folder: string): Promise<EmbeddedDatabase | null> {
  const existing = existingClusterFolder(folder);
  if (existing === null) return null;
  const account = accountForPostgres();
  const binaries = readyBinaries(account, account === null ? folder : sharedStateFolder);
  const cluster = openOrMakeCluster(existing, account, binaries);
  const postmaster = await findPostmaster(cluster);
  if (postmaster === null) return null;
  return describe({ cluster, binaries, account, postmaster, wasStarted: false });
}

type Running = {
  readonly cluster: Cluster;
  readonly binaries: Binaries;
  readonly account: Account;
  readonly postmaster: Postmaster;
  readonly wasStarted: boolean;
};

function describe({
  cluster,
  binaries,
  account,
  postmaster,
  wasStarted,
}: Running): EmbeddedDatabase {
  return {
    superuserUrl: superuserUrl(cluster, postmaster.port),
    folder: cluster.folder,
    wasStarted,
    isRunning: () => isAlive(postmaster.pid),
    stop: () => stopPostmaster(cluster, binaries, account),
  };
}

const cannotWrite = ["EACCES", "EPERM", "EROFS", "ENOTDIR", "ENOSPC"];

function asSetupError(error: unknown, folder: string): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  if (!cannotWrite.includes(String(error.code))) return error;
  return new SetupError(
    `The database cannot be kept in ${folder} (${error.message}). Set SCANTILL_HOME to a folder that can be written.`,
  );
}
