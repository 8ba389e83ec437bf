/**
 * A payments server as the shop sees it over HTTP, kept in memory: opens requests once per key, and does to them what a test
 * says. Also signs webhooks as the real one does (Standard Webhooks 1.0).
 */
import { createHmac, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { OpenPaymentRequest, PaymentRequest, ScantillEvent } from "@scantill/sdk";
import { newId } from "@scantill/service-kit/ids";

export const webhookSecret = `whsec_${Buffer.from("a secret of thirty-two bytes 123").toString("base64")}`;
export const terminalOrigin = "http://localhost:4100";

/** What every phone hands over where it is asked to. */
export const anAddress = {
  name: "Ann <Lee>",
  lines: ["Mill Lane 2"],
  postalCode: "H91",
  city: "Galway",
  country: "IE",
};

type Answer = { readonly status: number; readonly body: unknown };

export type PretendedPayments = {
  readonly url: string;
  /** Every call that came in, such as "POST /v1/payment-requests". */
  readonly calls: readonly string[];
  /** As the keys of idempotent calls were used. */
  readonly requests: () => readonly PaymentRequest[];
  readonly requestOf: (reference: string) => PaymentRequest;
  /** While down, every call is answered 503. */
  readonly setDown: (isDown: boolean) => void;
  /** Pays the codes that stand for these SKUs, or all of them. */
  readonly pay: (reference: string, skus?: readonly string[]) => void;
  readonly close: (reference: string, status: "expired" | "cancelled") => void;
  /** Makes a request say something that it should not. */
  readonly forge: (reference: string, change: Partial<PaymentRequest>) => void;
  readonly stop: () => Promise<void>;
};

export async function pretendPayments(): Promise<PretendedPayments> {
  const requests = new Map<string, PaymentRequest>();
  const idOfKey = new Map<string, string>();
  const calls: string[] = [];
  let isDown = false;

  const requestOf = (reference: string) => {
    const found = [...requests.values()].find((request) => request.reference === reference);
    if (found === undefined) throw new Error(`no request ${reference}`);
    return found;
  };
  const change = (request: PaymentRequest, by: Partial<PaymentRequest>) =>
    requests.set(request.id, { ...request, ...by });

  function answer(call: string, key: string | undefined, body: string): Answer {
    const [method, path = ""] = call.split(" ");
    if (isDown) return { status: 503, body: aProblem(503, "service_unavailable") };
    if (method === "POST" && path === "/v1/payment-requests") {
      const known = requests.get(idOfKey.get(key ?? "") ?? "");
      const request = known ?? openRequest(JSON.parse(body));
      requests.set(request.id, request);
      idOfKey.set(key ?? "", request.id);
      return { status: known ? 200 : 201, body: request };
    }
    const paymentId = /^\/v1\/payments\/([^/]+)$/.exec(path)?.[1];
    if (paymentId !== undefined) return answerPayment(paymentId);
    const [, id = "", action] =
      /^\/v1\/payment-requests\/([^/]+)(\/cancel|\/revise)?$/.exec(path) ?? [];
    const request = requests.get(id);
    if (request === undefined) return { status: 404, body: aProblem(404, "request_not_found") };
    if (action === undefined) return { status: 200, body: request };
    if (action === "/revise") {
      if (idOfKey.get(key ?? "") === id) return { status: 200, body: request };
      if (request.status !== "expired") {
        return { status: 409, body: aProblem(409, "request_not_open") };
      }
      idOfKey.set(key ?? "", id);
      change(request, reopened(request));
      return { status: 200, body: requests.get(id) };
    }
    if (!["open", "partly_paid"].includes(request.status)) {
      return { status: 409, body: aProblem(409, "request_not_open") };
    }
    change(request, closed(request, "cancelled"));
    return { status: 200, body: requests.get(id) };
  }

  function answerPayment(paymentId: string): Answer {
    const request = [...requests.values()].find(({ codes }) =>
      codes.some((code) => code.paymentId === paymentId),
    );
    if (request === undefined) return { status: 404, body: aProblem(404, "payment_not_found") };
    const deliveryAddress = request.collect.includes("deliveryAddress") ? anAddress : null;
    return { status: 200, body: { id: paymentId, requestId: request.id, deliveryAddress } };
  }

  const server = createServer(async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const call = `${incoming.method} ${incoming.url}`;
    calls.push(call);
    const key = incoming.headers["idempotency-key"];
    const { status, body } = answer(call, String(key), Buffer.concat(chunks).toString());
    const type = status < 400 ? "application/json" : "application/problem+json";
    outgoing.writeHead(status, { "Content-Type": type }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    requests: () => [...requests.values()],
    requestOf,
    setDown: (down) => {
      isDown = down;
    },
    pay: (reference, skus) => change(requestOf(reference), paid(requestOf(reference), skus)),
    close: (reference, status) =>
      change(requestOf(reference), closed(requestOf(reference), status)),
    forge: (reference, by) => change(requestOf(reference), by),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** An event about a request as it is now, with the headers that go with it. */
export function signedEvent(
  request: PaymentRequest,
  type: ScantillEvent["type"],
  { secret = webhookSecret, sentAt = new Date() } = {},
): { readonly id: string; readonly body: string; readonly headers: Record<string, string> } {
  const id = newId("ev");
  const { id: requestId, reference, status } = request;
  const createdAt = sentAt.toISOString();
  const event = { id, type, sequence: 1, createdAt, data: { requestId, reference, status } };
  const body = JSON.stringify(event);
  const timestamp = Math.floor(sentAt.getTime() / 1000);
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  const headers = {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": `v1,${signature}`,
  };
  return { id, body, headers };
}

function openRequest(wanted: OpenPaymentRequest): PaymentRequest {
  const items = wanted.items;
  const amountOf = (some: typeof items) =>
    some.reduce((sum, item) => sum + item.quantity * item.unitAmount.minor, 0);
  const money = (minor: number) => ({ minor, currency: wanted.currency });
  const groups = wanted.split === "each" ? items.map((item) => [item]) : [items];
  return {
    id: newId("pr"),
    status: "open",
    revision: 1,
    reference: wanted.reference,
    split: wanted.split ?? "one",
    items,
    amount: money(amountOf(items)),
    paidAmount: money(0),
    codes: groups.map((group) => ({
      id: newId("cd"),
      status: "active",
      items: group,
      amount: money(amountOf(group)),
      url: `${terminalOrigin}/C/TOKEN`,
      shortCode: "BCDF-GHJK",
      images: { svg: "", png: "" },
      paymentId: null,
    })),
    terminalUrl: `${terminalOrigin}/t/${randomUUID()}`,
    returnUrl: wanted.returnUrl,
    retryUrl: wanted.retryUrl ?? null,
    collect: wanted.collect ?? [],
    metadata: {},
    createdAt: "2026-11-23T11:00:00.000Z",
    expiresAt: "2026-11-23T11:10:00.000Z",
    paidAt: null,
    cancelledBy: null,
  };
}

function paid(request: PaymentRequest, skus?: readonly string[]): Partial<PaymentRequest> {
  const codes = request.codes.map((code) => {
    const isMeant = skus === undefined || code.items.some((item) => skus.includes(item.sku ?? ""));
    return isMeant && code.status === "active"
      ? { ...code, status: "paid" as const, paymentId: newId("pay") }
      : code;
  });
  const isPaid = codes.every((code) => code.status === "paid");
  return {
    codes,
    status: isPaid ? "paid" : "partly_paid",
    paidAt: isPaid ? "2026-11-23T11:05:00.000Z" : null,
  };
}

function reopened(request: PaymentRequest): Partial<PaymentRequest> {
  const codes = request.codes.map((code) => ({
    ...code,
    id: newId("cd"),
    status: "active" as const,
  }));
  return { status: "open", revision: request.revision + 1, codes };
}

function closed(request: PaymentRequest, status: "expired" | "cancelled"): Partial<PaymentRequest> {
  const codes = request.codes.map((code) =>
    code.status === "active" ? { ...code, status } : code,
  );
  return { status, codes };
}

function aProblem(status: number, code: string) {
  const retryable = status >= 500;
  return {
    type: "",
    title: code,
    status,
    code,
    detail: code,
    requestId: "",
    retryable,
    errors: [],
  };
}
