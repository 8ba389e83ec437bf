/** The deliveries' SQL: a queue in a table, shared by any number of processes. */
import type { ScantillEvent } from "@scantill/contract/events";
import { fromUuid, type Id, toUuid } from "@scantill/service-kit/ids";
import { getEvents } from "#events";
import type { Reader, TenantTx } from "#tenant";
import type { DeliveryOutcome } from "./webhook.ts";

export type DueDelivery = {
  readonly endpointId: Id<"wh">;
  readonly url: string;
  readonly sealedSecrets: readonly Uint8Array[];
  /** How many attempts there were, the one that is due included. */
  readonly attempt: number;
  readonly event: ScantillEvent;
};

type DueRow = {
  readonly endpoint_id: string;
  readonly event_id: string;
  readonly attempt: number;
  readonly url: string;
  readonly secret_sealed: Uint8Array;
  readonly old_secret_sealed: Uint8Array | null;
};

/**
 * Takes deliveries that are due, at most some for each endpoint, and leases them to this process: one that dies gives them back by
 * silence. An endpoint that is busy already (see `busyEndpoints`) is left alone.
 */
export async function claimDueDeliveries(
  tx: TenantTx,
  claim: {
    readonly limit: number;
    readonly leaseSeconds: number;
    readonly busyEndpoints: readonly Id<"wh">[];
  },
): Promise<readonly DueDelivery[]> {
  const rows = await tx.sql<DueRow[]>`
    with due as (
      select d.endpoint_id, d.event_id
      from payments.delivery d
      where d.tenant_id = ${tx.tenantId}
        and d.status in ('pending', 'failed')
        and d.next_at <= now()
        and d.endpoint_id <> all(${claim.busyEndpoints.map(toUuid)}::uuid[])
      order by d.next_at
      limit ${claim.limit}
      for update skip locked
    ),
    claimed as (
      update payments.delivery d
      set attempt = d.attempt + 1, next_at = now() + make_interval(secs => ${claim.leaseSeconds})
      from due
      where d.tenant_id = ${tx.tenantId} and d.endpoint_id = due.endpoint_id and d.event_id = due.event_id
      returning d.endpoint_id, d.event_id, d.attempt
    )
    select c.endpoint_id, c.event_id, c.attempt, e.url, e.secret_sealed, e.old_secret_sealed
    from claimed c
    join payments.webhook_endpoint e on e.tenant_id = ${tx.tenantId} and e.id = c.endpoint_id
    order by c.event_id`;
  const events = await getEvents(
    tx,
    rows.map((row) => fromUuid("ev", row.event_id)),
  );
  return rows.flatMap((row) => {
    const event = events.get(fromUuid("ev", row.event_id));
    return event === undefined ? [] : [toDueDelivery(row, event)];
  });
}

export async function saveOutcome(
  reader: Reader,
  delivery: { readonly endpointId: Id<"wh">; readonly eventId: Id<"ev">; readonly answer: string },
  outcome: DeliveryOutcome,
): Promise<void> {
  const retryInSeconds = outcome.status === "failed" ? outcome.retryInSeconds : 0;
  await reader.sql`
    update payments.delivery
    set status = ${outcome.status},
      next_at = now() + make_interval(secs => ${retryInSeconds}),
      last_answer = ${delivery.answer}
    where tenant_id = ${reader.tenantId}
      and endpoint_id = ${toUuid(delivery.endpointId)}
      and event_id = ${toUuid(delivery.eventId)}`;
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
