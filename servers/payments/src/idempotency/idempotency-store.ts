/** The SQL of stored answers. */
import { toUuid } from "@scantill/service-kit/ids";
import type { Reader, TenantTx } from "#tenant";
import type { IdempotentCall } from "./idempotent-call.ts";

type AnswerRow = { readonly request_hash: Uint8Array; readonly answer: unknown };

export async function findAnswer(
  reader: Reader,
  call: IdempotentCall,
): Promise<{ readonly requestHash: Buffer; readonly answer: unknown } | null> {
  const [row] = await reader.sql<AnswerRow[]>`
    select request_hash, answer
    from payments.idempotency
    where tenant_id = ${reader.tenantId}
      and merchant_id = ${toUuid(call.merchantId)}
      and route = ${call.route}
      and key = ${call.key}`;
  return row === undefined
    ? null
    : { requestHash: Buffer.from(row.request_hash), answer: row.answer };
}

/** A key that is taken is an error of the statement: the whole transaction is given up. */
export async function insertAnswer(
  tx: TenantTx,
  call: IdempotentCall,
  answer: unknown,
): Promise<void> {
  await tx.sql`
    insert into payments.idempotency (tenant_id, merchant_id, route, key, request_hash, answer)
    values (${tx.tenantId}, ${toUuid(call.merchantId)}, ${call.route}, ${call.key}, ${call.requestHash},
      ${JSON.stringify(answer)}::text::jsonb)`;
}

/** Keys are kept 30 days. */
export async function deleteOldAnswers(reader: Reader): Promise<void> {
  await reader.sql`
    delete from payments.idempotency
    where tenant_id = ${reader.tenantId} and created_at < now() - interval '30 days'`;
}
