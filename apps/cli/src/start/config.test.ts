import assert from "node:assert/strict";
import { test } from "node:test";
import { readConfig } from "./config.ts";

const checkout = "/srv/scantill";

test("without any variable it is a demo on the usual ports", () => {
  assert.deepEqual(readConfig({}, checkout), {
    home: "/srv/scantill/.scantill",
    payments: { port: 4100, publicUrl: "http://localhost:4100" },
    shop: { port: 4000, publicUrl: "http://127.0.0.1:4000" },
    lan: null,
    ownDatabase: null,
    isDemo: true,
  });
});

test("an own database is no demo unless the operator says so", () => {
  const environment = { DATABASE_URL: "postgres://db/scantill" };
  assert.equal(readConfig(environment, checkout).isDemo, false);
  assert.equal(readConfig({ ...environment, SCANTILL_DEMO: "1" }, checkout).isDemo, true);
});

test("migrations use the same address unless they have their own", () => {
  const environment = { DATABASE_URL: "postgres://db/scantill" };
  assert.deepEqual(readConfig(environment, checkout).ownDatabase, {
    url: "postgres://db/scantill",
    migrationUrl: "postgres://db/scantill",
  });
  const owner = { ...environment, DATABASE_MIGRATION_URL: "postgres://owner@db/scantill" };
  assert.equal(
    readConfig(owner, checkout).ownDatabase?.migrationUrl,
    "postgres://owner@db/scantill",
  );
});

test("the public address follows the port, and an empty variable says nothing", () => {
  const { payments } = readConfig({ PAYMENTS_PORT: "5100", PAYMENTS_PUBLIC_URL: "" }, checkout);
  assert.equal(payments.publicUrl, "http://localhost:5100");
});

test("a port that is none is refused with the name of its variable", () => {
  for (const port of ["0", "65536", "-1", "4100.5", "http"]) {
    assert.throws(
      () => readConfig({ SHOP_PORT: port }, checkout),
      /SHOP_PORT must be a port/,
      port,
    );
  }
  assert.throws(() => readConfig({ SHOP_PORT: "4100" }, checkout), /are both 4100/);
});

test("a public address is an origin and nothing more", () => {
  for (const url of ["pay.example", "ftp://pay.example", "https://pay.example/", "https://a@b"]) {
    assert.throws(() => readConfig({ PAYMENTS_PUBLIC_URL: url }, checkout), /without a path/, url);
  }
  const { payments } = readConfig({ PAYMENTS_PUBLIC_URL: "https://pay.example" }, checkout);
  assert.equal(payments.publicUrl, "https://pay.example");
});

test("for phones in the network, people see its address with TLS", () => {
  const config = readConfig({}, checkout, "192.168.1.20");
  assert.deepEqual(config.lan, { address: "192.168.1.20", paymentsPort: 4443, shopPort: 4444 });
  assert.deepEqual(config.payments, { port: 4100, publicUrl: "https://192.168.1.20:4443" });
  assert.deepEqual(config.shop, { port: 4000, publicUrl: "https://192.168.1.20:4444" });
  const own = readConfig({ PAYMENTS_LAN_PORT: "443" }, checkout, "192.168.1.20");
  assert.equal(own.payments.publicUrl, "https://192.168.1.20");
});

test("a network's address leaves no choice of public addresses, nor one port for two servers", () => {
  const read = (environment: Record<string, string>) =>
    readConfig(environment, checkout, "192.168.1.20");
  assert.throws(() => read({ SHOP_PUBLIC_URL: "https://shop.example" }), /leave SHOP_PUBLIC_URL/);
  assert.throws(() => read({ SHOP_LAN_PORT: "4443" }), /SHOP_LAN_PORT are both 4443/);
  assert.throws(() => read({ SHOP_LAN_PORT: "lan" }), /SHOP_LAN_PORT must be a port/);
});
