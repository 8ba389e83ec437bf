import assert from "node:assert/strict";
import { test } from "node:test";
import type { Problem } from "@scantill/contract/problem";
import { aPaymentRequest, clientSecretOf, createPaymentsRig, tokenOf } from "#testing";
import { startServer } from "#testing/running-server";
import type { Rate } from "./limits.ts";

const rig = await createPaymentsRig();
const { limits } = rig.services;
let hosts = 0;
const aStranger = () => `198.18.${Math.floor(hosts / 250)}.${(hosts++ % 250) + 1}`;
const wrongCode = "BCDF-GHJK";
const unknownToken = "0".repeat(26);

/** Counts until no call is left. */
async function useUp(rate: Rate, key: string): Promise<void> {
  for (;;) {
    try {
      await limits.count(rate, key);
    } catch {
      return;
    }
  }
}

const typing = (address: string, shortCode = wrongCode) =>
  rig.phone(undefined, address).post<Problem>("/v1/wallet/payments", { shortCode });
const codesOf = (answers: readonly { readonly body: Problem }[]) =>
  answers.map(({ body }) => body.code);
const howMany = (code: string, answers: readonly { readonly body: Problem }[]) =>
  codesOf(answers).filter((answered) => answered === code).length;

test("S18: a refusal for now says in which shape and for how long", async () => {
  const address = aStranger();
  await useUp("terminalsOfAddress", address);
  const { status, headers, body } = await rig.callFrom(address)<Problem>("/t/nothing");
  assert.deepEqual([status, body.code, body.retryable], [429, "too_many_requests", true]);
  assert.equal(headers.get("Content-Type"), "application/problem+json");
  const seconds = Number(headers.get("Retry-After"));
  assert.ok(seconds >= 1 && seconds <= 60, `${seconds}`);
});

test("S7: ten short codes of one address may be wrong in a minute, even if all are tried at once", async () => {
  const address = aStranger();
  const answers = await Promise.all(Array.from({ length: 30 }, () => typing(address)));
  assert.equal(howMany("code_not_found", answers), 10);
  assert.equal(howMany("too_many_requests", answers), 20);
  assert.deepEqual(codesOf([await typing(aStranger())]), ["code_not_found"]);
});

test("S7: after too many wrong short codes not even a right one is tried, while scanning goes on", async () => {
  const address = aStranger();
  const request = await rig.openRequest();
  for (let tries = 0; tries < 10; tries += 1) await typing(address);
  const right = await typing(address, request.codes[0]?.shortCode ?? "");
  assert.equal(right.body.code, "too_many_requests");
  assert.equal((await rig.phone(undefined, address).scan(tokenOf(request))).status, 200);
});

test("S7: right short codes do not count, nor do those that are no longer valid", async () => {
  const address = aStranger();
  for (let times = 0; times < 15; times += 1) {
    const shortCode = (await rig.openRequest()).codes[0]?.shortCode ?? "";
    assert.equal((await typing(address, shortCode)).status, 200);
    assert.equal((await typing(address, shortCode)).body.code, "code_claimed");
  }
});

test("S18: phones begin 60 payments a minute each, and 600 from one address", async () => {
  const address = aStranger();
  const [phone, other] = [rig.phone(undefined, address), rig.phone(undefined, address)];
  await Promise.all([phone.register(), other.register()]);
  const begin = (from = phone) =>
    from.post<Problem>("/v1/wallet/payments", { token: unknownToken });
  const answers = [];
  for (let calls = 0; calls < 61; calls += 1) answers.push(await begin());
  assert.equal(howMany("code_not_found", answers), 60);
  assert.equal(answers.at(-1)?.body.code, "too_many_requests");
  assert.equal((await begin(other)).body.code, "code_not_found");
  await useUp("paymentsOfAddress", address);
  assert.equal((await begin(other)).body.code, "too_many_requests");
  assert.equal((await begin(rig.phone(undefined, aStranger()))).body.code, "code_not_found");
  assert.equal((await other.get("/v1/wallet/payments")).status, 200);
});

test("S18: whoever makes wallets, signs in or recovers without end has to wait", async () => {
  const address = aStranger();
  await useUp("walletsOfAddress", address);
  for (const path of [
    "passkey-registrations",
    "passkeys",
    "pin-registrations",
    "pin-devices",
    "recoveries",
    "sign-in-options",
    "sign-in",
  ]) {
    const refused = await rig.phone(undefined, address).post<Problem>(`/v1/wallet/${path}`);
    assert.equal(refused.body.code, "too_many_requests", path);
    const other = await rig.phone(undefined, aStranger()).post<Problem>(`/v1/wallet/${path}`);
    assert.notEqual(other.status, 429, path);
  }
});

