/** The environment as one typed value. What is missing or wrong is said in one sentence. */
import { resolve } from "node:path";

export type Config = {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly maxConnections: number;
  /** What people and phones see; passkeys belong to its host name. */
  readonly publicUrl: string;
  readonly masterKey: string;
  readonly isDemo: boolean;
  readonly allowLoopbackWebhooks: boolean;
  /** Whether every call comes through a proxy that adds the caller's address to X-Forwarded-For. */
  readonly trustsProxy: boolean;
  /** The built wallet. */
  readonly walletFolder: string;
};

export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

type Environment = { readonly [name: string]: string | undefined };

export function readConfig(environment: Environment): Config {
  const port = wholeNumber(environment, "PORT", 4100);
  return {
    host: environment["HOST"] ?? "127.0.0.1",
    port,
    databaseUrl: required(environment, "DATABASE_URL"),
    maxConnections: wholeNumber(environment, "DATABASE_CONNECTIONS", 10),
    publicUrl: webOrigin(environment["PAYMENTS_PUBLIC_URL"] ?? `http://localhost:${port}`),
    masterKey: required(environment, "SCANTILL_MASTER_KEY"),
    isDemo: environment["SCANTILL_DEMO"] === "1",
    allowLoopbackWebhooks: environment["SCANTILL_ALLOW_LOOPBACK_WEBHOOKS"] === "1",
    trustsProxy: environment["TRUST_PROXY"] === "1",
    walletFolder:
      environment["WALLET_FOLDER"] ?? resolve(import.meta.dirname, "../../../apps/wallet/dist"),
  };
}

/** The host name that passkeys are bound to. */
export function rpIdOf(config: Pick<Config, "publicUrl">): string {
  return new URL(config.publicUrl).hostname;
}

function required(environment: Environment, name: string): string {
  const value = environment[name];
  if (value === undefined || value === "") throw new ConfigError(`${name} must be set.`);
  return value;
}

function wholeNumber(environment: Environment, name: string, otherwise: number): number {
  const text = environment[name];
  if (text === undefined || text === "") return otherwise;
  if (!/^\d{1,5}$/.test(text)) throw new ConfigError(`${name} must be a whole number.`);
  return Number(text);
}

function webOrigin(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new ConfigError("PAYMENTS_PUBLIC_URL must be an http or https address.");
  return url.origin;
}
