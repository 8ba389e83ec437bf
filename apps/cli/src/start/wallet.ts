/** Builds the wallet when its built files are missing or older than what they are made of. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "@scantill/service-kit/setup-error";

const sources = [
  "apps/wallet",
  "libraries/codes/src",
  "libraries/contract/src",
  "libraries/money/src",
  "package-lock.json",
];

export function walletFolder(checkout: string): string {
  return join(checkout, "apps/wallet/dist");
}

export async function buildWalletIfStale(checkout: string, signal: AbortSignal): Promise<void> {
  const page = join(walletFolder(checkout), "index.html");
  const builtAt = existsSync(page) ? statSync(page).mtimeMs : 0;
  const changedAt = Math.max(...sources.map((path) => lastChange(join(checkout, path))));
  if (builtAt < changedAt) await buildWallet(checkout, signal);
}

async function buildWallet(checkout: string, signal: AbortSignal): Promise<void> {
  console.log("Building the wallet …");
  const [code] = await once(runVite(checkout, ["build", "--logLevel", "warn"], signal), "exit");
  if (code !== 0) throw new SetupError("The wallet could not be built; the reason is above.");
}

/** Builds it again after every change, until it is ended. */
export function watchWallet(checkout: string): ChildProcess {
  return runVite(checkout, ["build", "--watch", "--logLevel", "warn"]);
}

function runVite(checkout: string, args: readonly string[], signal?: AbortSignal): ChildProcess {
  return spawn(process.execPath, [join(checkout, "node_modules/vite/bin/vite.js"), ...args], {
    cwd: join(checkout, "apps/wallet"),
    stdio: "inherit",
    ...(signal === undefined ? {} : { signal }),
  });
}

/** The newest change in a file or folder, in milliseconds; built and installed files do not count. */
function lastChange(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  const names = readdirSync(path).filter((name) => name !== "dist" && name !== "node_modules");
  return Math.max(0, ...names.map((name) => lastChange(join(path, name))));
}
