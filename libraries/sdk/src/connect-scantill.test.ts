import assert from "node:assert/strict";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { inspect } from "node:util";
import { waitMs } from "./call-persistently.ts";
import { createClient } from "./connect-scantill.ts";
import type { OpenPaymentRequest, Problem } from "./sdk.ts";
import { connectScantill, ScantillError } from "./sdk.ts";

const apiKey = "sk_planted_secret";
const input: OpenPaymentRequest = {
  reference: "order-1",
  currency: "EUR",
  items: [{ name: "Tea", quantity: 1, unitAmount: { minor: 350, currency: "EUR" } }],
  returnUrl: "https://shop.example/orders/1",
};

type Scripted =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> }
  | "hang up"
  | "say nothing";
type Received = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
};

/** A server that answers as told, one answer for each call, and remembers what it was asked. */
async function aServer(context: TestContext, ...script: readonly Scripted[]) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = "", url: path = "", headers } = request;
    received.push({ method, path, headers, body: Buffer.concat(chunks).toString() });
    const answer = script[received.length - 1] ?? { status: 500 };
    if (answer === "hang up") response.destroy();
    else if (answer !== "say nothing") {
      response.writeHead(answer.status, answer.headers).end(textOf(answer.body));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, received };
}

const textOf = (body: unknown) => (typeof body === "string" ? body : JSON.stringify(body ?? null));

/** A client that notes how long it would have waited instead of waiting. */
function aPatientClient(url: string, timeoutMs = 5_000) {
  const waits: number[] = [];
  const client = createClient({ url, apiKey, timeoutMs }, async (ms) => {
    waits.push(ms);
  });
  return { client, waits };
}

function aProblem(changes: Partial<Problem>): Problem {
  return {
    type: "about:blank",
    title: "",
    status: 409,
    code: "request_not_open",
    detail: "This payment request is already closed.",
    requestId: "1",
    retryable: false,
    errors: [],
    ...changes,
  };
}

async function errorOf(call: Promise<unknown>): Promise<ScantillError> {
  const error = await call.then(
    () => assert.fail("must be refused"),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof ScantillError, inspect(error));
  return error;
}

test("each function makes its one call", async (context) => {
  const answer = { status: 200, body: { id: "x" } };
  const page = { status: 200, body: { paymentRequests: [{ id: "pr_1" }], next: null } };
  const empty = { status: 200, body: { paymentRequests: [], next: null } };
  const { url, received } = await aServer(context, ...Array(5).fill(answer), page, empty);
  const client = connectScantill({ url, apiKey });
  await client.openPaymentRequest(input, { idempotencyKey: "order-1" });
  await client.getPaymentRequest("pr_1");
  await client.revisePaymentRequest("pr_1", { expiresIn: 60 }, { idempotencyKey: "order-1:2" });
  await client.cancelPaymentRequest("pr_1", { idempotencyKey: "order-1:cancel" });
  assert.deepEqual(await client.getPayment("pay/../1"), { id: "x" });
  assert.deepEqual(await client.findPaymentRequest("a&b=1"), { id: "pr_1" });
  assert.equal(await client.findPaymentRequest("none"), null);
  assert.deepEqual(
    received.map(({ method, path }) => `${method} ${path}`),
    [
      "POST /v1/payment-requests",
      "GET /v1/payment-requests/pr_1",
      "POST /v1/payment-requests/pr_1/revise",
      "POST /v1/payment-requests/pr_1/cancel",
      "GET /v1/payments/pay%2F..%2F1",
      "GET /v1/payment-requests?reference=a%26b%3D1&limit=1",
      "GET /v1/payment-requests?reference=none&limit=1",
    ],
  );
  assert.deepEqual(JSON.parse(received[0]?.body ?? ""), input);
  assert.equal(received[0]?.headers["idempotency-key"], "order-1");
  assert.equal(received[0]?.headers["content-type"], "application/json");
  assert.equal(received[2]?.body, '{"expiresIn":60}');
  assert.equal(received[3]?.headers["idempotency-key"], "order-1:cancel");
  assert.ok(received.every(({ headers }) => headers.authorization === `Bearer ${apiKey}`));
});

