/**
 * Which system account runs PostgreSQL. It refuses to run as root, so root lends its files to an account
 * without a shell or a home, made on first use; everybody else runs it as themselves.
 */
import { spawnSync } from "node:child_process";
import { chownSync, readFileSync } from "node:fs";
import { SetupError } from "../setup-error.ts";

/** The account to change to, or null to stay who we are. */
export type Account = { readonly uid: number; readonly gid: number } | null;

const accountName = "scantill";

export function accountForPostgres(): Account {
  if (process.getuid?.() !== 0) return null;
  if (findAccount() === null) makeAccount();
  const account = findAccount();
  if (account === null) {
    throw new SetupError(
      "PostgreSQL refuses to run as root, and no system account could be made for it. " +
        "Start Scantill as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.",
    );
  }
  return account;
}

/** What `spawn` needs to run a program as the account, away from any folder that it may not enter. */
export function asAccount(account: Account) {
  return {
    cwd: "/",
    env: { PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC" },
    ...(account === null ? {} : { uid: account.uid, gid: account.gid }),
  };
}

export function giveTo(account: Account, path: string): void {
  if (account !== null) chownSync(path, account.uid, account.gid);
}

function findAccount(): Account {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith(`${accountName}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
}

/** `useradd` is everywhere but on BusyBox systems, where `adduser` takes other options. */
function makeAccount(): void {
  const useradd = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"];
  const made = spawnSync("useradd", [...useradd, accountName]);
  if (made.status === 0) return;
  spawnSync("addgroup", ["-S", accountName]);
  spawnSync("adduser", ["-S", "-D", "-H", "-s", "/sbin/nologin", "-G", accountName, accountName]);
}
