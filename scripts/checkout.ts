/** Paths of the checkout, and running the tools that npm installed in it. */
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

export const checkout = fileURLToPath(new URL("../", import.meta.url));

/** Whether a program ended well that is run by this Node. What it says goes to our own output. */
export function runNode(args: readonly string[], folder = checkout): boolean {
  return spawnSync(process.execPath, args, { cwd: folder, stdio: "inherit" }).status === 0;
}

/** The program of a package that is installed in the checkout. */
export function installed(program: string): string {
  return join(checkout, "node_modules", program);
}

/** Files of ours, relative to the checkout, in the order of their names. */
export function findFiles(pattern: string): readonly string[] {
  const foreign = ["node_modules", "dist", ".git", ".scantill"];
  return globSync(pattern, { cwd: checkout, exclude: (path) => foreign.includes(basename(path)) })
    .filter((path) => !foreign.some((folder) => path.split("/").includes(folder)))
    .sort();
}
