/** What whoever has no right, half a right, or somebody else's right can do and find out: S14, S17, S20. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { PaymentRequestPage } from "@scantill/contract/payment-requests";
import type { PaymentPage } from "@scantill/contract/payments";
import { type Problem, problemSchema } from "@scantill/contract/problem";
import type { Challenge, WalletSession } from "@scantill/contract/wallet";
import { connectDatabase } from "@scantill/service-kit/database";
import { newId } from "@scantill/service-kit/ids";
import { hashSecret } from "@scantill/service-kit/sealed";
import {
  anItem,
  aPaymentRequest,
  clientSecretOf,
  createPaymentsRig,
  createSoftwareDevice,
  createSoftwarePasskey,
  type Phone,
  readAnswer,
  tokenOf,
} from "#testing";
import { createApp } from "../app.ts";
import { dumpDatabase } from "../testing/dump-database.ts";

const rig = await createPaymentsRig();
const place = { origin: "http://localhost:4100", rpId: "localhost" };
const json = { "Content-Type": "application/json" };

type Route = { readonly method: string; readonly path: string };

/** Every call of the OpenAPI list. */
async function listRoutes(): Promise<readonly Route[]> {
  const { body } = await rig.call<{ paths: Record<string, object> }>("/openapi.json");
  return Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  );
}
const routes = await listRoutes();
const merchantRoutes = routes.filter(({ path }) => !/^\/v1\/(wallet|terminal)\//.test(path));

/** A merchant with one paid and one open request, and the ids of both. */
async function aMerchantWithMoney() {
  const [open, paid] = [await rig.openRequest(), await rig.openRequest()];
  const { body: payment } = await rig.phone().pay(tokenOf(paid));
  return { open, paid, paymentId: payment.id };
}
const owner = await aMerchantWithMoney();

const idFor = (path: string) =>
  path.startsWith("/v1/payments/") ? owner.paymentId : owner.open.id;

function callWith(authorization: string | null, { method, path }: Route) {
  return rig.call<Problem>(path.replace("{id}", idFor(path)), {
    method,
    headers: {
      ...(authorization === null ? {} : { Authorization: authorization }),
      ...(method === "GET" ? {} : { ...json, "Idempotency-Key": newId("att") }),
    },
    ...(method === "GET" ? {} : { body: JSON.stringify(aBodyFor(path)) }),
  });
}

const aBodyFor = (path: string) => (path === "/v1/payment-requests" ? aPaymentRequest() : {});

test("S14: the wrong merchant finds nothing of another's and changes nothing, on any route", async () => {
  const stranger = await rig.anotherMerchant();
  const before = await dumpDatabase(rig.ownerUrl);
  const ofOne = merchantRoutes.filter(({ path }) => path.includes("{id}"));
  assert.ok(ofOne.length >= 4);
  for (const route of ofOne) {
    const answer = await callWith(`Bearer ${stranger.apiKey}`, route);
    assert.equal(answer.status, 404, `${route.method} ${route.path}`);
  }
  const { body: requests } = await stranger.merchantGet<PaymentRequestPage>("/v1/payment-requests");
  const { body: named } = await stranger.merchantGet<PaymentRequestPage>(
    `/v1/payment-requests?reference=${owner.open.reference}`,
  );
  const { body: payments } = await stranger.merchantGet<PaymentPage>("/v1/payments");
  const { body: paid } = await stranger.merchantGet<PaymentPage>(
    `/v1/payments?requestId=${owner.paid.id}`,
  );
  const found = [requests.paymentRequests, named.paymentRequests, payments.payments, paid.payments];
  assert.deepEqual(found, [[], [], [], []]);
  assert.equal(await dumpDatabase(rig.ownerUrl), before);
});

test("S14: the wrong merchant's answer is the one for what does not exist", async () => {
  const stranger = await rig.anotherMerchant();
  const ask = async (path: string) => {
    const { requestId: _, ...problem } = (await stranger.merchantGet<Problem>(path)).body;
    return problem;
  };
  const request = `/v1/payment-requests/${owner.open.id}`;
  assert.deepEqual(await ask(request), await ask(`/v1/payment-requests/${newId("pr")}`));
  const payment = `/v1/payments/${owner.paymentId}`;
  assert.deepEqual(await ask(payment), await ask(`/v1/payments/${newId("pay")}`));
});

test("S14: two merchants' references and idempotency keys are their own", async () => {
  const stranger = await rig.anotherMerchant();
  const wanted = aPaymentRequest();
  const own = await rig.merchantPost<Problem>("/v1/payment-requests", wanted, "same key");
  const other = await stranger.merchantPost<Problem>("/v1/payment-requests", wanted, "same key");
  assert.deepEqual([own.status, other.status], [201, 201]);
  assert.equal(other.headers.get("Idempotency-Replayed"), null);
});

test("S14: without a key, with a wrong one, a revoked one or a phone's cookie no route answers", async () => {
  const revoked = await rig.anotherMerchant();
  await rig.asOwner(
    `update payments.api_key set revoked_at = now() where key_hash = '\\x${hashSecret(revoked.apiKey).toString("hex")}'`,
  );
  const { cookie, register } = rig.phone();
  await register();
  const right = rig.secrets.merchantApiKey;
  for (const authorization of [
    null,
    "",
    "Bearer",
    "Bearer  ",
    `Bearer ${revoked.apiKey}`,
    `Bearer ${right.slice(0, -1)}`,
    `Bearer ${right} ${right}`,
    `Bearer ${right.toUpperCase()}`,
    `Basic ${right}`,
    right,
    `Bearer ${cookie().split("=")[1]}`,
    `Bearer ${clientSecretOf(owner.open)}`,
  ]) {
    for (const route of merchantRoutes) {
      const answer = await callWith(authorization, route);
      assert.equal(answer.body.code, "api_key_invalid", `${authorization} ${route.path}`);
    }
  }
});

async function isKnown(cookie: string): Promise<boolean> {
  return (await rig.call("/v1/wallet/payments", { headers: { Cookie: cookie } })).status === 200;
}

/** A phone whose cookie somebody has copied. */
function theThiefOf(phone: Phone) {
  const thief = rig.phone(createSoftwarePasskey());
  return { ...thief, copied: phone.cookie() };
}

test("S17: a session's secret is 128 random bits of which only the hash is stored", async () => {
  const cookies = new Set<string>();
  for (let phones = 0; phones < 20; phones += 1) {
    const phone = rig.phone();
    await phone.scan(tokenOf(await rig.openRequest()));
    const token = phone.cookie().split("=")[1] ?? "";
    assert.match(token, /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
    const rows = await rig.sql`
      select id from payments.wallet_session where token_hash = ${hashSecret(token)}`;
    assert.equal(rows.length, 1);
    cookies.add(token);
  }
  assert.equal(cookies.size, 20);
});

const rotations: Readonly<Record<string, (phone: Phone) => Promise<unknown>>> = {
  "making a passkey": (phone) => phone.register(),
  "making a PIN": async (phone) => {
    const { publicKey, sign } = createSoftwareDevice();
    const { body } = await phone.post<Challenge>("/v1/wallet/pin-registrations");
    const signature = sign(body.challenge);
    await phone.post("/v1/wallet/pin-devices", { publicKey, signature, pin: "428117" });
  },
  "signing in": async (phone) => {
    const { passkey, register } = rig.phone();
    await register();
    const { body } = await phone.post<Challenge>("/v1/wallet/sign-in-options");
    await phone.post("/v1/wallet/sign-in", passkey.sign(body.challenge, place));
  },
  "signing out": (phone) => phone.post("/v1/wallet/sign-out"),
};

for (const [what, rotate] of Object.entries(rotations)) {
  test(`S17: ${what} changes the session's secret, and one that was copied before is worth nothing`, async () => {
    const phone = rig.phone();
    await phone.scan(tokenOf(await rig.openRequest()));
    const copied = phone.cookie();
    assert.ok(await isKnown(copied));
    await rotate(phone);
    assert.notEqual(phone.cookie(), copied);
    assert.ok(await isKnown(phone.cookie()));
    assert.ok(!(await isKnown(copied)));
  });
}

test("S17: whoever has only copied a session cannot pay, nor get a device of its own into the wallet", async () => {
  const victim = rig.phone();
  const { body: session } = await victim.register();
  const { passkey, copied } = theThiefOf(victim);
  const post = <Body>(path: string, body: object = {}) =>
    rig.call<Body>(path, {
      method: "POST",
      headers: { ...json, Origin: place.origin, Cookie: copied },
      body: JSON.stringify(body),
    });
  const begun = await post<{ id: string }>("/v1/wallet/payments", {
    token: tokenOf(await rig.openRequest()),
  });
  const path = `/v1/wallet/payments/${begun.body.id}`;
  const attemptId = newId("att");
  await post(`${path}/approval`, { attemptId });
  const assertion = passkey.sign("c29tZXRoaW5n", place);
  const { publicKey, sign } = createSoftwareDevice();
  const pin = { deviceId: newId("dev"), signature: sign("something"), pin: "428117" };
  const attempts = {
    passkey_unknown: await post<Problem>(`${path}/approve`, { attemptId, assertion }),
    device_not_found: await post<Problem>(`${path}/approve`, { attemptId, pin }),
    wallet_exists: await post<Problem>("/v1/wallet/passkey-registrations"),
  };
  for (const [code, { body }] of Object.entries(attempts)) assert.equal(body.code, code);
  const { body: registration } = await post<Challenge>("/v1/wallet/pin-registrations");
  const added = await post<Problem>("/v1/wallet/pin-devices", {
    publicKey,
    signature: sign(registration.challenge),
    pin: "428117",
  });
  assert.equal(added.body.code, "wallet_exists");
  assert.deepEqual((await victim.get<WalletSession>("/v1/wallet/session")).body, session);
});

const problemFields = Object.keys(problemSchema.shape).sort();

function assertProblem({ status, headers, body }: Awaited<ReturnType<typeof rig.call<Problem>>>) {
  assert.deepEqual(Object.keys(body).sort(), problemFields);
  assert.ok(problemSchema.safeParse(body).success);
  assert.equal(body.status, status);
  assert.equal(headers.get("Content-Type"), "application/problem+json");
  assert.doesNotMatch(
    JSON.stringify(body),
    /\bat \/|\.ts\b|node:|Error|select |payments\.|postgres/,
  );
}

/** Values that have broken programs before. */
const oddities = [
  "",
  " ",
  "%00",
  "%FF",
  "%E0%A4%A",
  "%2e%2e%2f",
  "..%5c",
  "'",
  "\u202e",
  "😀".repeat(20),
  "null",
  "undefined",
  "[object Object]",
  "__proto__",
  "constructor",
  "9".repeat(400),
  `pr_${"z".repeat(26)}`,
  `pr_7${"z".repeat(25)}`,
  `pay_${"0".repeat(26)}`,
  `dev_${"0".repeat(26)}`,
];
const oddBodies = [
  "",
  "{",
  "null",
  "[]",
  '"text"',
  "0",
  "{}",
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{}}}',
  `${"[".repeat(30_000)}`,
  `${'{"a":'.repeat(9_000)}1${"}".repeat(9_000)}`,
  JSON.stringify({ token: "\0", shortCode: "\0" }),
  JSON.stringify({ token: "\ud800" }),
  JSON.stringify({ id: "\0", rawId: "\ud800", type: "public-key", response: null }),
  JSON.stringify({ id: "AA", rawId: "AA", type: "public-key", response: {} }),
  JSON.stringify({
    credentialId: "A",
    clientDataJson: "A",
    authenticatorData: "A",
    signature: "A",
  }),
  JSON.stringify(aPaymentRequest({ metadata: { "\0": "a" } })),
  JSON.stringify(aPaymentRequest({ metadata: { a: "\0" } })),
  JSON.stringify(aPaymentRequest({ metadata: { a: "\ud800" } })),
  JSON.stringify(aPaymentRequest({ metadata: { ["__proto__"]: "a" } })),
  JSON.stringify(aPaymentRequest({ returnUrl: "http://127.0.0.1:4000/\0\ud800" })),
  JSON.stringify(aPaymentRequest({ items: Array(100).fill(anItem("T", 1)), split: "each" })),
];

