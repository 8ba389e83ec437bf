/** A whole start for phones in the same network, which here is an address of this machine that nobody else reaches. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { testDatabase } from "@scantill/service-kit/testing";
import { cartCookie, walletCookie } from "../start/lan/cookies.ts";
import { freePort } from "../testing/free-port.ts";
import { httpsCall, openCall } from "../testing/https-call.ts";
import { readSymbol } from "../testing/read-symbol.ts";

/** Linux has all of 127.0.0.0/8; others have one address of it. */
const lanAddress = process.platform === "linux" ? "127.0.0.2" : "127.0.0.1";
const home = mkdtempSync(join(tmpdir(), "start-lan-"));
after(() => rmSync(home, { recursive: true }));

const paymentsPort = await freePort();
const shopPort = await freePort();
const paymentsUrl = `https://${lanAddress}:${paymentsPort}`;
const shopUrl = `https://${lanAddress}:${shopPort}`;
const { ownerUrl } = await testDatabase();
const scantill = await startScantill();
const certificate = readFileSync(join(home, "lan-certificate.pem"), "utf8");

test("the console shows the shop's address, as text and as a code", async () => {
  const lines = scantill.output().split("\n");
  assert.ok(lines.includes(`  Shop      ${shopUrl}`));
  const symbol = lines.filter((line) => line.length === 33 && /^[ ▀▄█]+$/.test(line));
  assert.deepEqual(await readSymbol(symbol), [shopUrl.toUpperCase()]);
});

test("a product goes into the cart, whose cookie is for this host alone", async () => {
  const { body: shelf } = await httpsCall(shopUrl, { certificate });
  const [product = "none"] = /(?<=href=")\/products\/[^"]+/.exec(shelf) ?? [];
  const { body: page } = await httpsCall(`${shopUrl}${product}`, { certificate });
  const sku = /name="sku" value="([^"]+)"/.exec(page)?.[1] ?? "none";
  const added = await httpsCall(`${shopUrl}/cart/lines`, {
    certificate,
    method: "POST",
    headers: { Origin: shopUrl, "Content-Type": "application/x-www-form-urlencoded" },
    body: `sku=${sku}&quantity=1`,
  });
  assert.equal(added.status, 303);
  assert.match(cookieOf(added), new RegExp(`^${cartCookie}=.*; Secure`));
});

test("a phone claims a code, and the screen hears of it at once; Ctrl-C ends all in order", async () => {
  const { terminalUrl, token } = await openRequest();
  assert.ok(terminalUrl.startsWith(`${paymentsUrl}/t/`));
  const page = await httpsCall(terminalUrl, { certificate });
  assert.equal(page.status, 200);

  const stream = await openCall(`${terminalUrl.replace("/t/", "/v1/terminal/")}/stream`, {
    certificate,
  });
  let heard = "";
  const claimed = new Promise<void>((resolve) => {
    stream.on("data", (chunk) => {
      heard += chunk;
      if (/^event: code\.claimed$/m.test(heard)) resolve();
    });
  });
  const claim = await httpsCall(`${paymentsUrl}/v1/wallet/payments`, {
    certificate,
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: paymentsUrl },
    body: JSON.stringify({ token }),
  });
  assert.equal(claim.status, 200, claim.body);
  assert.match(cookieOf(claim), new RegExp(`^${walletCookie}=.*; Secure`));
  await claimed;

  const ended = once(stream, "end");
  const exited = once(scantill.process, "exit");
  scantill.process.kill("SIGINT");
  await ended;
  assert.deepEqual(await exited, [0, null]);
  assert.doesNotMatch(scantill.output(), /did not stop in time/);
});

function cookieOf({ headers }: Awaited<ReturnType<typeof httpsCall>>): string {
  return headers["set-cookie"]?.[0] ?? "none";
}

async function openRequest() {
  const { merchantApiKey } = JSON.parse(readFileSync(join(home, "secrets.json"), "utf8"));
  const { status, body } = await httpsCall(`${paymentsUrl}/v1/payment-requests`, {
    certificate,
    method: "POST",
    headers: {
      Authorization: `Bearer ${merchantApiKey}`,
      "Content-Type": "application/json",
      "Idempotency-Key": "tea-1",
    },
    body: JSON.stringify({
      reference: "tea-1",
      currency: "EUR",
      items: [{ name: "Tea", quantity: 1, unitAmount: { minor: 350, currency: "EUR" } }],
      returnUrl: `${shopUrl}/orders/1`,
    }),
  });
  assert.equal(status, 201, body);
  const request = JSON.parse(body);
  return { terminalUrl: request.terminalUrl, token: request.codes[0].url.split("/C/")[1] };
}

/** As an operator would, on ports and in a folder of its own; resolves once it is ready. */
async function startScantill() {
  const program = fileURLToPath(new URL("../main.ts", import.meta.url));
  const child = spawn(process.execPath, [program, "start", `--lan=${lanAddress}`], {
    env: {
      ...process.env,
      SCANTILL_HOME: home,
      SCANTILL_DEMO: "1",
      DATABASE_URL: ownerUrl,
      PAYMENTS_PORT: String(await freePort()),
      SHOP_PORT: String(await freePort()),
      PAYMENTS_LAN_PORT: String(paymentsPort),
      SHOP_LAN_PORT: String(shopPort),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  after(() => child.kill("SIGKILL"));
  let output = "";
  child.stderr.on("data", (chunk) => {
    output += chunk;
  });
  await new Promise<void>((resolve, reject) => {
    child.once("exit", () => reject(new Error(`It ended: ${output}`)));
    child.stdout.on("data", (chunk) => {
      output += chunk;
      if (output.includes("Stop with Ctrl-C.")) resolve();
    });
  });
  return { process: child, output: () => output };
}
