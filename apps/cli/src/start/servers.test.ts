import assert from "node:assert/strict";
import { test } from "node:test";
import { readConfig } from "./config.ts";
import { planServers, type Surroundings } from "./servers.ts";

const secrets = {
  masterKey: "the-master-key",
  merchantApiKey: "sk_key",
  webhookSecret: "whsec_secret",
  ownerPassword: "owner-password",
  paymentsPassword: "payments-password",
  shopPassword: "shop-password",
};

const database = {
  ownerUrl: "postgres://scantill_owner:owner-password@db/scantill",
  paymentsUrl: "postgres://scantill_payments:payments-password@db/scantill",
  shopUrl: "postgres://scantill_shop:shop-password@db/scantill",
  notes: [],
  isRunning: () => true,
  wasStarted: false,
  stop: async () => {},
};

function plan(
  environment: Readonly<Record<string, string>>,
  lanAddress: string | null = null,
): readonly [string, string] {
  const config = readConfig(environment, "/srv/scantill", lanAddress);
  const surroundings: Surroundings = { checkout: "/srv/scantill", config, database, secrets };
  const [payments, shop] = planServers(surroundings).map((server) => JSON.stringify(server));
  return [payments ?? "", shop ?? ""];
}

test("no server knows the owner's role, and the shop knows none of the payments server's secrets", () => {
  const [payments, shop] = plan({});
  for (const secret of ["owner-password", "the-master-key", "payments-password"]) {
    assert.ok(!shop.includes(secret), secret);
  }
  for (const secret of ["owner-password", "shop-password", "sk_key"]) {
    assert.ok(!payments.includes(secret), secret);
  }
});

test("only a demo allows webhooks to loopback addresses", () => {
  assert.match(plan({})[0], /"SCANTILL_DEMO":"1".*"SCANTILL_ALLOW_LOOPBACK_WEBHOOKS":"1"/);
  assert.doesNotMatch(plan({ DATABASE_URL: "postgres://db/scantill" })[0], /LOOPBACK|DEMO/);
});

test("the shop reaches the payments server on loopback, whatever people see", () => {
  const [, shop] = plan({ PAYMENTS_PUBLIC_URL: "https://pay.example", PAYMENTS_PORT: "5100" });
  assert.match(shop, /"PAYMENTS_URL":"http:\/\/127\.0\.0\.1:5100"/);
  assert.match(shop, /"PAYMENTS_PUBLIC_URL":"https:\/\/pay\.example"/);
});

test("behind our own front, and only there, both servers believe who it says has called", () => {
  for (const server of plan({}, "192.168.1.20")) assert.match(server, /"TRUST_PROXY":"1"/);
  for (const server of plan({})) assert.doesNotMatch(server, /TRUST_PROXY/);
});