test("a server below a path keeps its path", async (context) => {
  const answers = Array(2).fill({ status: 200, body: {} });
  const { url, received } = await aServer(context, ...answers);
  for (const end of ["/pay", "/pay/"])
    await connectScantill({ url: url + end, apiKey }).getPayment("1");
  assert.deepEqual(
    received.map(({ path }) => path),
    ["/pay/v1/payments/1", "/pay/v1/payments/1"],
  );
});

test("a refusal comes at once, with the server's own words", async (context) => {
  const problem = aProblem({});
  const { url, received } = await aServer(context, { status: 409, body: problem });
  const error = await errorOf(
    aPatientClient(url).client.cancelPaymentRequest("pr_1", { idempotencyKey: "k" }),
  );
  assert.equal(error.code, "request_not_open");
  assert.equal(error.message, problem.detail);
  assert.deepEqual(error.problem, problem);
  assert.equal(received.length, 1);
});

test("what may pass is tried again, under the same key", async (context) => {
  const busy = aProblem({ code: "idempotency_key_in_use", retryable: true });
  const { url, received } = await aServer(
    context,
    "hang up",
    { status: 503, body: aProblem({ status: 503 }), headers: { "Retry-After": "2" } },
    { status: 409, body: busy },
    { status: 201, body: { id: "pr_1" } },
  );
  const { client, waits } = aPatientClient(url);
  const request = await client.openPaymentRequest(input, { idempotencyKey: "order-1" });
  assert.equal(request.id, "pr_1");
  assert.deepEqual(
    received.map(({ headers }) => headers["idempotency-key"]),
    Array(4).fill("order-1"),
  );
  assert.equal(new Set(received.map(({ body }) => body)).size, 1);
  assert.equal(waits.length, 3);
  assert.equal(waits[1], 2_000);
});

test("after four tries the last error is thrown", async (context) => {
  const down = { status: 502, body: "<h1>Bad gateway</h1>" };
  const { url, received } = await aServer(context, down, down, down, down, down);
  const { client, waits } = aPatientClient(url);
  const error = await errorOf(client.getPaymentRequest("pr_1"));
  assert.equal(error.code, "unexpected_answer");
  assert.equal(error.problem, null);
  assert.equal(received.length, 4);
  assert.equal(waits.length, 3);
});

test("a server that says nothing is given up", async (context) => {
  const { url, received } = await aServer(context, ...Array<Scripted>(4).fill("say nothing"));
  const error = await errorOf(aPatientClient(url, 20).client.getPayment("pay_1"));
  assert.equal(error.code, "unreachable");
  assert.equal((error.cause as Error).name, "TimeoutError");
  assert.equal(received.length, 4);
});

test("an answer that is no answer of ours is not taken for one", async (context) => {
  const answers = [
    { status: 200, body: "<h1>Welcome</h1>" },
    { status: 200, body: "null" },
    { status: 404, body: "<h1>Not found</h1>" },
    { status: 400, body: { code: 7 } },
  ];
  for (const answer of answers) {
    const { url, received } = await aServer(context, answer);
    const error = await errorOf(aPatientClient(url).client.getPayment("pay_1"));
    assert.equal(error.code, "unexpected_answer");
    assert.equal(received.length, 1);
  }
});

test("the key follows no redirect", async (context) => {
  const elsewhere = await aServer(context, { status: 200, body: {} });
  const redirect = { status: 307, headers: { Location: elsewhere.url } };
  const { url, received } = await aServer(context, redirect);
  const error = await errorOf(aPatientClient(url).client.getPayment("pay_1"));
  assert.equal(error.code, "unexpected_answer");
  assert.equal(received.length, 1);
  assert.deepEqual(elsewhere.received, []);
});

test("no error holds the key", async (context) => {
  const { url } = await aServer(context, {
    status: 401,
    body: aProblem({ code: "api_key_invalid" }),
  });
  const unreachable = "http://127.0.0.1:9";
  for (const address of [url, unreachable]) {
    const error = await errorOf(aPatientClient(address).client.getPayment("pay_1"));
    assert.ok(
      !inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true }).includes(apiKey),
    );
  }
});

test("waits double, keep to what the server asks for, and end at five seconds", () => {
  assert.deepEqual(
    [1, 2, 3].map((tries) => waitMs(tries, 0, 0)),
    [200, 400, 800],
  );
  assert.equal(waitMs(1, 0, 1), 300);
  assert.equal(waitMs(1, 2_000, 0.5), 2_000);
  assert.equal(waitMs(3, 60_000, 0.5), 5_000);
});
