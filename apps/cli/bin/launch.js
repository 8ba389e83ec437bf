/**
 * Runs one of our TypeScript programs under the Node that npm brings, after installing what is missing. This file runs
 * on a fresh checkout under the host's own Node, so it is plain JavaScript and needs nothing installed.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import { chooseNode, isInstalled } from "./launch-plan.js";

const root = new URL("../../../", import.meta.url);

/**
 * @param {URL} program a TypeScript file
 * @param {readonly string[]} args
 */
export async function launch(program, args) {
  if (!isInstalled(readJson("package-lock.json"), readJson("node_modules/.package-lock.json"))) {
    install();
  }
  const node = chooseNode({
    platform: `${process.platform}-${process.arch}`,
    exists: (path) => existsSync(new URL(path, root)),
    hostVersion: process.versions.node,
  });
  if (node.refusal !== null) return giveUp(node.refusal);
  const executable =
    node.path === null ? process.execPath : fileURLToPath(new URL(node.path, root));
  process.exitCode = await run(executable, [fileURLToPath(program), ...args]);
}

/** @param {string} path */
function readJson(path) {
  const file = new URL(path, root);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

/** Development dependencies are needed to build the wallet, also where NODE_ENV says "production". */
function install() {
  console.error("Installing what package-lock.json lists …");
  const npm = process.env["npm_execpath"];
  const args = ["ci", "--include=dev", "--include=optional", "--loglevel=error"];
  const options = /** @type {const} */ ({ cwd: fileURLToPath(root), stdio: "inherit" });
  const installed = npm?.endsWith("npm-cli.js")
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync("npm", args, options);
  if (installed.status !== 0) {
    giveUp('"npm ci" failed; its reason is above. Put that right and try again.');
  }
}

/**
 * The program's exit code. Signals are handed on, and the channel tells the program should this process be killed.
 * @param {string} executable
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
function run(executable, args) {
  return new Promise((resolve) => {
    const child = spawn(executable, ["--disable-warning=ExperimentalWarning", ...args], {
      stdio: ["inherit", "inherit", "inherit", "ipc"],
      env: { ...process.env, SCANTILL_LAUNCHED_AT: String(Date.now()) },
    });
    for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
      process.on(signal, () => child.kill(signal));
    }
    child.once("error", (error) => giveUp(`${executable} does not run here: ${error.message}.`));
    child.once("exit", (code, signal) => {
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

/**
 * @param {string} sentence
 * @returns {never}
 */
function giveUp(sentence) {
  console.error(sentence);
  process.exit(1);
}
