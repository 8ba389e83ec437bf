/** Nothing secret is in the log or readable in the database, whatever has happened: S11. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { approvalText } from "@scantill/contract/approval-document";
import type { PaymentRequest } from "@scantill/contract/payment-requests";
import type { ApprovalOptions, Challenge, PinWallet } from "@scantill/contract/wallet";
import { newId } from "@scantill/service-kit/ids";
import { hashSecret } from "@scantill/service-kit/sealed";
import {
  anItem,
  aPaymentRequest,
  clientSecretOf,
  createMerchant,
  createPaymentsRig,
  createPhone,
  createSoftwareDevice,
  createSoftwarePasskey,
  type Phone,
  tokenOf,
} from "#testing";
import { startServer } from "#testing/running-server";
import { dumpDatabase } from "../testing/dump-database.ts";

const rig = await createPaymentsRig();
const shop = await aShopThatAnswersLate();
await rig.asOwner(`update payments.webhook_endpoint set url = '${shop.url}'`);
const server = await startServer({
  ...rig.environment,
  LOG_LEVEL: "debug",
  SCANTILL_ALLOW_LOOPBACK_WEBHOOKS: "1",
});
const { call } = server;
const merchant = createMerchant(call, rig.secrets.merchantApiKey);

const pin = "730418";
const address = {
  name: "Ottilie Plantagenet",
  lines: ["17 Quince Passage"],
  city: "Wexcombe",
  country: "DE",
};
const planted = new Map<string, string>([
  ...Object.entries(rig.secrets),
  ["PIN", pin],
  ["addressee", address.name],
  ["street", address.lines[0] ?? ""],
]);

/** A merchant's server that refuses the first webhook and takes the next. */
async function aShopThatAnswersLate() {
  let posts = 0;
  const receiver = createServer((request, response) => {
    posts += 1;
    request.resume().on("end", () => response.writeHead(posts === 1 ? 500 : 204).end());
  }).listen(0, "127.0.0.1");
  await once(receiver, "listening");
  receiver.unref();
  const { port } = receiver.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, countPosts: () => posts };
}

function plantRequest(request: PaymentRequest): PaymentRequest {
  planted.set(`client secret of ${request.id}`, clientSecretOf(request));
  for (const [position, { id, shortCode }] of request.codes.entries()) {
    assert.ok(shortCode !== null);
    planted.set(`token of ${id}`, tokenOf(request, position));
    planted.set(`short code of ${id}`, shortCode);
    planted.set(`short code of ${id} as shown`, `${shortCode.slice(0, 4)}-${shortCode.slice(4)}`);
  }
  return request;
}

function plantCookie(phone: Phone): void {
  const value = phone.cookie().split("=")[1] ?? assert.fail("there is no cookie");
  planted.set(`cookie ${planted.size}`, value);
}

async function watchTheTerminal(request: PaymentRequest): Promise<void> {
  const secret = clientSecretOf(request);
  for (const path of [
    `/t/${secret}`,
    `/t/${secret}?part=state`,
    `/v1/terminal/${secret}`,
    `/c/${tokenOf(request)}/code.svg`,
    `/C/${tokenOf(request)}`,
    `/v1/terminal/${secret}/nothing`,
    `/t/${secret}x`,
    `/t/${secret}/%00%ff`,
  ])
    await call(path);
  const leaving = new AbortController();
  await fetch(`${server.url}/v1/terminal/${secret}/stream`, { signal: leaving.signal });
  leaving.abort();
  await call(`/v1/terminal/${secret}/extend`, { method: "POST" });
}

async function payWithPasskey(request: PaymentRequest): Promise<void> {
  const phone = createPhone(call, createSoftwarePasskey());
  const shortCode = request.codes[0]?.shortCode ?? "";
  const begun = await phone.post<{ id: string }>("/v1/wallet/payments", { shortCode });
  assert.equal(begun.status, 200);
  plantCookie(phone);
  await phone.scan(tokenOf(request, 1));
  await phone.register();
  plantCookie(phone);
  const path = `/v1/wallet/payments/${begun.body.id}/approval`;
  const ask = async () =>
    (await phone.post<ApprovalOptions>(path, { attemptId: newId("att"), deliveryAddress: address }))
      .body;
  const stranger = createSoftwarePasskey();
  assert.equal((await phone.approve(await ask(), { sign: stranger.sign })).status, 401);
  assert.equal((await phone.approve(await ask())).status, 200);
  await phone.get("/v1/wallet/address");
  await phone.post("/v1/wallet/sign-out");
  plantCookie(phone);
}

