/** The orders' SQL. An order's lock comes before the locks of its cart and of the variants in it. */
import type { Split } from "@scantill/sdk";
import { fromUuid, toUuid } from "@scantill/service-kit/ids";
import type { Charge } from "#pricing/rules";
import type { Reader, TenantTx } from "#tenant";
import type { Order, OrderId, OrderLine, OrderStatus, StockStatus } from "./order.ts";

type OrderRow = {
  readonly id: string;
  readonly number: string;
  readonly key: string;
  readonly cart_id: string | null;
  readonly repeats_order_id: string | null;
  readonly email: string | null;
  readonly collects_address: boolean;
  readonly status: OrderStatus;
  readonly split: Split;
  readonly currency: string;
  readonly total_minor: bigint;
  readonly payment_request_id: string | null;
  readonly terminal_url: string | null;
  readonly revision: number;
  readonly opened_revision: number | null;
  readonly created_at: Date;
  readonly paid_at: Date | null;
};

type OrderLineRow = {
  readonly order_id: string;
  readonly position: number;
  readonly variant_id: string;
  readonly title: string;
  readonly image: string;
  readonly sku: string;
  readonly gtin: string | null;
  readonly quantity: number;
  readonly unit_price_minor: bigint;
  readonly stock_status: StockStatus;
  readonly payment_id: string | null;
};

type OrderChargeRow = {
  readonly order_id: string;
  readonly kind: Charge["kind"];
  readonly name: string;
  readonly amount_minor: bigint;
  readonly is_included: boolean;
};

const columns = (reader: Reader) => reader.sql`
  id, number, key, cart_id, repeats_order_id, email, collects_address, status, split, currency, total_minor,
  payment_request_id, terminal_url, revision, opened_revision, created_at, paid_at`;

export type NewOrder = Pick<
  Order,
  | "id"
  | "number"
  | "key"
  | "cartId"
  | "repeatsOrderId"
  | "email"
  | "collectsAddress"
  | "split"
  | "total"
> & {
  readonly checkoutToken: string | null;
  readonly lines: readonly Omit<OrderLine, "position" | "stockStatus" | "paymentId">[];
  readonly charges: readonly Charge[];
};

export async function insertOrder(tx: TenantTx, order: NewOrder): Promise<void> {
  await tx.sql`
    insert into shop.order
      (tenant_id, id, number, key, cart_id, checkout_token, repeats_order_id, email, collects_address, status, split,
       currency, total_minor)
    values
      (${tx.tenantId}, ${toUuid(order.id)}, ${order.number}, ${order.key}, ${order.cartId}, ${order.checkoutToken},
       ${order.repeatsOrderId === null ? null : toUuid(order.repeatsOrderId)}, ${order.email}, ${order.collectsAddress},
       'awaiting_payment', ${order.split}, ${order.total.currency}, ${order.total.minor})`;
  await tx.sql`
    insert into shop.order_line
      (tenant_id, order_id, position, variant_id, title, image, sku, gtin, quantity, unit_price_minor, stock_status)
    select ${tx.tenantId}, ${toUuid(order.id)}, line.position, line.variant_id, line.title, line.image, line.sku,
      line.gtin, line.quantity, line.unit_price_minor, 'held'
    from unnest(
      ${order.lines.map((_, position) => position)}::smallint[],
      ${order.lines.map((line) => line.variantId)}::uuid[],
      ${order.lines.map((line) => line.title)}::text[],
      ${order.lines.map((line) => line.image)}::text[],
      ${order.lines.map((line) => line.sku)}::text[],
      ${order.lines.map((line) => line.gtin)}::text[],
      ${order.lines.map((line) => line.quantity)}::integer[],
      ${order.lines.map((line) => String(line.price.minor))}::bigint[]
    ) as line (position, variant_id, title, image, sku, gtin, quantity, unit_price_minor)`;
  await insertCharges(tx, order);
}

async function insertCharges(
  tx: TenantTx,
  { id, charges }: Pick<NewOrder, "id" | "charges">,
): Promise<void> {
  await tx.sql`
    insert into shop.order_charge (tenant_id, order_id, position, kind, name, amount_minor, is_included)
    select ${tx.tenantId}, ${toUuid(id)}, charge.position, charge.kind, charge.name, charge.amount_minor,
      charge.is_included::boolean
    from unnest(
      ${charges.map((_, position) => position)}::smallint[],
      ${charges.map(({ kind }) => kind)}::text[],
      ${charges.map(({ name }) => name)}::text[],
      ${charges.map(({ amount }) => String(amount.minor))}::bigint[],
      ${charges.map(({ isIncluded }) => String(isIncluded))}::text[]
    ) as charge (position, kind, name, amount_minor, is_included)`;
}

