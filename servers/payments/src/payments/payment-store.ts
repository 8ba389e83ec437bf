/** The payments' SQL. Payments are locked after their request and its codes. */
import type { PaymentStatus } from "@scantill/contract/payments";
import { columnsOf } from "@scantill/service-kit/database";
import { fromUuid, type Id, toUuid } from "@scantill/service-kit/ids";
import type { Reader, TenantTx } from "#tenant";
import type { Payment, PaymentId, StoredProof } from "./payment.ts";

type PaymentRow = {
  readonly id: string;
  readonly request_id: string;
  readonly revision: number;
  readonly session_id: string;
  readonly wallet_id: string | null;
  readonly code_ids: readonly string[];
  readonly amount: bigint;
  readonly currency: string;
  readonly status: PaymentStatus;
  readonly attempt_id: string | null;
  readonly nonce: Uint8Array | null;
  readonly approve_by: Date | null;
  readonly proof: StoredProof | null;
  readonly delivery_address_sealed: Uint8Array | null;
  readonly delivery_address_hash: Uint8Array | null;
  readonly created_at: Date;
  readonly approved_at: Date | null;
};

const columns = (reader: Reader) => reader.sql`
  id, request_id, revision, session_id, wallet_id, code_ids, amount, currency, status, attempt_id, nonce, approve_by, proof,
  delivery_address_sealed, delivery_address_hash, created_at, approved_at`;

export async function insertPayment(tx: TenantTx, payment: Payment): Promise<void> {
  await tx.sql`
    insert into payments.payment
      (tenant_id, id, request_id, revision, session_id, code_ids, amount, currency, status, created_at)
    values
      (${tx.tenantId}, ${toUuid(payment.id)}, ${toUuid(payment.requestId)}, ${payment.revision}, ${toUuid(payment.sessionId)},
       ${payment.codeIds.map(toUuid)}::uuid[], ${payment.amount}, ${payment.currency}, ${payment.status}, ${payment.createdAt})`;
}

export async function findPayment(reader: Reader, id: PaymentId): Promise<Payment | null> {
  const [row] = await reader.sql<PaymentRow[]>`
    select ${columns(reader)}
    from payments.payment
    where tenant_id = ${reader.tenantId} and id = ${toUuid(id)}`;
  return row === undefined ? null : toPayment(row);
}

/** What a phone is paying for this request right now, if anything. */
export async function findAwaitingPayment(
  reader: Reader,
  requestId: Id<"pr">,
  sessionId: Id<"ses">,
): Promise<Payment | null> {
  const [row] = await reader.sql<PaymentRow[]>`
    select ${columns(reader)}
    from payments.payment
    where tenant_id = ${reader.tenantId}
      and request_id = ${toUuid(requestId)}
      and session_id = ${toUuid(sessionId)}
      and status = 'awaiting_approval'
    order by id desc
    limit 1`;
  return row === undefined ? null : toPayment(row);
}

/** In id order. */
export async function lockPayments(
  tx: TenantTx,
  ids: readonly PaymentId[],
): Promise<readonly Payment[]> {
  const rows = await tx.sql<PaymentRow[]>`
    select ${columns(tx)}
    from payments.payment
    where tenant_id = ${tx.tenantId} and id = any(${ids.map(toUuid)}::uuid[])
    order by id
    for update`;
  return rows.map(toPayment);
}

/** Every payment of some requests, oldest first. */
export async function listPaymentsOfRequests(
  reader: Reader,
  requestIds: readonly Id<"pr">[],
): Promise<readonly Payment[]> {
  const rows = await reader.sql<PaymentRow[]>`
    select ${columns(reader)}
    from payments.payment
    where tenant_id = ${reader.tenantId} and request_id = any(${requestIds.map(toUuid)}::uuid[])
    order by id`;
  return rows.map(toPayment);
}

/** A wallet's receipts, newest first. */
export async function listApprovedPayments(
  reader: Reader,
  page: {
    readonly walletId: Id<"wal">;
    readonly olderThan: PaymentId | null;
    readonly limit: number;
  },
): Promise<readonly Payment[]> {
  const rows = await reader.sql<PaymentRow[]>`
    select ${columns(reader)}
    from payments.payment
    where tenant_id = ${reader.tenantId}
      and wallet_id = ${toUuid(page.walletId)}
      and status = 'approved'
      ${page.olderThan === null ? reader.sql`` : reader.sql`and id < ${toUuid(page.olderThan)}`}
    order by id desc
    limit ${page.limit}`;
  return rows.map(toPayment);
}

