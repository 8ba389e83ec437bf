/** What the operator said by environment variables, as one typed value. */
import { resolve } from "node:path";
import { SetupError } from "@scantill/service-kit/setup-error";

export type Config = {
  /** Where secrets, logs and the embedded database live. */
  readonly home: string;
  readonly payments: Address;
  readonly shop: Address;
  /** Where phones in the same network reach both servers; null for this machine only. */
  readonly lan: Lan | null;
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

export type Lan = {
  readonly address: string;
  readonly paymentsPort: number;
  readonly shopPort: number;
};

type Environment = Readonly<Record<string, string | undefined>>;

const paymentsDefaults = { prefix: "PAYMENTS", host: "localhost", port: 4100, lanPort: 4443 };
const shopDefaults = { prefix: "SHOP", host: "127.0.0.1", port: 4000, lanPort: 4444 };

/**
 * @param checkout the folder that relative paths and the default home belong to.
 * @param lanAddress this machine's address in its network, if phones there are to reach it.
 */
export function readConfig(
  environment: Environment,
  checkout: string,
  lanAddress: string | null = null,
): Config {
  const databaseUrl = optional(environment, "DATABASE_URL");
  const lan = lanAddress === null ? null : lanOf(environment, lanAddress);
  const payments = address(environment, paymentsDefaults, lan && lanUrl(lan, lan.paymentsPort));
  const shop = address(environment, shopDefaults, lan && lanUrl(lan, lan.shopPort));
  refuseSamePort({ PAYMENTS_PORT: payments.port, SHOP_PORT: shop.port });
  return {
    home: resolve(checkout, optional(environment, "SCANTILL_HOME") ?? ".scantill"),
    payments,
    shop,
    lan,
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

/** @param given the public address, where it is not the operator's to say. */
function address(
  environment: Environment,
  { prefix, host, port }: AddressDefaults,
  given: string | null,
): Address {
  const chosen = portOf(environment, `${prefix}_PORT`, port);
  const said = optional(environment, `${prefix}_PUBLIC_URL`);
  if (given !== null && said !== null) {
    throw new SetupError(
      `With --lan the public addresses follow from the network; leave ${prefix}_PUBLIC_URL out, or --lan.`,
    );
  }
  const publicUrl = given ?? said ?? `http://${host}:${chosen}`;
  if (!isOrigin(publicUrl)) {
    throw new SetupError(
      `${prefix}_PUBLIC_URL must be an address without a path, such as https://pay.example, not "${publicUrl}".`,
    );
  }
  return { port: chosen, publicUrl };
}

function lanOf(environment: Environment, lanAddress: string): Lan {
  const paymentsPort = portOf(environment, "PAYMENTS_LAN_PORT", paymentsDefaults.lanPort);
  const shopPort = portOf(environment, "SHOP_LAN_PORT", shopDefaults.lanPort);
  refuseSamePort({ PAYMENTS_LAN_PORT: paymentsPort, SHOP_LAN_PORT: shopPort });
  return { address: lanAddress, paymentsPort, shopPort };
}

/** As browsers spell it: without the usual port. */
function lanUrl(lan: Lan, port: number): string {
  return new URL(`https://${lan.address}:${port}`).origin;
}

function portOf(environment: Environment, variable: string, otherwise: number): number {
  const text = optional(environment, variable) ?? String(otherwise);
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65535) return port;
  throw new SetupError(`${variable} must be a port from 1 to 65535, not "${text}".`);
}

function refuseSamePort(ports: Readonly<Record<string, number>>): void {
  const [one, other] = Object.values(ports);
  if (one !== other) return;
  throw new SetupError(`${Object.keys(ports).join(" and ")} are both ${one}; each needs its own.`);
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
