/** The payment requests' SQL. A request's lock comes before the locks of its codes and payments. */
import type { Item, PaymentRequestStatus, Split } from "@scantill/contract/payment-requests";
import { columnsOf } from "@scantill/service-kit/database";
import { fromUuid, type Id, toUuid } from "@scantill/service-kit/ids";
import { refuse } from "#refuse";
import type { Reader, TenantTx } from "#tenant";
import type { PaymentRequest, RequestId } from "./payment-request.ts";

type RequestRow = {
  readonly id: string;
  readonly merchant_id: string;
  readonly merchant_name: string;
  readonly reference: string;
  readonly status: PaymentRequestStatus;
  readonly revision: number;
  readonly split: Split;
  readonly items: readonly Item[];
  readonly amount: bigint;
  readonly paid_amount: bigint;
  readonly currency: string;
  readonly return_url: string;
  readonly retry_url: string | null;
  readonly collect: PaymentRequest["collect"];
  readonly metadata: Readonly<Record<string, string>>;
  readonly client_secret_sealed: Uint8Array;
  readonly event_count: number;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly was_extended_by_claim: boolean;
  readonly extension_count: number;
  readonly paid_at: Date | null;
  readonly cancelled_by: PaymentRequest["cancelledBy"];
};

const columns = (reader: Reader) => reader.sql`
  id, merchant_id, merchant_name, reference, status, revision, split, items, amount, paid_amount, currency, return_url,
  retry_url, collect, metadata, client_secret_sealed, event_count, created_at, expires_at, was_extended_by_claim, extension_count,
  paid_at, cancelled_by`;

export type NewPaymentRequest = Omit<
  PaymentRequest,
  | "status"
  | "revision"
  | "paidAmount"
  | "createdAt"
  | "expiresAt"
  | "wasExtendedByClaim"
  | "extensionCount"
  | "paidAt"
  | "cancelledBy"
  | "sealedClientSecret"
> & {
  readonly clientSecretHash: Buffer;
  readonly sealedClientSecret: Buffer;
  readonly expiresInSeconds: number;
};

/** Inserts an open request; its times come from the database's clock. */
export async function insertPaymentRequest(
  tx: TenantTx,
  request: NewPaymentRequest,
): Promise<PaymentRequest> {
  const [row] = await tx.sql<RequestRow[]>`
    insert into payments.payment_request
      (tenant_id, id, merchant_id, merchant_name, reference, status, split, items, amount, currency, client_secret_hash,
       client_secret_sealed, return_url, retry_url, collect, metadata, event_count, expires_at)
    values
      (${tx.tenantId}, ${toUuid(request.id)}, ${toUuid(request.merchantId)}, ${request.merchantName}, ${request.reference},
       'open', ${request.split}, ${tx.sql.json([...request.items])}, ${request.amount}, ${request.currency},
       ${request.clientSecretHash}, ${request.sealedClientSecret}, ${request.returnUrl}, ${request.retryUrl},
       ${[...request.collect]}::text[], ${tx.sql.json(request.metadata)}, ${request.eventCount}, now() + make_interval(secs => ${request.expiresInSeconds}))
    returning ${columns(tx)}`;
  if (row === undefined) throw new Error("an inserted payment request was not returned");
  return toPaymentRequest(row);
}

/** Locks requests in id order. Those that do not exist are left out. */
export async function lockPaymentRequests(
  tx: TenantTx,
  ids: readonly RequestId[],
): Promise<readonly PaymentRequest[]> {
  const rows = await tx.sql<RequestRow[]>`
    select ${columns(tx)}
    from payments.payment_request
    where tenant_id = ${tx.tenantId} and id = any(${ids.map(toUuid)}::uuid[])
    order by id
    for update`;
  return rows.map(toPaymentRequest);
}

/** Writes what may change of requests that the caller has locked. */
export async function savePaymentRequests(
  tx: TenantTx,
  requests: readonly PaymentRequest[],
): Promise<void> {
  if (requests.length === 0) return;
  const { bigint, boolean, integer, smallint, text, timestamptz, uuid } = columnsOf(
    tx.sql,
    requests,
  );
  await tx.sql`
    update payments.payment_request r
    set status = n.status,
      paid_amount = n.paid_amount,
      event_count = n.event_count,
      expires_at = n.expires_at,
      was_extended_by_claim = n.was_extended_by_claim,
      extension_count = n.extension_count,
      paid_at = n.paid_at,
      cancelled_by = n.cancelled_by
    from unnest(
      ${uuid((request) => toUuid(request.id))},
      ${text((request) => request.status)},
      ${bigint((request) => request.paidAmount)},
      ${integer((request) => request.eventCount)},
      ${timestamptz((request) => request.expiresAt)},
      ${boolean((request) => request.wasExtendedByClaim)},
      ${smallint((request) => request.extensionCount)},
      ${timestamptz((request) => request.paidAt)},
      ${text((request) => request.cancelledBy)}
    ) as n (id, status, paid_amount, event_count, expires_at, was_extended_by_claim, extension_count, paid_at,
      cancelled_by)
    where r.tenant_id = ${tx.tenantId} and r.id = n.id`;
}

