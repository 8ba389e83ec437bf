/** A shop in one file: it sells tea, and is paid by code. Its guide is accept-your-first-payment.md. */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { connectScantill, type PaymentRequest, verifyApproval, verifyWebhook } from "@scantill/sdk";

const shopUrl = process.env["SHOP_URL"] ?? "http://127.0.0.1:4000";
const paymentsUrl = process.env["PAYMENTS_URL"] ?? "http://localhost:4100";
const apiKey = process.env["SCANTILL_API_KEY"] ?? "";
const webhookSecret = process.env["SCANTILL_WEBHOOK_SECRET"] ?? "";

const scantill = connectScantill({ url: paymentsUrl, apiKey });

type Order = { status: "waiting" | "paid" | "closed" };
const orders = new Map<string, Order>();
const seenEvents = new Set<string>();

/** Opens the payment of an order and returns the address of the page with the code. */
async function openPayment(orderId: string): Promise<string> {
  const tea = { name: "Tea", quantity: 2, unitAmount: { minor: 350, currency: "EUR" } };
  const request = await scantill.openPaymentRequest(
    {
      reference: orderId,
      currency: "EUR",
      items: [tea],
      returnUrl: `${shopUrl}/orders/${orderId}`,
    },
    { idempotencyKey: orderId },
  );
  return request.terminalUrl;
}

/** Takes the payment server's word for how an order stands. Safe to call as often as you like. */
async function settle(request: PaymentRequest): Promise<void> {
  const order = orders.get(request.reference);
  if (order?.status !== "waiting") return;
  if (request.status === "paid") {
    await refuseUnproven(request);
    order.status = "paid"; // now the tea may leave the house
  }
  if (request.status === "expired" || request.status === "cancelled") {
    order.status = "closed"; // back on the shelf with it
  }
}

/** Checks, without asking anybody, that a payer has approved just this. */
async function refuseUnproven({ codes }: PaymentRequest): Promise<void> {
  const place = { rpId: new URL(paymentsUrl).hostname, origin: paymentsUrl };
  for (const { paymentId } of codes) {
    if (paymentId === null) throw new Error("a paid request has a code that is not paid");
    const verdict = verifyApproval(await scantill.getPayment(paymentId), place);
    if (!verdict.ok) throw new Error(`${paymentId} was not approved: ${verdict.reason}`);
  }
}

/** What the payment server tells by itself. Any answer but 2xx, and it tells us again later. */
async function receiveWebhook(request: IncomingMessage): Promise<void> {
  const event = verifyWebhook({
    body: await text(request),
    headers: request.headers,
    secrets: [webhookSecret],
  });
  if (seenEvents.has(event.id)) return;
  await settle(await scantill.getPaymentRequest(event.data.requestId));
  seenEvents.add(event.id);
}

/** The page that the shopper comes back to. It asks, too: the webhook may still be on its way. */
async function orderPage(orderId: string): Promise<string> {
  const request = await scantill.findPaymentRequest(orderId);
  if (request !== null) await settle(request);
  return `Your tea: ${orders.get(orderId)?.status ?? "never ordered"}`;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? "/", shopUrl);
  if (request.method === "POST" && pathname === "/buy") {
    const orderId = randomUUID();
    orders.set(orderId, { status: "waiting" });
    response.writeHead(303, { Location: await openPayment(orderId) }).end();
  } else if (request.method === "POST" && pathname === "/webhooks/scantill") {
    await receiveWebhook(request);
    response.writeHead(204).end();
  } else if (pathname.startsWith("/orders/")) {
    response.end(await orderPage(pathname.slice("/orders/".length)));
  } else {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end('<form method="post" action="/buy"><button>Two teas, €7.00</button></form>');
  }
}

createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    response.writeHead(500).end("That did not work. Please try again.");
  });
}).listen(Number(new URL(shopUrl).port || 80), "127.0.0.1");
