/** The deliveries' SQL. */
import { fromUuid, toUuid } from "@scantill/service-kit/ids";
import type { OrderId } from "#orders/rules";
import type { Reader, TenantTx } from "#tenant";
import type { Delivery, DeliveryAddress } from "./delivery.ts";

export async function insertDeliveries(
  tx: TenantTx,
  { orderId, paymentIds }: { readonly orderId: OrderId; readonly paymentIds: readonly string[] },
): Promise<void> {
  await tx.sql`
    insert into shop.delivery (tenant_id, order_id, payment_id)
    select ${tx.tenantId}, ${toUuid(orderId)}, payment_id
    from unnest(${[...paymentIds]}::text[]) as payment_id
    on conflict (tenant_id, order_id, payment_id) do nothing`;
}

export type ClaimedDelivery = { readonly orderId: OrderId; readonly paymentId: string };

/** Those to ask about now, of one order or of all; they are due again only later, should this attempt come to nothing. */
export async function claimDeliveries(
  tx: TenantTx,
  wanted: {
    readonly orderId: OrderId | null;
    readonly retrySeconds: number;
    readonly limit: number;
  },
): Promise<readonly ClaimedDelivery[]> {
  const ofOrder =
    wanted.orderId === null ? tx.sql`` : tx.sql`and order_id = ${toUuid(wanted.orderId)}`;
  const rows = await tx.sql<{ order_id: string; payment_id: string }[]>`
    update shop.delivery d
    set due_at = now() + make_interval(secs => ${wanted.retrySeconds})
    where d.tenant_id = ${tx.tenantId}
      and (d.order_id, d.payment_id) in (
        select order_id, payment_id
        from shop.delivery
        where tenant_id = ${tx.tenantId} and fetched_at is null and due_at <= now() ${ofOrder}
        order by due_at
        limit ${wanted.limit}
        for update skip locked
      )
    returning d.order_id, d.payment_id`;
  return rows.map((row) => ({
    orderId: fromUuid("ord", row.order_id),
    paymentId: row.payment_id,
  }));
}

export async function saveAddress(
  reader: Reader,
  delivery: ClaimedDelivery & { readonly address: DeliveryAddress | null },
): Promise<void> {
  const { address } = delivery;
  await reader.sql`
    update shop.delivery
    set address = ${address === null ? null : reader.sql.json(address)},
      fetched_at = now()
    where tenant_id = ${reader.tenantId}
      and order_id = ${toUuid(delivery.orderId)}
      and payment_id = ${delivery.paymentId}`;
}

export async function listDeliveries(
  reader: Reader,
  orderId: OrderId,
): Promise<readonly Delivery[]> {
  const rows = await reader.sql<{ payment_id: string; address: DeliveryAddress }[]>`
    select payment_id, address
    from shop.delivery
    where tenant_id = ${reader.tenantId} and order_id = ${toUuid(orderId)} and address is not null
    order by payment_id`;
  return rows.map((row) => ({ paymentId: row.payment_id, address: row.address }));
}
