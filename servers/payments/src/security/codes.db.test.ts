/** What a code on a screen or on paper can do to whoever scans it, and what can be done to it: S1, S2, S5, S7. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Problem } from "@scantill/contract/problem";
import type { WalletPayment, WalletSession } from "@scantill/contract/wallet";
import {
  type Answer,
  anItem,
  aPaymentRequest,
  clientSecretOf,
  createPaymentsRig,
  tokenOf,
} from "#testing";
import { createApp } from "../app.ts";
import { watchStatements } from "../testing/watch-statements.ts";

const rig = await createPaymentsRig();
const items = [anItem("Tea", 350), anItem("Cake", 420, 2)];

async function countTransfers(): Promise<number> {
  const rows = await rig.sql`select id from payments.transfer`;
  return rows.length;
}

test("S1: a code holds nothing but an address of its own, and lives as long as its request", async () => {
  const [one, two] = [await rig.openRequest({ items }), await rig.openRequest({ items })];
  for (const { codes } of [one, two])
    assert.match(codes[0]?.url ?? "", /^HTTP:\/\/LOCALHOST:4100\/C\/[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
  assert.notEqual(tokenOf(one), tokenOf(two));
  assert.equal(Date.parse(one.expiresAt) - Date.parse(one.createdAt), 600_000);
  const lasting = aPaymentRequest({ expiresIn: 86_401 });
  const refused = await rig.merchantPost<Problem>("/v1/payment-requests", lasting);
  assert.equal(refused.body.code, "validation_failed");
});

test("S1: the phone is told payee, items and amount by the server, and no money moves by looking", async () => {
  const request = await rig.openRequest({ items });
  const phone = rig.phone();
  await phone.register();
  const before = await countTransfers();
  await phone.get(`/C/${tokenOf(request)}`);
  const { body: payment } = await phone.scan(tokenOf(request));
  assert.equal(payment.merchant.name, "Larkmoss");
  assert.equal(payment.merchant.host, "127.0.0.1:4000");
  assert.deepEqual(payment.items, items);
  assert.deepEqual(payment.amount, { minor: 1_190, currency: "EUR" });
  await phone.startApproval(payment.id);
  await phone.get(`/v1/wallet/payments/${payment.id}`);
  assert.equal(await countTransfers(), before);
  assert.equal((await rig.terminal(request)).body.status, "open");
});

test("S2: the expected host is printed beside every code", async () => {
  for (const split of ["one", "each"] as const) {
    const request = await rig.openRequest({ items, split });
    const { body } = await rig.call<string>(`/t/${clientSecretOf(request)}`);
    assert.match(body, /<strong class="host">localhost:4100<\/strong>/);
  }
});

test("S2: the address of a code answers there and never leads elsewhere", async () => {
  const request = await rig.openRequest();
  for (const path of [`/C/${tokenOf(request)}`, `/c/${tokenOf(request)}?next=//evil.example`]) {
    const answer = await rig.call(path);
    assert.ok(![301, 302, 303, 307, 308].includes(answer.status), `${answer.status}`);
    assert.equal(answer.headers.get("Location"), null);
  }
});

test("S5: scanning logs nobody in: two phones with one code have nothing in common", async () => {
  const request = await rig.openRequest({ items, split: "each" });
  const [attacker, victim] = [rig.phone(), rig.phone()];
  await attacker.register();
  await attacker.scan(tokenOf(request, 0));
  const page = await victim.get(`/C/${tokenOf(request, 0)}`);
  assert.equal(page.headers.get("Set-Cookie"), null);
  await victim.scan(tokenOf(request, 1));
  assert.notEqual(victim.cookie(), "");
  assert.notEqual(victim.cookie(), attacker.cookie());
  const { body } = await victim.get<WalletSession>("/v1/wallet/session");
  assert.equal(body.wallet, null);
});

test("S5: a wallet stays its payer's, whatever code is scanned with it", async () => {
  const victim = rig.phone();
  const { body: made } = await victim.register();
  await victim.scan(tokenOf(await rig.openRequest()));
  const { body: session } = await victim.get<WalletSession>("/v1/wallet/session");
  assert.deepEqual(session, made);
});

test("S5: the terminal shows each step of the phone, nothing about its payer, and 'not you?' ends it", async () => {
  const request = await rig.openRequest();
  const phone = rig.phone();
  const { body: session } = await phone.register();
  const phaseNow = async () => {
    const { body } = await rig.terminal(request);
    assert.ok(!JSON.stringify(body).includes(session.wallet?.id ?? "wal_"));
    return body.codes[0]?.phase;
  };
  assert.equal(await phaseNow(), "waiting");
  const { body: payment } = await phone.scan(tokenOf(request));
  assert.equal(await phaseNow(), "scanned");
  const { body: options } = await phone.startApproval(payment.id);
  assert.equal(await phaseNow(), "approving");
  await rig.call(`/v1/terminal/${clientSecretOf(request)}/release`, { method: "POST" });
  assert.equal(await phaseNow(), "waiting");
  assert.equal((await phone.approve(options)).body.code, "payment_not_awaiting");
});

test("S7: tokens and client secrets are 128 random bits, found by SHA-256 and otherwise only sealed", async () => {
  const requests = await Promise.all(Array.from({ length: 50 }, () => rig.openRequest()));
  const secrets = requests.flatMap((request) => [tokenOf(request), clientSecretOf(request)]);
  assert.equal(new Set(secrets).size, 100);
  for (const secret of secrets) assert.match(secret, /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
  // Every position takes on many values: nothing of a secret is a clock or a counter.
  for (let position = 1; position < 26; position += 1)
    assert.ok(new Set(secrets.map((secret) => secret[position])).size > 8, `${position}`);
  const [columns] = await rig.sql`
    select length(token_hash) as token, length(short_code_hash) as short_code from payments.code`;
  assert.deepEqual(columns, { token: 32, short_code: 32 });
});

type Ask = (secret: string) => Promise<Answer<Problem>>;
const unknown = "0".repeat(26);
const malformed = ["?", "x".repeat(26), "0".repeat(25), "0".repeat(2_000), "\0", "é"];

function waysToAsk(call: typeof rig.call): Readonly<Record<string, Ask>> {
  const begin = (body: object) =>
    call<Problem>("/v1/wallet/payments", {
      method: "POST",
      headers: { "Content-Type": "application/json", Origin: "http://localhost:4100" },
      body: JSON.stringify(body),
    });
  const get =
    (before: string, after = ""): Ask =>
    (secret) =>
      call<Problem>(`${before}/${encodeURIComponent(secret)}${after}`);
  return {
    "a scanned token": (token) => begin({ token }),
    "a typed short code": (shortCode) => begin({ shortCode }),
    "a code's SVG": get("/c", "/code.svg"),
    "a code's PNG": get("/c", "/code.png"),
    "a terminal's state": get("/v1/terminal"),
    "a terminal's stream": get("/v1/terminal", "/stream"),
    "a terminal's page": get("/t"),
    "an API key": (key) =>
      call<Problem>("/v1/payments", { headers: { Authorization: `Bearer ${encodeURI(key)}` } }),
  };
}

const watched = watchStatements(rig.services.database);
const watchedApp = createApp({ ...rig.services, database: watched.database });
const watchedCall: typeof rig.call = async (path, init) => {
  const response = await watchedApp.request(path, init);
  const { status, headers } = response;
  return { status, headers, body: JSON.parse(await response.text()) };
};

for (const [what, ask] of Object.entries(waysToAsk(watchedCall))) {
  test(`S7: ${what} that is malformed is answered like one that is unknown, by the same steps`, async () => {
    const told = async (secret: string) => {
      watched.statements.length = 0;
      const { status, headers, body } = await ask(secret);
      assert.ok(status === 404 || status === 401, `${secret}: ${status}`);
      const { requestId: _, ...problem } = body;
      return { status, headers: [...headers], problem, steps: [...watched.statements] };
    };
    const answer = await told(unknown);
    assert.ok(answer.steps.length > 0);
    for (const secret of malformed) assert.deepEqual(await told(secret), answer, secret);
  });
}

/** How much longer one takes than the other, from times that are taken in turn; the quickest quarter is the least disturbed. */
async function ratioOfTimes(ask: Ask, secrets: readonly [string, string]): Promise<number> {
  const times: readonly [number[], number[]] = [[], []];
  for (let round = 0; round < 20; round += 1) {
    for (const index of [0, 1] as const) {
      const start = performance.now();
      await ask(secrets[index]);
      times[index].push(performance.now() - start);
    }
  }
  const [one = 0, other = 0] = times.map((list) => list.sort((left, right) => left - right)[5]);
  return Math.max(one, other) / Math.min(one, other);
}