/** Writes down which payment request stands for an order, and that this revision of it is open. */
export async function savePaymentRequest(
  tx: TenantTx,
  order: Pick<Order, "id" | "revision"> & {
    readonly paymentRequestId: string;
    readonly terminalUrl: string;
  },
): Promise<void> {
  await tx.sql`
    update shop.order
    set payment_request_id = ${order.paymentRequestId},
      terminal_url = ${order.terminalUrl},
      revision = greatest(revision, ${order.revision}),
      opened_revision = ${order.revision}
    where tenant_id = ${tx.tenantId} and id = ${toUuid(order.id)}`;
}

export async function saveStatus(
  tx: TenantTx,
  order: Pick<Order, "id" | "status" | "paidAt">,
): Promise<void> {
  await tx.sql`
    update shop.order
    set status = ${order.status},
      paid_at = ${order.paidAt}
    where tenant_id = ${tx.tenantId} and id = ${toUuid(order.id)}`;
}

/** Waiting for payment again: every line is held once more, for the next revision of the request. */
export async function saveReopening(tx: TenantTx, order: Pick<Order, "id">): Promise<void> {
  await tx.sql`
    update shop.order
    set status = 'awaiting_payment',
      revision = revision + 1,
      asked_at = now()
    where tenant_id = ${tx.tenantId} and id = ${toUuid(order.id)}`;
  await tx.sql`
    update shop.order_line
    set stock_status = 'held'
    where tenant_id = ${tx.tenantId} and order_id = ${toUuid(order.id)}`;
}

/** Writes what became of lines that were held. */
export async function saveLines(
  tx: TenantTx,
  orderId: OrderId,
  lines: readonly Pick<OrderLine, "position" | "stockStatus" | "paymentId">[],
): Promise<void> {
  if (lines.length === 0) return;
  await tx.sql`
    update shop.order_line l
    set stock_status = changed.stock_status,
      payment_id = changed.payment_id
    from unnest(
      ${lines.map((line) => line.position)}::smallint[],
      ${lines.map((line) => line.stockStatus)}::text[],
      ${lines.map((line) => line.paymentId)}::text[]
    ) as changed (position, stock_status, payment_id)
    where l.tenant_id = ${tx.tenantId}
      and l.order_id = ${toUuid(orderId)}
      and l.position = changed.position
      and l.stock_status = 'held'`;
}

export async function findOrderByKey(reader: Reader, key: string): Promise<Order | null> {
  return await sole(
    reader,
    await reader.sql<OrderRow[]>`
    select ${columns(reader)} from shop.order where tenant_id = ${reader.tenantId} and key = ${key}`,
  );
}

export async function findOrder(reader: Reader, id: OrderId): Promise<Order | null> {
  return await sole(
    reader,
    await reader.sql<OrderRow[]>`
    select ${columns(reader)} from shop.order where tenant_id = ${reader.tenantId} and id = ${toUuid(id)}`,
  );
}

/** The order that was made from exactly this content of a cart. */
export async function findOrderOfCheckout(
  reader: Reader,
  checkoutToken: string,
): Promise<Order | null> {
  return await sole(
    reader,
    await reader.sql<OrderRow[]>`
    select ${columns(reader)} from shop.order
    where tenant_id = ${reader.tenantId} and checkout_token = ${checkoutToken}`,
  );
}

/** The order that was made from what another left unpaid. */
export async function findRepetition(reader: Reader, id: OrderId): Promise<Order | null> {
  return await sole(
    reader,
    await reader.sql<OrderRow[]>`
    select ${columns(reader)} from shop.order
    where tenant_id = ${reader.tenantId} and repeats_order_id = ${toUuid(id)}`,
  );
}

export async function lockOrder(tx: TenantTx, id: OrderId): Promise<Order | null> {
  return await sole(
    tx,
    await tx.sql<OrderRow[]>`
    select ${columns(tx)} from shop.order where tenant_id = ${tx.tenantId} and id = ${toUuid(id)} for update`,
  );
}

export async function lockOrderByNumber(tx: TenantTx, number: string): Promise<Order | null> {
  return await sole(
    tx,
    await tx.sql<OrderRow[]>`
    select ${columns(tx)} from shop.order where tenant_id = ${tx.tenantId} and number = ${number} for update`,
  );
}

