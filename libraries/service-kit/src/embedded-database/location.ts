/**
 * Where a cluster lies. Normally in the folder it was asked for; but when root starts it in a folder that the account
 * of PostgreSQL may not enter (say, below a home with mode 0700), in a folder of its own below /var/lib/scantill.
 * A note in the asked folder remembers which, so that a fresh checkout never meets an old one's data.
 */
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Account, asAccount } from "./account.ts";

/** Where files go that must not stay in the asked folder. */
export const sharedStateFolder = "/var/lib/scantill";

export function clusterFolder(asked: string, account: Account): string {
  mkdirSync(asked, { recursive: true });
  const moved = movedTo(asked);
  if (moved !== null) return moved;
  if (account === null || mayEnter(asked, account)) return join(asked, "cluster");
  mkdirSync(sharedStateFolder, { recursive: true });
  chmodSync(sharedStateFolder, 0o755);
  const elsewhere = join(sharedStateFolder, randomBytes(6).toString("hex"));
  try {
    writeFileSync(noteIn(asked), elsewhere, { flag: "wx" });
  } catch {
    // Somebody else was quicker: theirs counts.
  }
  return movedTo(asked) ?? elsewhere;
}

/** The cluster's folder if the asked one holds a cluster already, else null. */
export function existingClusterFolder(asked: string): string | null {
  const folder = movedTo(asked) ?? join(asked, "cluster");
  return existsSync(folder) ? folder : null;
}

function movedTo(asked: string): string | null {
  return existsSync(noteIn(asked)) ? readFileSync(noteIn(asked), "utf8") : null;
}

function noteIn(asked: string): string {
  return join(asked, "moved-to");
}

function mayEnter(folder: string, account: Account): boolean {
  return spawnSync("/bin/sh", ["-c", 'cd "$0"', folder], asAccount(account)).status === 0;
}