async function payWithPin(request: PaymentRequest): Promise<void> {
  const phone = createPhone(call, createSoftwarePasskey());
  const device = createSoftwareDevice();
  const { body: payment } = await phone.scan(tokenOf(request));
  const { body } = await phone.post<Challenge>("/v1/wallet/pin-registrations");
  const { body: made } = await phone.post<PinWallet>("/v1/wallet/pin-devices", {
    publicKey: device.publicKey,
    signature: device.sign(body.challenge),
    pin,
  });
  planted.set("recovery code", made.recoveryCode);
  plantCookie(phone);
  const approve = async (typed: string) => {
    const { body: options } = await phone.startApproval(payment.id);
    const { attemptId } = options.document;
    const signature = device.sign(approvalText(options.document));
    return phone.post(`/v1/wallet/payments/${payment.id}/approve`, {
      attemptId,
      pin: { deviceId: options.deviceId, signature, pin: typed },
    });
  };
  assert.equal((await approve("730419")).status, 403);
  assert.equal((await approve(pin)).status, 200);
  await phone.post("/v1/wallet/recoveries", { recoveryCode: made.recoveryCode, pin });
}

/** Bodies that break on the way, with a secret in each, and a database that has lost a table. */
async function failInEveryWay(request: PaymentRequest): Promise<void> {
  const headers = {
    Authorization: `Bearer ${rig.secrets.merchantApiKey}`,
    "Content-Type": "application/json",
    "Idempotency-Key": "k",
    Origin: "http://localhost:4100",
  };
  const token = tokenOf(request);
  for (const body of [`{"token":"${token}"`, `{"token":"${token}","${pin}":1}`, `"${pin}"`]) {
    await call("/v1/wallet/payments", { method: "POST", headers, body });
    await call("/v1/payment-requests", { method: "POST", headers, body });
  }
  await call("/v1/payments", { headers: { Authorization: `Bearer ${token}` } });
  await rig.asOwner("alter table payments.code rename to hidden_code");
  const broken = await call(`/t/${clientSecretOf(request)}`);
  const phone = createPhone(call, createSoftwarePasskey());
  await phone.scan(token);
  await merchant.merchantGet(`/v1/payment-requests/${request.id}`);
  await rig.asOwner("alter table payments.hidden_code rename to code");
  assert.equal(broken.status, 500);
}

/** A row that the database itself refuses. */
async function openWhatIsRefused(): Promise<void> {
  const table = "alter table payments.payment_request";
  await rig.asOwner(`${table} add constraint without_sundays check (reference <> 'on Sunday')`);
  const wanted = aPaymentRequest({ reference: "on Sunday", metadata: { for: address.name } });
  const refused = await merchant.merchantPost("/v1/payment-requests", wanted);
  await rig.asOwner(`${table} drop constraint without_sundays`);
  assert.equal(refused.status, 500);
}

test("S11: no token, key, PIN, cookie or address is in the log or readable in the database", async () => {
  const items = [anItem("Tea", 350), anItem("Cup", 900)];
  const order = plantRequest(
    await merchant.openRequest({ items, split: "each", collect: ["deliveryAddress"] }),
  );
  const other = plantRequest(await merchant.openRequest());
  const open = plantRequest(await merchant.openRequest());
  await watchTheTerminal(order);
  await payWithPasskey(order);
  await payWithPin(other);
  await failInEveryWay(open);
  await openWhatIsRefused();
  while (shop.countPosts() < 4) await call("/healthz");
  await server.stop();

  assert.match(server.output(), /a call failed.*without_sundays/s);
  const dump = await dumpDatabase(rig.ownerUrl);
  assert.ok(dump.includes(order.reference) && planted.size > 20);
  assert.ok(dump.includes(hashSecret(tokenOf(order)).toString("hex")), "bytes are not in the dump");
  for (const [what, secret] of planted) {
    for (const spelling of spellingsOf(secret)) {
      assert.doesNotMatch(server.output(), spelling, `${what} is in the log`);
      assert.doesNotMatch(dump, spelling, `${what} is in the database`);
    }
  }
});

/** The text in either case, and its bytes in hexadecimal digits and base64. A PIN may be part of a longer number. */
function spellingsOf(secret: string): readonly RegExp[] {
  const bytes = Buffer.from(secret);
  const encoded = [bytes.toString("hex"), bytes.toString("base64").replace(/.?=*$/, "")];
  const plain = quoted(secret);
  const isNumber = /^\d+$/.test(secret);
  return [
    new RegExp(isNumber ? `(?<![0-9a-f])${plain}(?![0-9a-f])` : plain, "i"),
    ...encoded.map((text) => new RegExp(quoted(text), "i")),
  ];
}

function quoted(text: string): string {
  return text.replaceAll(/[^\w ]/g, "\\$&");
}