/** Every payment of a merchant's requests, whatever became of it, newest first. */
export async function listMerchantPayments(
  reader: Reader,
  page: {
    readonly merchantId: Id<"mer">;
    readonly requestId: Id<"pr"> | null;
    readonly olderThan: PaymentId | null;
    readonly limit: number;
  },
): Promise<readonly Payment[]> {
  const rows = await reader.sql<PaymentRow[]>`
    select p.id, p.request_id, p.revision, p.session_id, p.wallet_id, p.code_ids, p.amount, p.currency, p.status, p.attempt_id,
      p.nonce, p.approve_by, p.proof, p.delivery_address_sealed, p.delivery_address_hash, p.created_at, p.approved_at
    from payments.payment p
    join payments.payment_request r on r.tenant_id = p.tenant_id and r.id = p.request_id
    where p.tenant_id = ${reader.tenantId}
      and r.merchant_id = ${toUuid(page.merchantId)}
      ${page.requestId === null ? reader.sql`` : reader.sql`and p.request_id = ${toUuid(page.requestId)}`}
      ${page.olderThan === null ? reader.sql`` : reader.sql`and p.id < ${toUuid(page.olderThan)}`}
    order by p.id desc
    limit ${page.limit}`;
  return rows.map(toPayment);
}

/** Writes what may change of payments that the caller has locked. */
export async function savePayments(tx: TenantTx, payments: readonly Payment[]): Promise<void> {
  if (payments.length === 0) return;
  const { bigint, bytea, text, timestamptz, uuid } = columnsOf(tx.sql, payments);
  await tx.sql`
    update payments.payment p
    set status = n.status,
      wallet_id = n.wallet_id,
      code_ids = array(select jsonb_array_elements_text(n.code_ids)::uuid),
      amount = n.amount,
      attempt_id = n.attempt_id,
      nonce = n.nonce,
      approve_by = n.approve_by,
      proof = n.proof,
      delivery_address_sealed = n.delivery_address_sealed,
      delivery_address_hash = n.delivery_address_hash,
      approved_at = n.approved_at
    from (
      select id, status, wallet_id, code_ids::jsonb as code_ids, amount, attempt_id, nonce, approve_by, proof::jsonb as proof,
        delivery_address_sealed, delivery_address_hash, approved_at
      from unnest(
        ${uuid((payment) => toUuid(payment.id))},
        ${text((payment) => payment.status)},
        ${uuid((payment) => (payment.walletId === null ? null : toUuid(payment.walletId)))},
        ${text((payment) => JSON.stringify(payment.codeIds.map(toUuid)))},
        ${bigint((payment) => payment.amount)},
        ${uuid((payment) => (payment.attempt === null ? null : toUuid(payment.attempt.id)))},
        ${bytea((payment) => bytesOf(payment.attempt?.nonce ?? null))},
        ${timestamptz((payment) => payment.attempt?.approveBy ?? null)},
        ${text((payment) => (payment.proof === null ? null : JSON.stringify(payment.proof)))},
        ${bytea((payment) => payment.sealedDeliveryAddress)},
        ${bytea((payment) => bytesOf(payment.deliveryAddressHash))},
        ${timestamptz((payment) => payment.approvedAt)}
      ) as u (id, status, wallet_id, code_ids, amount, attempt_id, nonce, approve_by, proof, delivery_address_sealed,
        delivery_address_hash, approved_at)
    ) n
    where p.tenant_id = ${tx.tenantId} and p.id = n.id`;
}

function toPayment(row: PaymentRow): Payment {
  return {
    id: fromUuid("pay", row.id),
    requestId: fromUuid("pr", row.request_id),
    revision: row.revision,
    sessionId: fromUuid("ses", row.session_id),
    walletId: row.wallet_id === null ? null : fromUuid("wal", row.wallet_id),
    codeIds: row.code_ids.map((id) => fromUuid("cd", id)),
    amount: row.amount,
    currency: row.currency,
    status: row.status,
    attempt: toAttempt(row),
    proof: row.proof,
    sealedDeliveryAddress: row.delivery_address_sealed,
    deliveryAddressHash:
      row.delivery_address_hash === null
        ? null
        : Buffer.from(row.delivery_address_hash).toString("base64url"),
    createdAt: row.created_at,
    approvedAt: row.approved_at,
  };
}

function toAttempt(row: PaymentRow): Payment["attempt"] {
  if (row.attempt_id === null || row.nonce === null || row.approve_by === null) return null;
  return {
    id: fromUuid("att", row.attempt_id),
    nonce: Buffer.from(row.nonce).toString("base64url"),
    approveBy: row.approve_by,
  };
}

function bytesOf(base64Url: string | null): Buffer | null {
  return base64Url === null ? null : Buffer.from(base64Url, "base64url");
}
