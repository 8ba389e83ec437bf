/** Reads what stands on the shelf, whole products at a time. */
import { columnsOf, type Database, type Tx } from "@scantill/service-kit/database";
import type { Reader, TenantTx } from "#tenant";
import type { ShelfProduct, ShelfVariant } from "./shelf.ts";

type ProductRow = {
  readonly id: string;
  readonly handle: string;
  readonly title: string;
  readonly description: string;
  readonly brand: string;
  readonly category: string;
  readonly tags: readonly string[];
  readonly is_published: boolean;
};

type VariantRow = {
  readonly id: string;
  readonly product_id: string;
  readonly position: number;
  readonly sku: string;
  readonly gtin: string | null;
  readonly options: Readonly<Record<string, string>>;
  readonly price_minor: bigint;
  readonly compare_at_minor: bigint | null;
  readonly currency: string;
  readonly stock: number;
  readonly held: number;
  readonly picture_url: string | null;
};

type PictureRow = {
  readonly product_id: string;
  readonly url: string;
  readonly description: string;
};

/** A currency of the shelf's prices that is not this one, or null. */
export async function findOtherCurrency(reader: Reader, currency: string): Promise<string | null> {
  const [row] = await reader.sql<{ currency: string }[]>`
    select currency
    from shop.variant
    where tenant_id = ${reader.tenantId} and currency <> ${currency}
    limit 1`;
  return row?.currency ?? null;
}

/** One import after the other; shoppers are not kept waiting. */
export async function lockShelf(tx: TenantTx): Promise<void> {
  await tx.sql`select from shop.tenant where id = ${tx.tenantId} for no key update`;
}

export type Names = {
  readonly handles: readonly string[];
  readonly skus: readonly string[];
  readonly gtins: readonly string[];
};

/** Every product that has one of the handles, or a variant with one of the numbers; whole. */
export async function findShelfProducts(
  reader: Reader,
  { handles, skus, gtins }: Names,
): Promise<readonly ShelfProduct[]> {
  const { sql, tenantId } = reader;
  // Found before they are read: joined to this, the planner would read the whole shelf for every batch.
  const found = await sql<{ id: string }[]>`
    select id from shop.product where tenant_id = ${tenantId} and handle = any(${texts(sql, handles)})
    union
    select product_id from shop.variant where tenant_id = ${tenantId} and sku = any(${texts(sql, skus)})
    union
    select product_id from shop.variant where tenant_id = ${tenantId} and gtin = any(${texts(sql, gtins)})`;
  if (found.length === 0) return [];
  const ids = columnsOf(sql, found).uuid((row) => row.id);
  const products = await sql<ProductRow[]>`
    select id, handle, title, description, brand, category, tags, is_published
    from shop.product
    where tenant_id = ${tenantId} and id = any(${ids})`;
  const variants = await sql<VariantRow[]>`
    select id, product_id, position, sku, gtin, options, price_minor, compare_at_minor, currency, stock, held, picture_url
    from shop.variant
    where tenant_id = ${tenantId} and product_id = any(${ids})
    order by product_id, position, id`;
  const pictures = await sql<PictureRow[]>`
    select product_id, url, description
    from shop.product_picture
    where tenant_id = ${tenantId} and product_id = any(${ids})
    order by product_id, position`;
  return assemble(products, variants, pictures);
}

type Sql = Database | Tx["sql"];

function texts(sql: Sql, values: readonly string[]) {
  return columnsOf(sql, values).text((value) => value);
}

function assemble(
  products: readonly ProductRow[],
  variants: readonly VariantRow[],
  pictures: readonly PictureRow[],
): readonly ShelfProduct[] {
  const variantsOf = Map.groupBy(variants, (row) => row.product_id);
  const picturesOf = Map.groupBy(pictures, (row) => row.product_id);
  return products.map(({ is_published, ...product }) => ({
    ...product,
    isPublished: is_published,
    variants: (variantsOf.get(product.id) ?? []).map(toVariant),
    pictures: (picturesOf.get(product.id) ?? []).map(({ url, description }) => ({
      url,
      text: description,
    })),
  }));
}

function toVariant(row: VariantRow): ShelfVariant {
  const { currency } = row;
  return {
    id: row.id,
    position: row.position,
    sku: row.sku,
    gtin: row.gtin,
    options: row.options,
    price: { minor: row.price_minor, currency },
    compareAt: row.compare_at_minor === null ? null : { minor: row.compare_at_minor, currency },
    stock: row.stock,
    held: row.held,
    pictureUrl: row.picture_url,
  };
}
