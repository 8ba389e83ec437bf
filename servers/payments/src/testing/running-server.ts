/** The payment server as a process of its own, as it runs in earnest, on a free port, and all that it has said. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { type Call, readAnswer } from "./payments-rig.ts";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));

/** Stopped when the test file is done, unless it was before. */
export async function startServer(environment: Readonly<Record<string, string>>) {
  const port = await findFreePort();
  const server = spawn(process.execPath, [main], {
    env: { ...environment, HOST: "127.0.0.1", PORT: `${port}` },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [server.stdout, server.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const closed = once(server, "close");
  const stop = async () => {
    server.kill("SIGTERM");
    await closed;
  };
  after(stop);

  const url = `http://127.0.0.1:${port}`;
  while ((await fetch(`${url}/readyz`).catch(() => null))?.status !== 200)
    if (server.exitCode !== null) throw new Error(`the server did not start: ${output}`);
  const call: Call = async (path, init) => readAnswer(await fetch(`${url}${path}`, init));
  return { url, call, stop, output: () => output };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
