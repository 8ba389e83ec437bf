/** The events' SQL: one statement records any number of events together with the deliveries they cause. */

import { type ScantillEvent, webhookEventTypes } from "@scantill/contract/events";
import { columnsOf } from "@scantill/service-kit/database";
import { fromUuid, type Id, newUuid, toUuid } from "@scantill/service-kit/ids";
import type { Reader, TenantTx } from "#tenant";
import type { NewEvent } from "./event.ts";

type EventRow = {
  readonly id: string;
  readonly request_id: string;
  readonly seq: number;
  readonly type: ScantillEvent["type"];
  readonly payload: EventPayload;
  readonly created_at: Date;
};

type EventPayload = Omit<ScantillEvent["data"], "requestId">;

/** A delivery is due from the start for every endpoint of the merchant that is switched on. */
export async function insertEvents(tx: TenantTx, events: readonly NewEvent[]): Promise<void> {
  const { integer, text, uuid } = columnsOf(tx.sql, events);
  await tx.sql`
    with recorded as (
      insert into payments.event (tenant_id, id, request_id, merchant_id, seq, type, payload)
      select ${tx.tenantId}, e.id, e.request_id, e.merchant_id, e.seq, e.type, e.payload::jsonb
      from unnest(
        ${uuid(() => newUuid())},
        ${uuid((event) => toUuid(event.requestId))},
        ${uuid((event) => toUuid(event.merchantId))},
        ${integer((event) => event.sequence)},
        ${text((event) => event.type)},
        ${text((event) => JSON.stringify(payloadOf(event)))}
      ) as e (id, request_id, merchant_id, seq, type, payload)
      returning id, merchant_id, type
    )
    insert into payments.delivery (tenant_id, endpoint_id, event_id)
    select ${tx.tenantId}, endpoint.id, recorded.id
    from recorded
    join payments.webhook_endpoint endpoint
      on endpoint.tenant_id = ${tx.tenantId} and endpoint.merchant_id = recorded.merchant_id
    where endpoint.switched_off_at is null
      and recorded.type = any(${[...webhookEventTypes]}::text[])`;
}

/** The events of one request after a sequence, oldest first. */
export async function listEventRows(
  reader: Reader,
  requestId: Id<"pr">,
  afterSequence: number,
): Promise<readonly ScantillEvent[]> {
  const rows = await reader.sql<EventRow[]>`
    select id, request_id, seq, type, payload, created_at
    from payments.event
    where tenant_id = ${reader.tenantId}
      and request_id = ${toUuid(requestId)}
      and seq > ${afterSequence}
    order by seq`;
  return rows.map(toEvent);
}

/** Some events by id. */
export async function getEventRows(
  reader: Reader,
  ids: readonly Id<"ev">[],
): Promise<ReadonlyMap<Id<"ev">, ScantillEvent>> {
  const rows = await reader.sql<EventRow[]>`
    select id, request_id, seq, type, payload, created_at
    from payments.event
    where tenant_id = ${reader.tenantId} and id = any(${ids.map(toUuid)}::uuid[])`;
  return new Map(rows.map((row) => [fromUuid("ev", row.id), toEvent(row)]));
}

/** The requests to which something happened since a moment, by whichever process. */
export async function listRequestsWithEventsSince(
  reader: Reader,
  since: Date,
): Promise<readonly Id<"pr">[]> {
  const rows = await reader.sql<{ readonly request_id: string }[]>`
    select distinct request_id
    from payments.event
    where tenant_id = ${reader.tenantId}
      and id >= ${lowestUuidOf(since)}`;
  return rows.map((row) => fromUuid("pr", row.request_id));
}

function payloadOf(event: NewEvent): EventPayload {
  return {
    reference: event.reference,
    status: event.status,
    ...(event.codeIds === undefined ? {} : { codeIds: [...event.codeIds] }),
    ...(event.paymentId === undefined ? {} : { paymentId: event.paymentId }),
    ...(event.amount === undefined
      ? {}
      : { amount: { minor: Number(event.amount), currency: event.currency } }),
  };
}

function toEvent(row: EventRow): ScantillEvent {
  return {
    id: fromUuid("ev", row.id),
    type: row.type,
    sequence: row.seq,
    createdAt: row.created_at.toISOString(),
    data: { requestId: fromUuid("pr", row.request_id), ...row.payload },
  };
}

/** The smallest UUIDv7 of a millisecond: ids made from then on sort after it. */
function lowestUuidOf(moment: Date): string {
  const hex = moment.getTime().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
