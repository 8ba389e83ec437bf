/** The stock's SQL: any number of variants in one statement, never more held than there is. */
import type { TenantTx } from "#tenant";
import type { Quantity } from "./product.ts";

export type LockedVariant = {
  readonly sku: string;
  readonly options: Readonly<Record<string, string>>;
  readonly stock: number;
  readonly held: number;
  readonly product: { readonly title: string };
};

type LockedVariantRow = Omit<LockedVariant, "product"> & {
  readonly id: string;
  readonly title: string;
};

/** Locks variants in id order, so that two orders of the same things wait for each other instead of deadlocking. */
export async function lockVariants(
  tx: TenantTx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LockedVariant>> {
  const rows = await tx.sql<LockedVariantRow[]>`
    select v.id, v.sku, v.options, v.stock, v.held, p.title
    from shop.variant v
    join shop.product p on p.tenant_id = v.tenant_id and p.id = v.product_id
    where v.tenant_id = ${tx.tenantId} and v.id = any(${[...ids]}::uuid[])
    order by v.id
    for update of v`;
  return new Map(rows.map(({ id, title, ...variant }) => [id, { ...variant, product: { title } }]));
}

export async function addHeld(tx: TenantTx, lines: readonly Quantity[]): Promise<void> {
  const rows = await tx.sql`
    update shop.variant v
    set held = v.held + line.quantity
    from ${quantities(tx, lines)}
    where v.tenant_id = ${tx.tenantId} and v.id = line.id and v.stock - v.held >= line.quantity
    returning v.id`;
  assertAllChanged(rows.length, lines);
}

export async function removeHeld(tx: TenantTx, lines: readonly Quantity[]): Promise<void> {
  const rows = await tx.sql`
    update shop.variant v
    set held = v.held - line.quantity
    from ${quantities(tx, lines)}
    where v.tenant_id = ${tx.tenantId} and v.id = line.id
    returning v.id`;
  assertAllChanged(rows.length, lines);
}

export async function removeHeldAndStock(tx: TenantTx, lines: readonly Quantity[]): Promise<void> {
  const rows = await tx.sql`
    update shop.variant v
    set held = v.held - line.quantity,
      stock = v.stock - line.quantity
    from ${quantities(tx, lines)}
    where v.tenant_id = ${tx.tenantId} and v.id = line.id
    returning v.id`;
  assertAllChanged(rows.length, lines);
}

function quantities(tx: TenantTx, lines: readonly Quantity[]) {
  return tx.sql`unnest(
      ${lines.map((line) => line.variantId)}::uuid[],
      ${lines.map((line) => line.quantity)}::integer[]
    ) as line (id, quantity)`;
}

function assertAllChanged(changed: number, lines: readonly Quantity[]): void {
  if (changed !== lines.length) throw new Error("stock was not changed for every line");
}
