import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { openShop } from "./testing/open-shop.ts";
import { webhookSecret } from "./testing/pretended-payments.ts";

const shop = await openShop();
const apiKey = "an-api-key-that-nobody-may-log";

/** Starts the server as an operator would, and resolves with its address once it listens. */
async function startServer() {
  const child = spawn(process.execPath, [fileURLToPath(new URL("main.ts", import.meta.url))], {
    env: {
      PORT: "0",
      LOG_LEVEL: "debug",
      DATABASE_URL: shop.databaseUrl,
      PAYMENTS_URL: shop.payments.url,
      SCANTILL_API_KEY: apiKey,
      SCANTILL_WEBHOOK_SECRET: webhookSecret,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  after(() => child.kill("SIGKILL"));
  let log = "";
  const url = await new Promise<string>((resolve, reject) => {
    child.once("exit", () => reject(new Error(`the server ended: ${log}`)));
    child.stdout.on("data", (chunk: Buffer) => {
      log += chunk.toString();
      const port = /"port":(\d+)/.exec(log)?.[1];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    });
  });
  return { child, url, log: () => log };
}

test("the server serves, says nothing secret in its log, and ends in order when told to", async () => {
  const { child, url, log } = await startServer();
  assert.equal((await fetch(`${url}/readyz`)).status, 200);

  const added = await fetch(`${url}/cart/lines`, {
    method: "POST",
    headers: { "Sec-Fetch-Site": "same-origin" },
    body: new URLSearchParams({ sku: "LM-PEN-01", quantity: "1" }),
    redirect: "manual",
  });
  const cookie = added.headers.get("Set-Cookie")?.split(";")[0] ?? "";
  const page = await (await fetch(`${url}/checkout`, { headers: { Cookie: cookie } })).text();
  const field = (name: string) =>
    new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? "";
  await fetch(`${url}/checkout`, {
    method: "POST",
    headers: { "Sec-Fetch-Site": "same-origin", Cookie: cookie },
    body: new URLSearchParams({
      checkoutToken: field("checkoutToken"),
      totalMinor: field("totalMinor"),
      split: "one",
    }),
    redirect: "manual",
  });
  const request = shop.payments.requests().at(-1);
  assert.ok(request);
  const key = new URL(request.returnUrl).pathname.slice("/orders/".length);
  assert.equal((await fetch(`${url}/orders/${key}`)).status, 200);
  assert.equal(
    (await fetch(`${url}/webhooks/scantill`, { method: "POST", body: "{}" })).status,
    401,
  );

  child.kill("SIGTERM");
  const [code] = await once(child, "exit");
  assert.equal(code, 0);
  assert.match(log(), /"route":"\/orders\/:key"/);
  const secrets = [key, cookie.replace("cart=", ""), apiKey, webhookSecret, request.terminalUrl];
  for (const secret of secrets) assert.ok(!log().includes(secret), "a secret is in the log");
});