test("S20: whatever is sent, the answer is a result or a problem, and never a failure of ours", async () => {
  const phone = rig.phone();
  await phone.register();
  for (const { method, path } of routes) {
    const addresses = path.includes("{")
      ? oddities.map((value) => path.replace(/\{\w+\}/, value))
      : oddities.map((value) => `${path}?after=${value}&limit=${value}&reference=${value}`);
    const bodies = method === "GET" ? [undefined] : oddBodies;
    const calls = [
      ...addresses.map((address) => [address, bodies[0]] as const),
      ...bodies.map((body) => [path.replace(/\{\w+\}/, newId("pay")), body] as const),
    ];
    for (const [address, body] of calls) {
      const answer = await rig.call<Problem>(address, {
        method,
        headers: {
          Authorization: `Bearer ${rig.secrets.merchantApiKey}`,
          Cookie: phone.cookie(),
          Origin: place.origin,
          "Idempotency-Key": newId("att"),
          ...json,
        },
        ...(body === undefined ? {} : { body }),
      });
      const what = `${method} ${address} ${body?.slice(0, 100)}: ${JSON.stringify(answer.body)}`;
      assert.ok(answer.status < 500, what);
      if (answer.status >= 400) assertProblem(answer);
    }
  }
});

test("S20: a body of no or another type is refused as that, on every route that takes one", async () => {
  for (const { method, path } of routes.filter((route) => route.method === "POST")) {
    for (const headers of [{}, { "Content-Type": "application/json-seq" }]) {
      const answer = await rig.call<Problem>(path.replace(/\{\w+\}/, "x"), {
        method,
        headers: { Origin: place.origin, ...headers },
        body: new Blob(["{}"]),
      });
      assert.ok([404, 415].includes(answer.status), `${path}: ${answer.status}`);
      assertProblem(answer);
    }
  }
});

