/** The guide's shop in front of a real payment server: what the guide shows is what runs, and it is paid. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { approvalText } from "@scantill/contract/approval-document";
import type { TerminalState } from "@scantill/contract/terminal";
import type {
  ApprovalOptions,
  Challenge,
  PinWallet,
  WalletPayment,
} from "@scantill/contract/wallet";
import { migrate, seedDemo } from "@scantill/payments/operations";
import { connectDatabase } from "@scantill/service-kit/database";
import { newId } from "@scantill/service-kit/ids";
import { testDatabase } from "@scantill/service-kit/testing";
import { checkout } from "../../scripts/checkout.ts";

const paymentsPort = await freePort();
const paymentsUrl = `http://localhost:${paymentsPort}`;
const shopUrl = `http://127.0.0.1:${await freePort()}`;
const patienceMs = 30_000;
const secrets = {
  masterKey: randomBytes(32).toString("base64url"),
  merchantApiKey: `sk_${randomBytes(24).toString("hex")}`,
  webhookSecret: `whsec_${randomBytes(24).toString("base64")}`,
};

const { ownerUrl, serverUrl } = await testDatabase("payments");
await migrate({ databaseUrl: ownerUrl });
await seedDemo({
  ...secrets,
  databaseUrl: ownerUrl,
  webhookUrl: `${shopUrl}/webhooks/scantill`,
  shopOrigin: shopUrl,
});
await startProgram("servers/payments/src/main.ts", `${paymentsUrl}/readyz`, {
  PORT: paymentsPort,
  DATABASE_URL: serverUrl.payments,
  SCANTILL_MASTER_KEY: secrets.masterKey,
  SCANTILL_DEMO: "1",
  SCANTILL_ALLOW_LOOPBACK_WEBHOOKS: "1",
});
await startProgram("docs/guide/corner-shop.ts", shopUrl, {
  SHOP_URL: shopUrl,
  PAYMENTS_URL: paymentsUrl,
  SCANTILL_API_KEY: secrets.merchantApiKey,
  SCANTILL_WEBHOOK_SECRET: secrets.webhookSecret,
});

test("every piece of code in the guide is a piece of the shop", () => {
  const guide = readFileSync(new URL("accept-your-first-payment.md", import.meta.url), "utf8");
  const shop = readFileSync(new URL("corner-shop.ts", import.meta.url), "utf8");
  const pieces = [...guide.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, piece = ""]) => piece);
  assert.ok(pieces.length > 0);
  for (const piece of pieces) assert.ok(shop.includes(piece), piece);
});

test("tea is bought, paid with a phone, and may leave the house", async () => {
  const { orderUrl, token } = await buy();
  assert.equal(await read(orderUrl), "Your tea: waiting");
  await pay(token);
  assert.equal(await read(orderUrl), "Your tea: paid");
});

test("a payment that the shopper gives up closes the order", async () => {
  const { orderUrl, terminalUrl } = await buy();
  const cancelled = await fetch(terminalUrl.replace("/t/", "/v1/terminal/").concat("/cancel"), {
    method: "POST",
  });
  assert.equal(cancelled.status, 200);
  assert.equal(await read(orderUrl), "Your tea: closed");
});

test("the shop takes every webhook that it is sent", async () => {
  const database = connectDatabase({ url: ownerUrl, applicationName: "guide" });
  after(() => database.end());
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const rows = await database<{ status: string; last_answer: string | null }[]>`
      select status, last_answer from payments.delivery`;
    if (rows.length >= 3 && rows.every(({ status }) => status === "delivered")) return;
    assert.ok(Date.now() < deadline, JSON.stringify(rows));
    await delay(50);
  }
});

test("an event that nobody signed is refused", async () => {
  const forged = await fetch(`${shopUrl}/webhooks/scantill`, { method: "POST", body: "{}" });
  assert.equal(forged.status, 500);
});

/** What a browser does with the shop's button, up to the page with the code. */
async function buy() {
  const bought = await fetch(`${shopUrl}/buy`, { method: "POST", redirect: "manual" });
  assert.equal(bought.status, 303);
  const terminalUrl = bought.headers.get("Location") ?? "";
  const state = await fetch(terminalUrl.replace("/t/", "/v1/terminal/"));
  const { codes, returnUrl } = (await state.json()) as TerminalState;
  const token = codes[0]?.url?.split("/C/")[1] ?? "";
  return { terminalUrl, orderUrl: returnUrl, token };
}

/** What a phone without passkeys does: makes a wallet with a PIN, signs what is to be paid, and approves. */
async function pay(token: string): Promise<void> {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signed = (text: string) =>
    sign("sha256", Buffer.from(text), { key: privateKey, dsaEncoding: "ieee-p1363" }).toString(
      "base64url",
    );
  const pin = "428117";
  let cookie = "";
  const post = async <Answer>(path: string, body: object): Promise<Answer> => {
    const response = await fetch(`${paymentsUrl}/v1/wallet/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Origin: paymentsUrl, Cookie: cookie },
      body: JSON.stringify(body),
    });
    cookie = response.headers.get("Set-Cookie")?.split(";")[0] ?? cookie;
    assert.equal(response.status, 200, await response.clone().text());
    return (await response.json()) as Answer;
  };
  const { challenge } = await post<Challenge>("pin-registrations", {});
  const { kty, crv, x, y } = publicKey.export({ format: "jwk" });
  const registration = { publicKey: { kty, crv, x, y }, signature: signed(challenge), pin };
  await post<PinWallet>("pin-devices", registration);

  const payment = await post<WalletPayment>("payments", { token });
  const attemptId = newId("att");
  const path = `payments/${payment.id}`;
  const { document, deviceId } = await post<ApprovalOptions>(`${path}/approval`, { attemptId });
  const signature = signed(approvalText(document));
  const approved = await post<WalletPayment>(`${path}/approve`, {
    attemptId,
    pin: { deviceId, signature, pin },
  });
  assert.equal(approved.status, "approved");
}

async function freePort(): Promise<string> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  await new Promise((closed) => probe.close(closed));
  return typeof address === "object" && address !== null ? String(address.port) : "0";
}

async function read(url: string): Promise<string> {
  return (await fetch(url)).text();
}

/** Resolves once the program answers; it ends with the tests. */
async function startProgram(
  file: string,
  url: string,
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const child = spawn(process.execPath, [join(checkout, file)], {
    env: { ...process.env, PAYMENTS_PUBLIC_URL: paymentsUrl, LOG_LEVEL: "fatal", ...environment },
    stdio: ["ignore", "ignore", "inherit"],
  });
  after(async () => {
    child.kill();
    if (child.exitCode === null) await once(child, "exit");
  });
  const deadline = Date.now() + patienceMs;
  while (child.exitCode === null && Date.now() < deadline) {
    const answer = await fetch(url).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await delay(50);
  }
  throw new Error(`${file} did not start`);
}
