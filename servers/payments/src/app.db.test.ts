import assert from "node:assert/strict";
import { test } from "node:test";
import type { Problem } from "@scantill/contract/problem";
import { aPaymentRequest, createPaymentsRig, tokenOf } from "#testing";

const rig = await createPaymentsRig();
const json = { "Content-Type": "application/json" };

test("S20: every wrong call is answered with a problem that says what is wrong", async () => {
  const key = { Authorization: "Bearer nothing", "Idempotency-Key": "k", ...json };
  const table: readonly (readonly [string, RequestInit, number, string])[] = [
    ["/nothing", {}, 404, "not_found"],
    ["/v1/payment-requests", { method: "DELETE" }, 405, "method_not_allowed"],
    [
      "/v1/payment-requests",
      { method: "POST", headers: key, body: "{}" },
      422,
      "validation_failed",
    ],
    ["/v1/payment-requests", { method: "POST", headers: key, body: "{" }, 400, "malformed_json"],
    [
      "/v1/payment-requests",
      { method: "POST", headers: { "Content-Type": "text/plain" }, body: "{}" },
      415,
      "unsupported_media_type",
    ],
    [
      "/v1/payment-requests",
      {
        method: "POST",
        headers: { ...key, "Content-Length": "300000" },
        body: "x".repeat(300_000),
      },
      413,
      "body_too_large",
    ],
    [
      "/v1/payment-requests",
      { method: "POST", headers: key, body: JSON.stringify(aPaymentRequest()) },
      401,
      "api_key_invalid",
    ],
    ["/v1/payments", {}, 401, "api_key_invalid"],
    [
      "/v1/wallet/payments",
      { method: "POST", headers: json, body: '{"token":"x"}' },
      403,
      "origin_not_allowed",
    ],
    ["/v1/wallet/payments", {}, 401, "wallet_session_required"],
  ];
  for (const [path, init, status, code] of table) {
    const answer = await rig.call<Problem>(path, init);
    assert.deepEqual([answer.status, answer.body.code], [status, code], path);
    assert.equal(answer.headers.get("Content-Type"), "application/problem+json");
    assert.equal(typeof answer.body.requestId, "string");
  }
});

test("each wrong field is named", async () => {
  const body = {
    ...aPaymentRequest(),
    currency: "euro",
    items: [{ name: "", quantity: 0, unitAmount: { minor: 1.5, currency: "EUR" } }],
  };
  const { body: problem } = await rig.merchantPost<Problem>("/v1/payment-requests", body);
  const paths = problem.errors.map(({ path }) => path).sort();
  assert.deepEqual(paths, [
    "currency",
    "items.0.name",
    "items.0.quantity",
    "items.0.unitAmount.minor",
  ]);
});

test("S23: amounts are whole minor units: no float, exponent text, sign or negative zero", async () => {
  for (const minor of ["1.5", '"100"', "-1", "9007199254740992", "1e400"]) {
    const text = JSON.stringify(aPaymentRequest()).replace('"minor":350', `"minor":${minor}`);
    const answer = await rig.merchantPost<Problem>("/v1/payment-requests", JSON.parse(text));
    assert.equal(answer.status, 422, minor);
  }
});

test("shoppers are only sent back to the merchant's own shop", async () => {
  for (const url of ["https://example.org/", "http://127.0.0.1:4001/", "javascript:alert(1)"]) {
    const { status } = await rig.merchantPost<Problem>(
      "/v1/payment-requests",
      aPaymentRequest({ returnUrl: url }),
    );
    assert.equal(status, 422, url);
  }
});

test("a currency in which no account is kept is refused", async () => {
  const items = [{ name: "Tea", quantity: 1, unitAmount: { minor: 1, currency: "KRW" } }];
  const { body } = await rig.merchantPost<Problem>(
    "/v1/payment-requests",
    aPaymentRequest({ currency: "KRW", items }),
  );
  assert.equal(body.code, "currency_not_supported");
});

test("a write without an idempotency key is refused", async () => {
  const { body } = await rig.merchantPost<Problem>("/v1/payment-requests", aPaymentRequest(), "");
  assert.equal(body.code, "idempotency_key_required");
});