/** What was ordered from one cart, the newest first. */
export async function listOrders(reader: Reader, cartId: string): Promise<readonly Order[]> {
  const rows = await reader.sql<OrderRow[]>`
    select ${columns(reader)} from shop.order
    where tenant_id = ${reader.tenantId} and cart_id = ${cartId}
    order by id desc
    limit 50`;
  return await withLines(reader, rows);
}

/**
 * Open orders about which the payments server was not asked for a while, the longest waiting first; from now on they count as
 * asked, so that two processes do not ask twice.
 */
export async function claimOrdersToFollow(
  tx: TenantTx,
  { quietSeconds, limit }: { readonly quietSeconds: number; readonly limit: number },
): Promise<readonly Order[]> {
  const rows = await tx.sql<OrderRow[]>`
    update shop.order
    set asked_at = now()
    where tenant_id = ${tx.tenantId}
      and id in (
        select id from shop.order
        where tenant_id = ${tx.tenantId}
          and status in ('awaiting_payment', 'partly_paid')
          and asked_at < now() - make_interval(secs => ${quietSeconds})
        order by asked_at
        limit ${limit}
        for update skip locked
      )
    returning ${columns(tx)}`;
  return await withLines(tx, rows);
}

/** True at most once in so many seconds for one order. */
export async function claimAsking(
  reader: Reader,
  { id, quietSeconds }: { readonly id: OrderId; readonly quietSeconds: number },
): Promise<boolean> {
  const rows = await reader.sql`
    update shop.order
    set asked_at = now()
    where tenant_id = ${reader.tenantId}
      and id = ${toUuid(id)}
      and asked_at < now() - make_interval(secs => ${quietSeconds})
    returning id`;
  return rows.length > 0;
}

async function sole(reader: Reader, rows: readonly OrderRow[]): Promise<Order | null> {
  const [order] = await withLines(reader, rows);
  return order ?? null;
}

async function withLines(reader: Reader, orders: readonly OrderRow[]): Promise<readonly Order[]> {
  if (orders.length === 0) return [];
  const ids = orders.map((order) => order.id);
  const charges = await reader.sql<OrderChargeRow[]>`
    select order_id, kind, name, amount_minor, is_included
    from shop.order_charge
    where tenant_id = ${reader.tenantId} and order_id = any(${ids}::uuid[])
    order by order_id, position`;
  const rows = await reader.sql<OrderLineRow[]>`
    select order_id, position, variant_id, title, image, sku, gtin, quantity, unit_price_minor, stock_status, payment_id
    from shop.order_line
    where tenant_id = ${reader.tenantId} and order_id = any(${ids}::uuid[])
    order by order_id, position`;
  return orders.map((order) => ({
    ...toOrder(order),
    lines: rows
      .filter((line) => line.order_id === order.id)
      .map((line) => toLine(line, order.currency)),
    charges: charges
      .filter((charge) => charge.order_id === order.id)
      .map((charge) => toCharge(charge, order.currency)),
  }));
}

function toOrder(row: OrderRow): Omit<Order, "lines" | "charges"> {
  return {
    id: fromUuid("ord", row.id),
    number: row.number,
    key: row.key,
    cartId: row.cart_id,
    repeatsOrderId: row.repeats_order_id === null ? null : fromUuid("ord", row.repeats_order_id),
    email: row.email,
    collectsAddress: row.collects_address,
    status: row.status,
    split: row.split,
    total: { minor: row.total_minor, currency: row.currency },
    paymentRequestId: row.payment_request_id,
    terminalUrl: row.terminal_url,
    revision: row.revision,
    openedRevision: row.opened_revision,
    createdAt: row.created_at,
    paidAt: row.paid_at,
  };
}

function toCharge(row: OrderChargeRow, currency: string): Charge {
  const amount = { minor: row.amount_minor, currency };
  return { kind: row.kind, name: row.name, amount, isIncluded: row.is_included };
}

function toLine(row: OrderLineRow, currency: string): OrderLine {
  return {
    position: row.position,
    variantId: row.variant_id,
    title: row.title,
    image: row.image,
    sku: row.sku,
    gtin: row.gtin,
    quantity: row.quantity,
    price: { minor: row.unit_price_minor, currency },
    stockStatus: row.stock_status,
    paymentId: row.payment_id,
  };
}
