/** Signatures of the Standard Webhooks specification: `v1,` and the HMAC-SHA-256 over id, time and body. */
import { createHmac } from "node:crypto";

const secretPrefix = "whsec_";

export type WebhookMessage = {
  /** The same for every attempt, so that the receiver can ignore repeats. */
  readonly id: string;
  readonly sentAt: Date;
  readonly body: string;
};

/** @param secrets `whsec_` and base64, newest first; during a rotation there are two. */
export function webhookHeaders(
  message: WebhookMessage,
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  const timestamp = Math.floor(message.sentAt.getTime() / 1_000);
  const signed = `${message.id}.${timestamp}.${message.body}`;
  return {
    "Content-Type": "application/json",
    "User-Agent": "Scantill-Webhooks/1",
    "webhook-id": message.id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": secrets.map((secret) => `v1,${signature(secret, signed)}`).join(" "),
  };
}

function signature(secret: string, signed: string): string {
  const key = Buffer.from(secret.slice(secretPrefix.length), "base64");
  return createHmac("sha256", key).update(signed).digest("base64");
}
