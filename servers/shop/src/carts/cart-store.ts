/** The carts' SQL. Whoever changes the lines also replaces the cart's checkout token, which takes the cart's lock. */
import { titleOf } from "#catalogue/rules";
import type { Reader, TenantTx } from "#tenant";
import type { Cart, CartLine } from "./cart.ts";

type CartRow = {
  readonly id: string;
  readonly checkout_token: string;
  readonly discount_code: string | null;
};

type CartLineRow = {
  readonly variant_id: string;
  readonly quantity: number;
  readonly handle: string;
  readonly title: string;
  readonly image: string;
  readonly options: Readonly<Record<string, string>>;
  readonly sku: string;
  readonly gtin: string | null;
  readonly price_minor: bigint;
  readonly currency: string;
  readonly stock: number;
  readonly held: number;
};

export async function findCart(reader: Reader, id: string): Promise<Cart | null> {
  const [cart] = await reader.sql<CartRow[]>`
    select id, checkout_token, discount_code
    from shop.cart
    where tenant_id = ${reader.tenantId} and id = ${id}`;
  return cart === undefined ? null : await withLines(reader, cart);
}

export async function lockCart(tx: TenantTx, id: string): Promise<Cart | null> {
  const [cart] = await tx.sql<CartRow[]>`
    select id, checkout_token, discount_code
    from shop.cart
    where tenant_id = ${tx.tenantId} and id = ${id}
    for update`;
  return cart === undefined ? null : await withLines(tx, cart);
}

export async function insertCart(tx: TenantTx, id: string): Promise<void> {
  await tx.sql`
    insert into shop.cart (tenant_id, id, checkout_token)
    values (${tx.tenantId}, ${id}, gen_random_uuid())
    on conflict (tenant_id, id) do nothing`;
}

/** Takes the cart's lock; what was seen of it before no longer stands for it. */
export async function replaceCheckoutToken(tx: TenantTx, id: string): Promise<void> {
  await tx.sql`
    update shop.cart
    set checkout_token = gen_random_uuid(),
      updated_at = now()
    where tenant_id = ${tx.tenantId} and id = ${id}`;
}

export async function saveDiscountCode(
  tx: TenantTx,
  cart: { readonly cartId: string; readonly discountCode: string | null },
): Promise<void> {
  await tx.sql`
    update shop.cart
    set discount_code = ${cart.discountCode}
    where tenant_id = ${tx.tenantId} and id = ${cart.cartId}`;
}

export async function saveCartLine(
  tx: TenantTx,
  line: { readonly cartId: string; readonly variantId: string; readonly quantity: number },
): Promise<void> {
  await tx.sql`
    insert into shop.cart_line (tenant_id, cart_id, variant_id, quantity)
    values (${tx.tenantId}, ${line.cartId}, ${line.variantId}, ${line.quantity})
    on conflict (tenant_id, cart_id, variant_id) do update set quantity = excluded.quantity`;
}

export async function deleteCartLines(
  tx: TenantTx,
  lines: { readonly cartId: string; readonly variantIds: readonly string[] },
): Promise<number> {
  const rows = await tx.sql`
    delete from shop.cart_line
    where tenant_id = ${tx.tenantId}
      and cart_id = ${lines.cartId}
      and variant_id = any(${[...lines.variantIds]}::uuid[])
    returning variant_id`;
  return rows.length;
}

/** The variant that has this SKU and how many of it may still be promised, or null. */
export async function findVariantToAdd(
  reader: Reader,
  sku: string,
): Promise<{ readonly id: string; readonly available: number } | null> {
  const [row] = await reader.sql<{ id: string; available: number }[]>`
    select v.id, v.stock - v.held as available
    from shop.variant v
    join shop.product p on p.tenant_id = v.tenant_id and p.id = v.product_id
    where v.tenant_id = ${reader.tenantId} and v.sku = ${sku} and p.is_published`;
  return row ?? null;
}

async function withLines(reader: Reader, cart: CartRow): Promise<Cart> {
  const rows = await reader.sql<CartLineRow[]>`
    select l.variant_id, l.quantity, p.handle, p.title, coalesce(v.picture_url, picture.url, p.image) as image, v.options, v.sku, v.gtin, v.price_minor, v.currency,
      v.stock, v.held
    from shop.cart_line l
    join shop.variant v on v.tenant_id = l.tenant_id and v.id = l.variant_id
    join shop.product p on p.tenant_id = v.tenant_id and p.id = v.product_id
    left join shop.product_picture picture on picture.tenant_id = p.tenant_id
      and picture.product_id = p.id
      and picture.position = 0
    where l.tenant_id = ${reader.tenantId} and l.cart_id = ${cart.id}
    order by l.added_at, l.variant_id`;
  return {
    id: cart.id,
    checkoutToken: cart.checkout_token,
    discountCode: cart.discount_code,
    lines: rows.map(toCartLine),
  };
}

function toCartLine(row: CartLineRow): CartLine {
  return {
    variantId: row.variant_id,
    quantity: row.quantity,
    handle: row.handle,
    title: titleOf(row, row),
    image: row.image,
    sku: row.sku,
    gtin: row.gtin,
    price: { minor: row.price_minor, currency: row.currency },
    stock: row.stock,
    held: row.held,
  };
}
