/** The outbox's SQL. */
import { fromUuid, toUuid } from "@scantill/service-kit/ids";
import type { OrderId } from "#orders/rules";
import type { Reader, TenantTx } from "#tenant";

export type Mail = { readonly orderId: OrderId; readonly kind: "order_paid" };
export type ClaimedMail = Mail & { readonly attempts: number };

export async function insertMail(tx: TenantTx, { orderId, kind }: Mail): Promise<void> {
  await tx.sql`
    insert into shop.mail (tenant_id, order_id, kind)
    values (${tx.tenantId}, ${toUuid(orderId)}, ${kind})
    on conflict (tenant_id, order_id, kind) do nothing`;
}

/** Letters that are due; from now on each is due only after its next wait, should this attempt come to nothing. */
export async function claimMails(
  tx: TenantTx,
  { retrySeconds, limit }: { readonly retrySeconds: readonly number[]; readonly limit: number },
): Promise<readonly ClaimedMail[]> {
  const rows = await tx.sql<{ order_id: string; kind: Mail["kind"]; attempts: number }[]>`
    update shop.mail m
    set attempts = m.attempts + 1,
      due_at = now() + make_interval(secs => (${[...retrySeconds]}::integer[])[m.attempts + 1])
    where m.tenant_id = ${tx.tenantId}
      and (m.order_id, m.kind) in (
        select order_id, kind
        from shop.mail
        where tenant_id = ${tx.tenantId} and sent_at is null and given_up_at is null and due_at <= now()
        order by due_at
        limit ${limit}
        for update skip locked
      )
    returning m.order_id, m.kind, m.attempts`;
  return rows.map((row) => ({ ...row, orderId: fromUuid("ord", row.order_id) }));
}

export async function saveSent(reader: Reader, mail: Mail): Promise<void> {
  await reader.sql`
    update shop.mail
    set sent_at = now()
    where tenant_id = ${reader.tenantId} and order_id = ${toUuid(mail.orderId)} and kind = ${mail.kind}`;
}

export async function saveGivenUp(reader: Reader, mail: Mail): Promise<void> {
  await reader.sql`
    update shop.mail
    set given_up_at = now()
    where tenant_id = ${reader.tenantId} and order_id = ${toUuid(mail.orderId)} and kind = ${mail.kind}`;
}
