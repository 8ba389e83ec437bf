/** The deliveries' SQL: a queue in a table, shared by any number of processes. */
import type { ScantillEvent } from "@scantill/contract/events";
import { fromUuid, type Id, toUuid } from "@scantill/service-kit/ids";
import { getEvents } from "#events";
import type { TenantTx } from "#tenant";
import type { DeliveryOutcome } from "./webhook.ts";

export type DueDelivery = {
  readonly endpointId: Id<"wh">;
  readonly url: string;
  readonly sealedSecrets: readonly Uint8Array[];
  /** How many attempts there were, the one that is due included. */
  readonly attempt: number;
  readonly event: ScantillEvent;
};

export type DeliveryClaim = {
  readonly limit: number;
  readonly mostPerEndpoint: number;
  /** How many attempts are under way already, for each endpoint that has any. */
  readonly busy: ReadonlyMap<Id<"wh">, number>;
  readonly leaseSeconds: number;
};

type DueRow = {
  readonly endpoint_id: string;
  readonly event_id: string;
  readonly attempt: number;
  readonly url: string;
  readonly secret_sealed: Uint8Array;
  readonly old_secret_sealed: Uint8Array | null;
};

/** How many of the longest-waiting deliveries are looked at; an endpoint with more of them than that only delays the next look. */
const windowSize = 1_000;

/**
 * Takes deliveries that are due, and leases them to this process: one that dies gives them back by silence. No endpoint gets more
 * than its share, however many of its deliveries wait.
 */
export async function claimDueDeliveries(
  tx: TenantTx,
  { limit, mostPerEndpoint, busy, leaseSeconds }: DeliveryClaim,
): Promise<readonly DueDelivery[]> {
  const full = [...busy].filter(([, count]) => count >= mostPerEndpoint).map(([id]) => id);
  const rows = await tx.sql<DueRow[]>`
    with busy as (
      select b.endpoint_id, b.under_way
      from unnest(
        ${[...busy.keys()].map(toUuid)}::uuid[],
        ${[...busy.values()]}::integer[]
      ) as b (endpoint_id, under_way)
    ),
    waiting as (
      select d.endpoint_id, d.event_id, d.next_at
      from payments.delivery d
      where d.tenant_id = ${tx.tenantId}
        and d.status in ('pending', 'failed')
        and d.next_at <= now()
        and d.endpoint_id <> all(${full.map(toUuid)}::uuid[])
      order by d.next_at
      limit ${windowSize}
    ),
    queued as (
      select w.endpoint_id, w.event_id, coalesce(busy.under_way, 0)
        + row_number() over (partition by w.endpoint_id order by w.next_at, w.event_id) as place
      from waiting w
      left join busy on busy.endpoint_id = w.endpoint_id
    ),
    due as (
      select d.endpoint_id, d.event_id
      from payments.delivery d
      join queued q on q.endpoint_id = d.endpoint_id and q.event_id = d.event_id
      where d.tenant_id = ${tx.tenantId}
        and q.place <= ${mostPerEndpoint}
        and d.status in ('pending', 'failed')
        and d.next_at <= now()
      order by q.place, d.next_at
      limit ${limit}
      for update of d skip locked
    ),
    claimed as (
      update payments.delivery d
      set attempt = d.attempt + 1, next_at = now() + make_interval(secs => ${leaseSeconds})
      from due
      where d.tenant_id = ${tx.tenantId} and d.endpoint_id = due.endpoint_id and d.event_id = due.event_id
      returning d.endpoint_id, d.event_id, d.attempt
    )
    select c.endpoint_id, c.event_id, c.attempt, e.url, e.secret_sealed, e.old_secret_sealed
    from claimed c
    join payments.webhook_endpoint e on e.tenant_id = ${tx.tenantId} and e.id = c.endpoint_id
    order by c.event_id`;
  if (rows.length === 0) return [];
  const events = await getEvents(
    tx,
    rows.map((row) => fromUuid("ev", row.event_id)),
  );
  return rows.flatMap((row) => {
    const event = events.get(fromUuid("ev", row.event_id));
    return event === undefined ? [] : [toDueDelivery(row, event)];
  });
}

/** Delivered stays delivered; what was given up while the attempt was under way is not tried again. */
export async function saveOutcome(
  tx: TenantTx,
  delivery: { readonly endpointId: Id<"wh">; readonly eventId: Id<"ev">; readonly answer: string },
  outcome: DeliveryOutcome,
): Promise<void> {
  const retryInSeconds = outcome.status === "failed" ? outcome.retryInSeconds : 0;
  await tx.sql`
    update payments.delivery
    set status = ${outcome.status}::text,
      next_at = now() + make_interval(secs => ${retryInSeconds}),
      last_answer = ${delivery.answer}
    where tenant_id = ${tx.tenantId}
      and endpoint_id = ${toUuid(delivery.endpointId)}
      and event_id = ${toUuid(delivery.eventId)}
      and status <> 'delivered'
      and (status <> 'given_up' or ${outcome.status}::text <> 'failed')`;
}

/** The receiver has said that it is gone for good: nothing more is sent, and what was waiting is given up. */
export async function switchOffEndpoint(tx: TenantTx, endpointId: Id<"wh">): Promise<void> {
  await tx.sql`
    update payments.webhook_endpoint
    set switched_off_at = now()
    where tenant_id = ${tx.tenantId} and id = ${toUuid(endpointId)}`;
  await tx.sql`
    update payments.delivery
    set status = 'given_up'
    where tenant_id = ${tx.tenantId}
      and endpoint_id = ${toUuid(endpointId)}
      and status in ('pending', 'failed')`;
}

function toDueDelivery(row: DueRow, event: ScantillEvent): DueDelivery {
  return {
    endpointId: fromUuid("wh", row.endpoint_id),
    url: row.url,
    sealedSecrets: [row.secret_sealed, row.old_secret_sealed].filter((secret) => secret !== null),
    attempt: row.attempt,
    event,
  };
}
