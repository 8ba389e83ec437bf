/** Both servers, as an installation runs them, on a database of their own, until the test file is done. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after } from "node:test";
import * as paymentsOperations from "@scantill/payments/operations";
import { connectScantill, type ScantillClient } from "@scantill/sdk";
import { type TestDatabase, testDatabase } from "@scantill/service-kit/testing";
import * as shopOperations from "@scantill/shop/operations";
import { type Books, openBooks } from "./books.ts";
import { checkoutFolder } from "./folders.ts";
import { freePort, planServer, type Server } from "./server.ts";

export type System = {
  readonly payments: Server;
  readonly shop: Server;
  /** What any merchant may ask with the shop's key. */
  readonly merchant: ScantillClient;
  readonly books: Books;
  /** What the ledger's verifier finds broken. */
  readonly listViolations: () => Promise<readonly string[]>;
  /** What the servers called errors. That a killed one could not be reached is none. */
  readonly listErrors: () => readonly string[];
};

export async function startSystem(): Promise<System> {
  refuseWithoutWallet();
  let finish = async () => {};
  after(() => finish());
  const { ownerUrl, serverUrl } = await testDatabase("payments", "shop");
  const shopUrl = `http://127.0.0.1:${await freePort()}`;
  const secrets = await prepare(ownerUrl, shopUrl);
  const { payments, shop } = await planServers(shopUrl, serverUrl, secrets);
  const books = openBooks(ownerUrl);
  finish = async () => {
    await Promise.all([shop.stop(), payments.stop(), books.close()]);
  };
  await Promise.all([payments.start(), shop.start()]);
  return {
    payments,
    shop,
    merchant: connectScantill({ url: payments.url, apiKey: secrets.merchantApiKey }),
    books,
    listViolations: () => listViolations(ownerUrl),
    listErrors: () => [
      ...payments.listErrors(),
      ...shop.listErrors().filter((line) => !(payments.wasKilled() && isUnreachable(line))),
    ],
  };
}

type Secrets = {
  readonly masterKey: string;
  readonly merchantApiKey: string;
  readonly webhookSecret: string;
};

async function prepare(databaseUrl: string, shopOrigin: string): Promise<Secrets> {
  const secrets = {
    masterKey: randomBytes(32).toString("base64url"),
    merchantApiKey: `sk_${randomBytes(24).toString("hex")}`,
    webhookSecret: `whsec_${randomBytes(24).toString("base64")}`,
  };
  await paymentsOperations.migrate({ databaseUrl });
  await paymentsOperations.seedDemo({
    ...secrets,
    databaseUrl,
    webhookUrl: `${shopOrigin}/webhooks/scantill`,
    shopOrigin,
  });
  await shopOperations.migrate({ databaseUrl });
  await shopOperations.seedDemo({ databaseUrl });
  return secrets;
}

/** Each is told what an installation tells it, and no more. */
async function planServers(
  shopUrl: string,
  databaseUrl: TestDatabase["serverUrl"],
  secrets: Secrets,
): Promise<Pick<System, "payments" | "shop">> {
  const paymentsPort = await freePort();
  const paymentsUrl = `http://localhost:${paymentsPort}`;
  const both = {
    HOST: "127.0.0.1",
    PAYMENTS_PUBLIC_URL: paymentsUrl,
    SHOP_PUBLIC_URL: shopUrl,
    SCANTILL_DEMO: "1",
  };
  const paymentsEnvironment = {
    ...both,
    DATABASE_URL: databaseUrl.payments,
    SCANTILL_MASTER_KEY: secrets.masterKey,
    SCANTILL_ALLOW_LOOPBACK_WEBHOOKS: "1",
  };
  const shopEnvironment = {
    ...both,
    DATABASE_URL: databaseUrl.shop,
    PAYMENTS_URL: `http://127.0.0.1:${paymentsPort}`,
    SCANTILL_API_KEY: secrets.merchantApiKey,
    SCANTILL_WEBHOOK_SECRET: secrets.webhookSecret,
  };
  return {
    payments: planServer({ name: "payments", url: paymentsUrl, environment: paymentsEnvironment }),
    shop: planServer({ name: "shop", url: shopUrl, environment: shopEnvironment }),
  };
}

function isUnreachable(line: string): boolean {
  return /"code":"unreachable"/.test(line);
}

async function listViolations(databaseUrl: string): Promise<readonly string[]> {
  const { checks } = await paymentsOperations.verifyLedger({ databaseUrl });
  assert.ok(checks.length > 0, "the verifier has checked nothing");
  return checks.filter(({ violations }) => violations > 0).map(({ title }) => title);
}

function refuseWithoutWallet(): void {
  const folder = process.env["WALLET_FOLDER"] ?? join(checkoutFolder, "apps/wallet/dist");
  if (!existsSync(join(folder, "index.html"))) {
    throw new Error(`The wallet is not built: ${folder} has no index.html. Run npm run build.`);
  }
}
