/**
 * The installation's secrets: made at the first start, kept in one file that only its owner may read, and never printed.
 * Whoever starts several machines gives them by environment instead.
 */
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { SetupError } from "@scantill/service-kit/setup-error";

export type Secrets = {
  /** Seals what must be read again: 32 bytes in base64url. Without it, sealed values are lost. */
  readonly masterKey: string;
  /** The demo shop's key to the merchant API. */
  readonly merchantApiKey: string;
  /** Signs what the payments server tells the demo shop. */
  readonly webhookSecret: string;
  readonly ownerPassword: string;
  readonly paymentsPassword: string;
  readonly shopPassword: string;
};

/** Reads the secrets of the home, or makes them. */
export function openSecrets(home: string): Secrets {
  const file = join(home, "secrets.json");
  try {
    mkdirSync(home, { recursive: true });
    if (!existsSync(file)) writeOnce(file, newSecrets());
    chmodSync(file, 0o600);
    return { ...JSON.parse(readFileSync(file, "utf8")), ...givenSecrets() };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError(
      `The folder ${home} cannot be used (${reason}). Set SCANTILL_HOME to a folder that can be written.`,
    );
  }
}

function newSecrets(): Secrets {
  const secret = (bytes: number) => randomBytes(bytes).toString("base64url");
  return {
    masterKey: secret(32),
    merchantApiKey: `sk_${randomBytes(24).toString("hex")}`,
    webhookSecret: `whsec_${randomBytes(24).toString("base64")}`,
    ownerPassword: secret(24),
    paymentsPassword: secret(24),
    shopPassword: secret(24),
  };
}

function givenSecrets(): Partial<Secrets> {
  const { SCANTILL_MASTER_KEY, SCANTILL_API_KEY, SCANTILL_WEBHOOK_SECRET } = process.env;
  return {
    ...(SCANTILL_MASTER_KEY ? { masterKey: SCANTILL_MASTER_KEY } : {}),
    ...(SCANTILL_API_KEY ? { merchantApiKey: SCANTILL_API_KEY } : {}),
    ...(SCANTILL_WEBHOOK_SECRET ? { webhookSecret: SCANTILL_WEBHOOK_SECRET } : {}),
  };
}

/** Whole or not at all, and the first of two starters wins. */
function writeOnce(file: string, secrets: Secrets): void {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  try {
    linkSync(unfinished, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(unfinished);
  }
}
