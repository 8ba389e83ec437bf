/** The codes' SQL. A token is only found by its hash; locks are taken in id order, after the request's lock. */
import type { CodeStatus } from "@scantill/contract/payment-requests";
import { columnsOf } from "@scantill/service-kit/database";
import { fromUuid, type Id, toUuid } from "@scantill/service-kit/ids";
import type { Reader, TenantTx } from "#tenant";
import { type Code, type CodeId, isPayable } from "./code.ts";

type CodeRow = {
  readonly id: string;
  readonly request_id: string;
  readonly revision: number;
  readonly item_index: number | null;
  readonly amount: bigint;
  readonly status: CodeStatus;
  readonly payment_id: string | null;
  readonly claimed_until: Date | null;
  readonly paid_at: Date | null;
  readonly secrets_sealed: Uint8Array;
};

export type NewCode = {
  readonly id: CodeId;
  readonly requestId: Id<"pr">;
  readonly revision: number;
  readonly itemIndex: number | null;
  readonly amount: bigint;
  readonly tokenHash: Buffer;
  readonly shortCodeHash: Buffer;
  readonly sealedSecrets: Buffer;
};

export async function insertCodes(tx: TenantTx, codes: readonly NewCode[]): Promise<void> {
  const { bigint, bytea, integer, smallint, uuid } = columnsOf(tx.sql, codes);
  await tx.sql`
    insert into payments.code
      (tenant_id, id, request_id, revision, item_index, amount, status, token_hash, short_code_hash, secrets_sealed)
    select ${tx.tenantId}, c.id, c.request_id, c.revision, c.item_index, c.amount, 'active',
      c.token_hash, c.short_code_hash, c.secrets_sealed
    from unnest(
      ${uuid((code) => toUuid(code.id))},
      ${uuid((code) => toUuid(code.requestId))},
      ${integer((code) => code.revision)},
      ${smallint((code) => code.itemIndex)},
      ${bigint((code) => code.amount)},
      ${bytea((code) => code.tokenHash)},
      ${bytea((code) => code.shortCodeHash)},
      ${bytea((code) => code.sealedSecrets)}
    ) as c (id, request_id, revision, item_index, amount, token_hash, short_code_hash, secrets_sealed)`;
}

export type CodeSearch = { readonly tokenHash: Buffer } | { readonly shortCodeHash: Buffer };

/** The code and its request, without any lock. */
export async function findCodeKey(
  reader: Reader,
  search: CodeSearch,
): Promise<{ readonly codeId: CodeId; readonly requestId: Id<"pr"> } | null> {
  const matches =
    "tokenHash" in search
      ? reader.sql`token_hash = ${search.tokenHash}`
      : reader.sql`short_code_hash = ${search.shortCodeHash}`;
  const [row] = await reader.sql<{ readonly id: string; readonly request_id: string }[]>`
    select id, request_id
    from payments.code
    where tenant_id = ${reader.tenantId} and ${matches}`;
  return row === undefined
    ? null
    : { codeId: fromUuid("cd", row.id), requestId: fromUuid("pr", row.request_id) };
}

/** All codes of some requests, in id order, which is the order in which they were drawn. */
export async function lockCodesOfRequests(
  tx: TenantTx,
  requestIds: readonly Id<"pr">[],
): Promise<readonly Code[]> {
  const rows = await tx.sql<CodeRow[]>`
    select id, request_id, revision, item_index, amount, status, payment_id, claimed_until, paid_at, secrets_sealed
    from payments.code
    where tenant_id = ${tx.tenantId}
      and request_id = any(${requestIds.map(toUuid)}::uuid[])
    order by id
    for update`;
  return rows.map(toCode);
}

/** The same without locks. */
export async function listCodesOfRequests(
  reader: Reader,
  requestIds: readonly Id<"pr">[],
): Promise<readonly Code[]> {
  const rows = await reader.sql<CodeRow[]>`
    select id, request_id, revision, item_index, amount, status, payment_id, claimed_until, paid_at, secrets_sealed
    from payments.code
    where tenant_id = ${reader.tenantId}
      and request_id = any(${requestIds.map(toUuid)}::uuid[])
    order by id`;
  return rows.map(toCode);
}

/** Writes what may change of codes that the caller has locked. A code that can no longer be paid gives its short code back. */
export async function saveCodes(tx: TenantTx, codes: readonly Code[]): Promise<void> {
  if (codes.length === 0) return;
  const { boolean, text, timestamptz, uuid } = columnsOf(tx.sql, codes);
  await tx.sql`
    update payments.code c
    set status = n.status,
      payment_id = n.payment_id,
      claimed_until = n.claimed_until,
      paid_at = n.paid_at,
      short_code_hash = case when n.is_payable then c.short_code_hash end
    from unnest(
      ${uuid((code) => toUuid(code.id))},
      ${text((code) => code.status)},
      ${uuid((code) => (code.paymentId === null ? null : toUuid(code.paymentId)))},
      ${timestamptz((code) => code.claimedUntil)},
      ${timestamptz((code) => code.paidAt)},
      ${boolean(isPayable)}
    ) as n (id, status, payment_id, claimed_until, paid_at, is_payable)
    where c.tenant_id = ${tx.tenantId} and c.id = n.id`;
}

/** Requests that have a code whose claim has lapsed. */
export async function listRequestsWithLapsedClaims(
  reader: Reader,
  limit: number,
): Promise<readonly Id<"pr">[]> {
  const rows = await reader.sql<{ readonly request_id: string }[]>`
    select distinct request_id
    from payments.code
    where tenant_id = ${reader.tenantId} and status = 'claimed' and claimed_until <= now()
    limit ${limit}`;
  return rows.map((row) => fromUuid("pr", row.request_id));
}

function toCode(row: CodeRow): Code {
  return {
    id: fromUuid("cd", row.id),
    requestId: fromUuid("pr", row.request_id),
    revision: row.revision,
    itemIndex: row.item_index,
    amount: row.amount,
    status: row.status,
    paymentId: row.payment_id === null ? null : fromUuid("pay", row.payment_id),
    claimedUntil: row.claimed_until,
    paidAt: row.paid_at,
    sealedSecrets: row.secrets_sealed,
  };
}