test("a merchant finds its requests by id, by reference and page by page", async () => {
  const opened = [await rig.openRequest(), await rig.openRequest(), await rig.openRequest()];
  const newest = opened[2] ?? assert.fail();
  assert.deepEqual((await rig.merchantGet(`/v1/payment-requests/${newest.id}`)).body, newest);
  type Page = { paymentRequests: { id: string }[]; next: string | null };
  const { body: found } = await rig.merchantGet<Page>(
    `/v1/payment-requests?reference=${newest.reference}`,
  );
  assert.deepEqual(
    found.paymentRequests.map(({ id }) => id),
    [newest.id],
  );
  const { body: first } = await rig.merchantGet<Page>("/v1/payment-requests?limit=2");
  const { body: second } = await rig.merchantGet<Page>(
    `/v1/payment-requests?limit=2&after=${first.next}`,
  );
  const ids = [...first.paymentRequests, ...second.paymentRequests].slice(0, 3).map(({ id }) => id);
  assert.deepEqual(ids, opened.map(({ id }) => id).reverse());
  assert.equal(
    (await rig.merchantGet<Problem>("/v1/payment-requests/pr_x")).body.code,
    "request_not_found",
  );
});

test("an API key is good for its scopes only", async () => {
  const request = await rig.openRequest();
  await rig.sql`update payments.api_key set scopes = ${["payments"]}`;
  const refused = await rig.merchantGet<Problem>(`/v1/payment-requests/${request.id}`);
  assert.deepEqual([refused.status, refused.body.code], [403, "scope_missing"]);
  assert.equal((await rig.merchantGet("/v1/payments")).status, 200);
  await rig.sql`update payments.api_key set scopes = ${["payment_requests"]}`;
  assert.equal((await rig.merchantGet<Problem>("/v1/payments")).body.code, "scope_missing");
  assert.equal((await rig.merchantGet(`/v1/payment-requests/${request.id}`)).status, 200);
  await rig.sql`update payments.api_key set scopes = ${["payment_requests", "payments"]}`;
});

test("the pictures of a code are drawn, in either case of its address", async () => {
  const request = await rig.openRequest();
  const svg = await rig.call<string>(`/c/${tokenOf(request).toLowerCase()}/code.svg`);
  assert.match(svg.body, /^<svg/);
  const png = await rig.app.request(`/c/${tokenOf(request)}/code.png`);
  assert.equal(png.headers.get("Content-Type"), "image/png");
  assert.equal(
    (await rig.call<Problem>(`/c/${"0".repeat(26)}/code.svg`)).body.code,
    "code_not_found",
  );
});

test("the OpenAPI list names every call of the API", async () => {
  const { body } = await rig.call<{ openapi: string; paths: object }>("/openapi.json");
  assert.equal(body.openapi, "3.1.0");
  const served = rig.app.routes.filter(
    ({ method, path }) => method !== "ALL" && path.startsWith("/v1/"),
  );
  const listed = new Set(Object.keys(body.paths));
  for (const { path } of served) assert.ok(listed.has(path.replaceAll(/:(\w+)/g, "{$1}")), path);
});

test("the server says that it is alive and ready", async () => {
  assert.equal((await rig.call("/healthz")).status, 200);
  assert.equal((await rig.call("/readyz")).status, 200);
});

test("S22: the server's role cannot change or delete what has happened", async () => {
  await rig.phone().pay(tokenOf(await rig.openRequest()));
  for (const statement of [
    rig.sql`update payments.transfer set amount = 1`,
    rig.sql`delete from payments.transfer`,
    rig.sql`update payments.event set type = 'request.paid'`,
    rig.sql`delete from payments.event`,
    rig.sql`create table payments.mine (id integer)`,
    rig.sql`truncate payments.transfer`,
  ]) {
    await assert.rejects(statement, /permission denied/);
  }
});

test("S10: pages may load nothing from elsewhere and leak no address", async () => {
  const { headers } = await rig.call("/v1/wallet/session");
  assert.match(headers.get("Content-Security-Policy") ?? "", /default-src 'self'/);
  assert.doesNotMatch(headers.get("Content-Security-Policy") ?? "", /'unsafe-(inline|eval)'/);
  assert.equal(headers.get("Referrer-Policy"), "no-referrer");
  assert.equal(headers.get("Cache-Control"), "no-store");
});