/** Writes what only a revision changes. */
export async function saveRevision(tx: TenantTx, request: PaymentRequest): Promise<void> {
  await tx.sql`
    update payments.payment_request
    set revision = ${request.revision},
      split = ${request.split},
      items = ${tx.sql.json([...request.items])},
      amount = ${request.amount}
    where tenant_id = ${tx.tenantId} and id = ${toUuid(request.id)}`;
}

export async function findPaymentRequest(
  reader: Reader,
  id: RequestId,
): Promise<PaymentRequest | null> {
  const [row] = await reader.sql<RequestRow[]>`
    select ${columns(reader)}
    from payments.payment_request
    where tenant_id = ${reader.tenantId} and id = ${toUuid(id)}`;
  return row === undefined ? null : toPaymentRequest(row);
}

/** For a request that something else already refers to. */
export async function getPaymentRequest(reader: Reader, id: RequestId): Promise<PaymentRequest> {
  return (await findPaymentRequest(reader, id)) ?? refuse("request_not_found");
}

export async function findPaymentRequestByClientSecret(
  reader: Reader,
  hash: Buffer,
): Promise<PaymentRequest | null> {
  const [row] = await reader.sql<RequestRow[]>`
    select ${columns(reader)}
    from payments.payment_request
    where tenant_id = ${reader.tenantId} and client_secret_hash = ${hash}`;
  return row === undefined ? null : toPaymentRequest(row);
}

export type RequestPage = {
  readonly merchantId: Id<"mer">;
  readonly reference: string | null;
  /** Newest first; only requests older than this one. */
  readonly olderThan: RequestId | null;
  readonly limit: number;
};

export async function listPaymentRequests(
  reader: Reader,
  page: RequestPage,
): Promise<readonly PaymentRequest[]> {
  const rows = await reader.sql<RequestRow[]>`
    select ${columns(reader)}
    from payments.payment_request
    where tenant_id = ${reader.tenantId}
      and merchant_id = ${toUuid(page.merchantId)}
      ${page.reference === null ? reader.sql`` : reader.sql`and reference = ${page.reference}`}
      ${page.olderThan === null ? reader.sql`` : reader.sql`and id < ${toUuid(page.olderThan)}`}
    order by id desc
    limit ${page.limit}`;
  return rows.map(toPaymentRequest);
}

/** Requests whose time is over. */
export async function listRequestsToExpire(
  reader: Reader,
  limit: number,
): Promise<readonly RequestId[]> {
  const rows = await reader.sql<{ readonly id: string }[]>`
    select id
    from payments.payment_request
    where tenant_id = ${reader.tenantId}
      and status in ('open', 'partly_paid')
      and expires_at <= now()
    order by expires_at
    limit ${limit}`;
  return rows.map((row) => fromUuid("pr", row.id));
}

/** The database's clock, which alone judges whether something is in time. Read it after taking locks. */
export async function readClock(reader: Reader): Promise<Date> {
  const [row] = await reader.sql<{ readonly now: Date }[]>`select clock_timestamp() as now`;
  if (row === undefined) throw new Error("the database has no clock");
  return row.now;
}

function toPaymentRequest(row: RequestRow): PaymentRequest {
  return {
    id: fromUuid("pr", row.id),
    merchantId: fromUuid("mer", row.merchant_id),
    merchantName: row.merchant_name,
    reference: row.reference,
    status: row.status,
    revision: row.revision,
    split: row.split,
    items: row.items,
    amount: row.amount,
    paidAmount: row.paid_amount,
    currency: row.currency,
    returnUrl: row.return_url,
    retryUrl: row.retry_url,
    collect: row.collect,
    metadata: row.metadata,
    sealedClientSecret: row.client_secret_sealed,
    eventCount: row.event_count,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    wasExtendedByClaim: row.was_extended_by_claim,
    extensionCount: row.extension_count,
    paidAt: row.paid_at,
    cancelledBy: row.cancelled_by,
  };
}
