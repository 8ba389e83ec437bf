/** One server of ours as a child process, which may be killed and started again on its port, as happens in the world. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { checkoutFolder, outputFolder } from "./folders.ts";

export type Server = {
  /** As people see it in their browsers. */
  readonly url: string;
  /** Resolves when the server answers that it is ready. */
  readonly start: () => Promise<void>;
  /** As when a machine loses its power: SIGKILL, and nothing of what it was doing is finished. */
  readonly kill: () => Promise<void>;
  readonly wasKilled: () => boolean;
  /** In order: resolves when the server has finished what it was doing. One that does not end in time is killed. */
  readonly stop: () => Promise<"finished" | "killed">;
  /** What the server itself called an error, and whatever it said outside of its log. */
  readonly listErrors: () => readonly string[];
};

export type ServerPlan = {
  readonly name: "payments" | "shop";
  readonly url: string;
  readonly environment: Readonly<Record<string, string>>;
};

const readyTimeoutMs = 60_000;
const stopTimeoutMs = 20_000;
const betweenLooksMs = 25;
const pinoError = 50;

/** Should this test be killed, its servers go too. */
const leaveWithParent = `data:text/javascript,${encodeURIComponent(
  'process.once("disconnect", () => process.kill(process.pid, "SIGTERM")); process.channel.unref();',
)}`;

export function planServer({ name, url, environment }: ServerPlan): Server {
  const logFile = join(outputFolder, `${name}.log`);
  let child: ChildProcess | null = null;
  let wasKilled = false;

  const start = async () => {
    const log = openSync(logFile, child === null ? "w" : "a");
    child = spawn(
      process.execPath,
      [
        ...["--disable-warning=ExperimentalWarning", "--import", leaveWithParent],
        join(checkoutFolder, "servers", name, "src/main.ts"),
      ],
      {
        env: { ...process.env, ...environment, PORT: new URL(url).port },
        stdio: ["ignore", log, log, "ipc"],
      },
    );
    closeSync(log);
    await untilReady(child, { name, logFile, port: new URL(url).port });
  };

  const end = async (signal: "SIGKILL" | "SIGTERM") => {
    if (child === null || hasEnded(child)) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  };

  return {
    url,
    start,
    kill: () => {
      wasKilled = true;
      return end("SIGKILL");
    },
    wasKilled: () => wasKilled,
    stop: async () => {
      const impatience = setTimeout(() => end("SIGKILL"), stopTimeoutMs);
      await end("SIGTERM");
      clearTimeout(impatience);
      return child?.exitCode === 0 ? "finished" : "killed";
    },
    listErrors: () => errorsIn(logFile),
  };
}

/** Below the ports that systems give to outgoing connections, or one of those could take the port of a server that restarts. */
export async function freePort(): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  const probe = createServer().listen({ host: "127.0.0.1", port });
  const isFree = await once(probe, "listening").then(
    () => true,
    () => false,
  );
  probe.close();
  return isFree ? port : freePort();
}

type Waiting = { readonly name: string; readonly logFile: string; readonly port: string };

async function untilReady(child: ChildProcess, { name, logFile, port }: Waiting): Promise<void> {
  const deadline = Date.now() + readyTimeoutMs;
  while (Date.now() < deadline && !hasEnded(child)) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, betweenLooksMs));
  }
  const how = hasEnded(child) ? "ended instead of becoming ready" : "did not become ready in time";
  throw new Error(`The ${name} server ${how}:\n${readFileSync(logFile, "utf8")}`);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function errorsIn(logFile: string): readonly string[] {
  return readFileSync(logFile, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .filter((line) => !line.startsWith("{") || JSON.parse(line).level >= pinoError);
}
