/** A port that is taken is told before anything is started. */
import { once } from "node:events";
import { createServer } from "node:net";
import { SetupError } from "@scantill/service-kit/setup-error";

export async function refuseTakenPort(port: number, variable: string): Promise<void> {
  const probe = createServer();
  try {
    probe.listen({ host: "127.0.0.1", port });
    await once(probe, "listening");
  } catch (error) {
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
