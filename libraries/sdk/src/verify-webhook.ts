/** The check of a webhook by the Standard Webhooks specification: who sent it, that nothing was changed, and that it is recent. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { ScantillEvent } from "@scantill/contract/events";
import { ScantillError } from "./scantill-error.ts";

const secretPrefix = "whsec_";
const toleranceSeconds = 300;

export type WebhookDelivery = {
  /** Exactly as it arrived: JSON that was parsed and written again may not match. */
  readonly body: string | Uint8Array;
  /** A `Headers`, or a record with lower-case names as `node:http` gives them. */
  readonly headers: Headers | { readonly [name: string]: string | readonly string[] | undefined };
  /** `whsec_…`; during a rotation the old and the new one. */
  readonly secrets: readonly string[];
  readonly now?: Date;
};

/**
 * The event, once its signature is found good. Throws a `ScantillError` with `webhook_malformed`, `webhook_out_of_time` or
 * `webhook_signature_invalid`. Deliveries repeat and overtake each other: remember ids, and ask for the request's present state.
 */
export function verifyWebhook({
  body,
  headers,
  secrets,
  now = new Date(),
}: WebhookDelivery): ScantillEvent {
  const id = header(headers, "webhook-id");
  const timestamp = header(headers, "webhook-timestamp");
  const signatures = header(headers, "webhook-signature");
  refuseOutOfTime(timestamp, now);
  const text = typeof body === "string" ? body : Buffer.from(body).toString("utf8");
  if (!isSigned(`${id}.${timestamp}.${text}`, signatures, secrets)) {
    throw new ScantillError("webhook_signature_invalid", "The webhook's signature is not ours.");
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ScantillError("webhook_malformed", "The webhook's body is not JSON.", { cause });
  }
}

function header(headers: WebhookDelivery["headers"], name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : headers[name];
  if (typeof value === "string" && value !== "") return value;
  throw new ScantillError("webhook_malformed", `The webhook has no ${name} header.`);
}

function refuseOutOfTime(timestamp: string, now: Date): void {
  if (!/^\d{1,15}$/.test(timestamp)) {
    throw new ScantillError("webhook_malformed", "The webhook's time is not a number of seconds.");
  }
  if (Math.abs(now.getTime() / 1_000 - Number(timestamp)) > toleranceSeconds) {
    throw new ScantillError(
      "webhook_out_of_time",
      "The webhook's time is not within five minutes.",
    );
  }
}

/** Any secret may have made any of the signatures; every comparison takes the same time. */
function isSigned(signed: string, signatures: string, secrets: readonly string[]): boolean {
  const claimed = signatures
    .split(" ")
    .filter((signature) => signature.startsWith("v1,"))
    .map((signature) => Buffer.from(signature.slice("v1,".length), "base64"));
  const expected = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(secretPrefix, ""), "base64");
    if (key.length === 0) throw new TypeError("a webhook secret is empty");
    return createHmac("sha256", key).update(signed).digest();
  });
  return expected.some((hash) =>
    claimed.some((claim) => claim.length === hash.length && timingSafeEqual(claim, hash)),
  );
}