test("S20: a bug tells nothing about our insides", async () => {
  const paths = [`/t/${clientSecretOf(owner.open)}`, `/v1/payment-requests/${owner.open.id}`];
  await rig.asOwner("alter table payments.code rename to hidden_code");
  const answers = [
    await rig.call<Problem>(paths[0] ?? ""),
    await rig.merchantGet<Problem>(paths[1] ?? ""),
    await rig.phone().post<Problem>("/v1/wallet/payments", { token: tokenOf(owner.open) }),
  ];
  await rig.asOwner("alter table payments.hidden_code rename to code");
  for (const answer of answers) {
    assert.equal(answer.body.code, "internal_error");
    assertProblem(answer);
  }
});

test("S20: a database that is away is told as such, with when to come back, and no more", async () => {
  const sql = connectDatabase({ url: "postgres://nobody@127.0.0.1:1/none", applicationName: "" });
  const away = createApp({ ...rig.services, database: { ...rig.services.database, sql } });
  for (const path of ["/v1/payments", `/t/${clientSecretOf(owner.open)}`]) {
    const answer = await readAnswer<Problem>(await away.request(path));
    assert.deepEqual([answer.status, answer.body.code], [503, "service_unavailable"]);
    assert.equal(answer.headers.get("Retry-After"), "1");
    assertProblem(answer);
  }
  await sql.end();
});

test("S20: a passkey that is unknown and one that is another wallet's are refused alike", async () => {
  const [phone, other] = [rig.phone(), rig.phone()];
  await Promise.all([phone.register(), other.register()]);
  const { body: payment } = await phone.scan(tokenOf(await rig.openRequest()));
  const told = [];
  for (const { sign } of [other.passkey, createSoftwarePasskey()]) {
    const { body: options } = await phone.startApproval(payment.id);
    const { requestId: _, ...problem } = (await phone.approve(options, { sign })).body;
    told.push(problem);
  }
  assert.deepEqual(told[0], told[1]);
});

test("S20: a passkey that somebody has registered already cannot be registered again", async () => {
  const passkey = createSoftwarePasskey();
  assert.equal((await rig.phone(passkey).register()).status, 200);
  const again = await rig.phone(passkey).register();
  assert.equal((again.body as unknown as Problem).code, "passkey_registration_failed");
});
