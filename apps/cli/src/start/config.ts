/** What the operator said by environment variables, as one typed value. */
import { resolve } from "node:path";
import { SetupError } from "@scantill/service-kit/setup-error";

export type Config = {
  /** Where secrets, logs and the embedded database live. */
  readonly home: string;
  readonly payments: Address;
  readonly shop: Address;
  /** The operator's own PostgreSQL; null for the embedded one. */
  readonly ownDatabase: { readonly url: string; readonly migrationUrl: string } | null;
  /** With made-up merchants and money. */
  readonly isDemo: boolean;
};

export type Address = {
  readonly port: number;
  /** What people see in their browsers. */
  readonly publicUrl: string;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** @param checkout the folder that relative paths and the default home belong to. */
export function readConfig(environment: Environment, checkout: string): Config {
  const databaseUrl = optional(environment, "DATABASE_URL");
  const payments = address(environment, { prefix: "PAYMENTS", host: "localhost", port: 4100 });
  const shop = address(environment, { prefix: "SHOP", host: "127.0.0.1", port: 4000 });
  if (payments.port === shop.port) {
    throw new SetupError(`PAYMENTS_PORT and SHOP_PORT are both ${shop.port}; each needs its own.`);
  }
  return {
    home: resolve(checkout, optional(environment, "SCANTILL_HOME") ?? ".scantill"),
    payments,
    shop,
    ownDatabase:
      databaseUrl === null
        ? null
        : {
            url: databaseUrl,
            migrationUrl: optional(environment, "DATABASE_MIGRATION_URL") ?? databaseUrl,
          },
    isDemo: databaseUrl === null || environment["SCANTILL_DEMO"] === "1",
  };
}

type AddressDefaults = { readonly prefix: string; readonly host: string; readonly port: number };

function address(environment: Environment, { prefix, host, port }: AddressDefaults): Address {
  const text = optional(environment, `${prefix}_PORT`) ?? String(port);
  const chosen = Number(text);
  if (!/^\d+$/.test(text) || chosen < 1 || chosen > 65535) {
    throw new SetupError(`${prefix}_PORT must be a port from 1 to 65535, not "${text}".`);
  }
  const publicUrl = optional(environment, `${prefix}_PUBLIC_URL`) ?? `http://${host}:${chosen}`;
  if (!isOrigin(publicUrl)) {
    throw new SetupError(
      `${prefix}_PUBLIC_URL must be an address without a path, such as https://pay.example, not "${publicUrl}".`,
    );
  }
  return { port: chosen, publicUrl };
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, protocol } = new URL(text);
  return (protocol === "http:" || protocol === "https:") && origin === text.toLowerCase();
}

/** An empty variable says nothing. */
function optional(environment: Environment, name: string): string | null {
  return environment[name]?.trim() || null;
}
