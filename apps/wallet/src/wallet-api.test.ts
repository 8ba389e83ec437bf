import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { aPayment } from "./paying/builders.ts";
import { beginPayment, readPayment, renewClaim } from "./wallet-api.ts";

/** A server that gives one answer, and what it was asked. */
function aServerThat(answers: () => Response): { readonly asked: Request[] } {
  const asked: Request[] = [];
  mock.method(globalThis, "fetch", async (path: string, options: RequestInit) => {
    asked.push(new Request(new URL(path, "https://pay.example"), options));
    return answers();
  });
  return { asked };
}

const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  Response.json(
    { code, status },
    { status, headers: { "Content-Type": "application/problem+json", ...headers } },
  );

test("what was asked for is done", async () => {
  const { asked } = aServerThat(() => Response.json(aPayment()));
  assert.deepEqual(await beginPayment({ token: "ABC" }), { kind: "done", content: aPayment() });
  const [request] = asked;
  assert.equal(request?.url, "https://pay.example/v1/wallet/payments");
  assert.equal(request?.headers.get("Content-Type"), "application/json");
  assert.deepEqual(await request?.json(), { token: "ABC" });
});

test("a refusal comes with its code", async () => {
  aServerThat(() => problem(409, "code_claimed"));
  assert.deepEqual(await renewClaim("pay_1", {}), { kind: "refused", code: "code_claimed" });
});

test("a busy or broken server has not answered, whatever it says about charges", async () => {
  for (const status of [429, 500, 502, 503]) {
    aServerThat(() => problem(status, "service_unavailable"));
    assert.deepEqual(await readPayment("pay_1"), { kind: "unanswered", why: "busy" });
  }
});

test("too many wrong PINs are a refusal, although they are too many, and say how long to wait", async () => {
  const locked = { kind: "refused", code: "pin_locked" };
  aServerThat(() => problem(429, "pin_locked", { "Retry-After": "30" }));
  assert.deepEqual(await readPayment("pay_1"), { ...locked, waitSeconds: 30 });
  for (const headers of [{}, { "Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT" }]) {
    aServerThat(() => problem(429, "pin_locked", headers));
    assert.deepEqual(await readPayment("pay_1"), locked);
  }
});

test("no connection, an answer cut short, and a stranger's page are no answers", async () => {
  const answers = [
    () => {
      throw new TypeError("Failed to fetch");
    },
    () => new Response('{"id":"pay_'),
    () => new Response("<h1>Please sign in to this network</h1>"),
    () => new Response("<h1>Not Found</h1>", { status: 404 }),
  ];
  for (const answer of answers) {
    aServerThat(answer);
    assert.deepEqual(await readPayment("pay_1"), { kind: "unanswered", why: "offline" });
  }
});
