/**
 * The worker that tells merchants' servers what happened. Every delivery is attempted until it is answered well or given up. One
 * that hangs holds up nobody else: each endpoint may have only a few attempts under way.
 */
import type { Id } from "@scantill/service-kit/ids";
import { watchAllEvents } from "#events";
import type { Services } from "#services";
import { transact } from "#tenant";
import { type PostWebhook, postWebhook } from "./post-webhook.ts";
import { webhookHeaders } from "./sign-webhook.ts";
import { describeAnswer, outcomeOf } from "./webhook.ts";
import {
  claimDueDeliveries,
  type DueDelivery,
  saveOutcome,
  switchOffEndpoint,
} from "./webhook-store.ts";

const pollMs = 1_000;
/** Longer than any attempt may take. */
const leaseSeconds = 60;
const mostUnderWay = 256;
const mostPerEndpoint = 8;

export type WebhookDelivery = {
  /** Looks for due deliveries now. */
  readonly nudge: () => void;
  /** Begins nothing new, and waits for the attempts under way. */
  readonly stop: () => Promise<void>;
};

type DeliveryServices = Pick<Services, "database" | "sealer" | "config">;

/** Looks whenever this process has committed events, and once a second for what others have and for what is to be retried. */
export function startWebhookDelivery(
  services: DeliveryServices,
  logError: (error: unknown) => void,
  post: PostWebhook = postWebhook({ allowLoopback: services.config.allowLoopbackWebhooks }),
): WebhookDelivery {
  const underWay = new Map<Promise<void>, Id<"wh">>();
  let isStopping = false;
  let isNudged = false;
  let rounds: Promise<void> | null = null;

  const attempt = (delivery: DueDelivery) => {
    const attempting = deliver(services, delivery, post)
      .catch(logError)
      .finally(() => {
        underWay.delete(attempting);
        nudge();
      });
    underWay.set(attempting, delivery.endpointId);
  };

  /** Until nothing more is due, or may be begun. */
  const lookAround = async () => {
    while (isNudged && !isStopping) {
      isNudged = false;
      const limit = mostUnderWay - underWay.size;
      if (limit === 0) return;
      const busy = countEach(underWay.values());
      const wanted = { limit, busy, mostPerEndpoint, leaseSeconds };
      const due = await transact(services.database, (tx) => claimDueDeliveries(tx, wanted));
      for (const delivery of due) attempt(delivery);
      if (due.length > 0) isNudged = true;
    }
  };

  const nudge = () => {
    isNudged = true;
    rounds ??= lookAround()
      .catch(logError)
      .finally(() => {
        rounds = null;
      });
  };

  const timer = setInterval(nudge, pollMs);
  const stopWatching = watchAllEvents(nudge);
  return {
    nudge,
    stop: async () => {
      isStopping = true;
      clearInterval(timer);
      stopWatching();
      await rounds;
      await Promise.all(underWay.keys());
    },
  };
}

async function deliver(
  { database, sealer }: DeliveryServices,
  delivery: DueDelivery,
  post: PostWebhook,
): Promise<void> {
  const { endpointId, event } = delivery;
  const secrets = delivery.sealedSecrets.map((sealed) => sealer.open(sealed, endpointId));
  const body = JSON.stringify(event);
  const headers = webhookHeaders({ id: event.id, sentAt: new Date(), body }, secrets);
  const answer = await post(delivery.url, { headers, body });
  const outcome = outcomeOf(answer, delivery.attempt, Math.random());
  await transact(database, async (tx) => {
    if (outcome.status === "given_up" && outcome.switchOff) await switchOffEndpoint(tx, endpointId);
    await saveOutcome(
      tx,
      { endpointId, eventId: event.id, answer: describeAnswer(answer) },
      outcome,
    );
  });
}

function countEach<Value>(values: Iterable<Value>): ReadonlyMap<Value, number> {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
