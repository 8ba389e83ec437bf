/** The webhooks' door. */
export { startWebhookDelivery } from "./deliver-webhooks.ts";
