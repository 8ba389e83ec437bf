/** A port that cannot be used is told before anything is started. */
import { once } from "node:events";
import { createServer } from "node:net";
import { SetupError } from "@scantill/service-kit/setup-error";

const loopback = "127.0.0.1";

export async function refuseUnusablePort(
  port: number,
  variable: string,
  host = loopback,
): Promise<void> {
  await refuseTakenPort(port, variable, host);
  await refuseForbiddenPort(port, variable);
}

/** Browsers, and `fetch` here too, refuse the ports of well-known other protocols. */
async function refuseForbiddenPort(port: number, variable: string): Promise<void> {
  const error: unknown = await fetch(`http://${loopback}:${port}`).catch((reason) => reason.cause);
  if (!(error instanceof Error && error.message === "bad port")) return;
  throw new SetupError(
    `Browsers refuse to open port ${port}, which belongs to another protocol. Set ${variable} to another port.`,
  );
}

async function refuseTakenPort(port: number, variable: string, host: string): Promise<void> {
  const probe = createServer();
  try {
    probe.listen({ host, port });
    await once(probe, "listening");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRNOTAVAIL") throw new SetupError(`This machine has no address ${host}.`);
    throw new SetupError(sentence(port, variable, error));
  } finally {
    probe.close();
  }
}

function sentence(port: number, variable: string, error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "EADDRINUSE") {
    return `Port ${port} is taken; perhaps Scantill is running already. Set ${variable} to a free port.`;
  }
  if (code === "EACCES") {
    return `Port ${port} may not be used by this user. Set ${variable} to a port above 1023.`;
  }
  return `Port ${port} cannot be used (${String(error)}). Set ${variable} to another port.`;
}