for (const [what, ask] of Object.entries(waysToAsk(rig.call))) {
  test(`S7: ${what} that is malformed is answered in the same time as one that is unknown`, async () => {
    const ratios: number[] = [];
    // A machine that is busy with other things gets another chance; a difference that is ours shows every time.
    while (ratios.length < 5 && !ratios.some((ratio) => ratio < 1.5))
      ratios.push(await ratioOfTimes(ask, [unknown, malformed[0] ?? ""]));
    assert.ok(ratios.length < 5 || Math.min(...ratios) < 1.5, ratios.join());
  });
}

test("S7: a receipt of somebody else's payment is not found, like one that does not exist", async () => {
  const [owner, stranger] = [rig.phone(), rig.phone()];
  const request = await rig.openRequest();
  const { body: payment } = await owner.scan(tokenOf(request));
  await stranger.scan(tokenOf(await rig.openRequest()));
  const ask = async (id: string) => {
    const { status, body } = await stranger.get<Problem>(`/v1/wallet/payments/${id}`);
    return [status, body.code, body.detail];
  };
  const unknownId: WalletPayment["id"] = `pay_${"0".repeat(26)}`;
  assert.deepEqual(await ask(payment.id), await ask(unknownId));
  assert.deepEqual(await ask("nonsense"), await ask(unknownId));
});
