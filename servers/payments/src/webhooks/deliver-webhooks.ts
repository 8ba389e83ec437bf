/**
 * The worker that tells merchants' servers what happened. Every delivery is attempted until it is answered well or given up; a
 * receiver that hangs holds up nobody else, since each endpoint has its own small number of attempts under way.
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
const leaseSeconds = 60;
const mostPerRound = 50;
const mostPerEndpoint = 8;

export type WebhookDelivery = {
  /** Waits for the attempts under way. */
  readonly stop: () => Promise<void>;
};

type DeliveryServices = Pick<Services, "database" | "sealer" | "config">;

/** Looks whenever this process has committed events, and once a second for what others have and for what is to be retried. */
export function startWebhookDelivery(
  services: DeliveryServices,
  logError: (error: unknown) => void,
  post: PostWebhook = postWebhook({ allowLoopback: services.config.allowLoopbackWebhooks }),
): WebhookDelivery {
  const underWay = new Map<Id<"wh">, number>();
  const attempts = new Set<Promise<void>>();
  let isStopping = false;
  let round: Promise<void> | null = null;
  let isNudged = false;

  const attempt = (delivery: DueDelivery) => {
    const { endpointId } = delivery;
    underWay.set(endpointId, (underWay.get(endpointId) ?? 0) + 1);
    const running = deliver(services, delivery, post)
      .catch(logError)
      .finally(() => {
        const rest = (underWay.get(endpointId) ?? 1) - 1;
        if (rest === 0) underWay.delete(endpointId);
        else underWay.set(endpointId, rest);
        attempts.delete(running);
        look();
      });
    attempts.add(running);
  };

  const claim = async () => {
    const busyEndpoints = [...underWay]
      .filter(([, count]) => count >= mostPerEndpoint)
      .map(([id]) => id);
    const wanted = { limit: mostPerRound, leaseSeconds, busyEndpoints };
    const due = await transact(services.database, (tx) => claimDueDeliveries(tx, wanted));
    for (const delivery of due) attempt(delivery);
  };

  const look = () => {
    isNudged = true;
    if (isStopping) return;
    round ??= (async () => {
      while (isNudged && !isStopping) {
        isNudged = false;
        await claim();
      }
    })()
      .catch(logError)
      .finally(() => {
        round = null;
      });
  };

  const timer = setInterval(look, pollMs);
  const stopWatching = watchAllEvents(look);
  return {
    stop: async () => {
      isStopping = true;
      clearInterval(timer);
      stopWatching();
      await round;
      await Promise.all(attempts);
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
  await saveOutcome(
    database,
    { endpointId, eventId: event.id, answer: describeAnswer(answer) },
    outcome,
  );
  if (outcome.status === "given_up" && outcome.switchOff) {
    await transact(database, (tx) => switchOffEndpoint(tx, endpointId));
  }
}