test("S18: wrong API keys have to wait, and hold up no right key from the same address", async () => {
  const address = aStranger();
  const withKey = (key: string, path = "/v1/payments") =>
    rig.callFrom(address)<Problem>(path, { headers: { Authorization: `Bearer ${key}` } });
  const answers = [];
  for (let calls = 0; calls < 61; calls += 1) answers.push(await withKey(`sk_${calls}`));
  assert.equal(howMany("api_key_invalid", answers), 60);
  assert.equal(answers.at(-1)?.body.code, "too_many_requests");
  assert.equal((await withKey("none", "/v1/payment-requests")).body.code, "too_many_requests");
  assert.equal((await withKey(rig.secrets.merchantApiKey)).status, 200);
});

test("S18: a till is not a stranger: neither this machine nor a right key is limited by address", async () => {
  for (const address of ["127.0.0.1", "::1"]) {
    const call = rig.callFrom(address);
    const answers = [];
    for (let calls = 0; calls < 100; calls += 1) answers.push(await call<Problem>("/v1/payments"));
    assert.equal(howMany("api_key_invalid", answers), 100);
  }
});

test("S18: one merchant's flood of requests holds up neither another merchant nor its own questions", async () => {
  const flooding = await rig.anotherMerchant();
  const request = await flooding.openRequest();
  const { body: payment } = await rig.phone().scan(tokenOf(request));
  await useUp("requestsOfMerchant", payment.merchant.id);
  const refused = await flooding.merchantPost<Problem>("/v1/payment-requests", aPaymentRequest());
  assert.equal(refused.body.code, "too_many_requests");
  assert.equal((await flooding.merchantGet(`/v1/payment-requests/${request.id}`)).status, 200);
  await rig.openRequest();
});

test("S18: too many calls for terminals of one address leave other addresses and the phones alone", async () => {
  const [address, other] = [aStranger(), aStranger()];
  const request = await rig.openRequest();
  const paths = [
    `/t/${clientSecretOf(request)}`,
    `/v1/terminal/${clientSecretOf(request)}`,
    `/c/${tokenOf(request)}/code.svg`,
    `/C/${tokenOf(request)}`,
  ];
  await useUp("terminalsOfAddress", address);
  for (const path of paths) {
    assert.equal((await rig.callFrom(address)(path)).status, 429, path);
    assert.notEqual((await rig.callFrom(other)(path)).status, 429, path);
  }
  assert.equal((await rig.phone(undefined, address).scan(tokenOf(request))).status, 200);
});

test("S18: an address has 500 open streams, and gets another when one is closed", async () => {
  const server = await startServer({ ...rig.environment, TRUST_PROXY: "1" });
  const path = `/v1/terminal/${clientSecretOf(await rig.openRequest())}/stream`;
  const watch = (address: string, signal: AbortSignal | null = null) =>
    fetch(server.url + path, { signal, headers: { "X-Forwarded-For": address } });
  const address = aStranger();
  const leaving = new AbortController();
  const streams = [watch(address, leaving.signal)];
  while (streams.length < 500) streams.push(watch(address));
  for (const { status } of await Promise.all(streams)) assert.equal(status, 200);

  const refused = await watch(address);
  assert.deepEqual([refused.status, refused.headers.get("Retry-After")], [429, "10"]);
  assert.equal((await watch(aStranger())).status, 200);
  leaving.abort();
  while ((await watch(address)).status !== 200);
});

test("S18: 200 phones behind one address, all at once, meet no limit", async () => {
  const address = aStranger();
  const screen = rig.callFrom(address);
  const statuses = new Set<number>();
  const pay = async () => {
    const request = await rig.openRequest();
    const phone = rig.phone(undefined, address);
    const path = `/t/${clientSecretOf(request)}`;
    const answers = [await screen(path), await phone.register()];
    answers.push(await phone.scan(tokenOf(request)), await screen(`${path}?part=state`));
    answers.push(await phone.pay(tokenOf(request)), await screen(`${path}?part=state`));
    for (const { status } of answers) statuses.add(status);
  };
  for (let group = 0; group < 10; group += 1) await Promise.all(Array.from({ length: 20 }, pay));
  assert.deepEqual([...statuses], [200]);
});
