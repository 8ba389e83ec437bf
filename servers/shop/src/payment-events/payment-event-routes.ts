/** Where the payments server tells the shop what happened, signed as Standard Webhooks has it. */
import { verifyWebhook } from "@scantill/sdk";
import { Hono } from "hono";
import { refuse } from "#refuse";
import type { Services } from "#services";
import { receivePaymentEvent } from "./receive-payment-event.ts";

export function paymentEventRoutes(services: Services): Hono {
  const routes = new Hono();

  routes.post("/webhooks/scantill", async (context) => {
    const event = verified(await context.req.text(), context.req.header(), services);
    await receivePaymentEvent(services, event);
    return context.body(null, 204);
  });

  return routes;
}

function verified(body: string, headers: Record<string, string>, { config }: Services) {
  try {
    return verifyWebhook({ body, headers, secrets: config.webhookSecrets });
  } catch {
    // Whatever is wrong with it, a stranger learns no more than that it is not signed.
    return refuse("webhook_signature_invalid");
  }
}
