/** Writes to the shelf: any number of products in one statement each. Only the operator's role may. */
import { columnsOf, type Database, type Tx } from "@scantill/service-kit/database";
import type { TenantTx } from "#tenant";
import type { Picture } from "./product-file/file-product.ts";
import type { ShelfProduct, ShelfVariant } from "./shelf.ts";

type NewProduct = Omit<ShelfProduct, "variants"> & { readonly image: string };

/** New products stand behind those that are there. */
export async function insertProducts(tx: TenantTx, products: readonly NewProduct[]): Promise<void> {
  if (products.length === 0) return;
  const { integer, text } = columnsOf(
    tx.sql,
    products.map((product, place) => ({ product, place })),
  );
  await tx.sql`
    insert into shop.product
      (tenant_id, id, handle, title, description, brand, category, tags, is_published, image, image_text, position)
    select ${tx.tenantId}, row.id, row.handle, row.title, row.description, row.brand, row.category,
      string_to_array(row.tags, ','), row.is_published, row.image, '', last.position + 1 + row.place
    from unnest(
      ${integer(({ place }) => place)},
      ${text(({ product }) => product.image)},
      ${productColumns(tx.sql, products)}
    ) as row (place, image, id, handle, title, description, brand, category, tags, is_published),
      (select coalesce(max(position), -1) as position from shop.product where tenant_id = ${tx.tenantId}) as last`;
}

export async function updateProducts(
  tx: TenantTx,
  products: readonly Omit<ShelfProduct, "variants">[],
): Promise<void> {
  if (products.length === 0) return;
  await tx.sql`
    update shop.product p
    set handle = row.handle,
      title = row.title,
      description = row.description,
      brand = row.brand,
      category = row.category,
      tags = string_to_array(row.tags, ','),
      is_published = row.is_published
    from unnest(${productColumns(tx.sql, products)})
      as row (id, handle, title, description, brand, category, tags, is_published)
    where p.tenant_id = ${tx.tenantId} and p.id = row.id`;
}

type VariantOf = { readonly productId: string; readonly variant: ShelfVariant };

export async function insertVariants(tx: TenantTx, variants: readonly VariantOf[]): Promise<void> {
  if (variants.length === 0) return;
  const { uuid } = columnsOf(tx.sql, variants);
  await tx.sql`
    insert into shop.variant
      (tenant_id, product_id, id, position, sku, gtin, options, price_minor, compare_at_minor, currency, stock, picture_url)
    select ${tx.tenantId}, row.product_id, row.id, row.position, row.sku, row.gtin, row.options::json, row.price_minor,
      row.compare_at_minor, row.currency, row.stock, row.picture_url
    from unnest(
      ${uuid(({ productId }) => productId)},
      ${variantColumns(tx.sql, variants)}
    ) as row (product_id, id, position, sku, gtin, options, price_minor, compare_at_minor, currency, stock, picture_url)`;
}

/** Locks in id order, as orders do. What has been held in the meantime stays. */
export async function updateVariants(tx: TenantTx, variants: readonly VariantOf[]): Promise<void> {
  if (variants.length === 0) return;
  const { uuid } = columnsOf(tx.sql, variants);
  await tx.sql`
    select from shop.variant
    where tenant_id = ${tx.tenantId} and id = any(${uuid(({ variant }) => variant.id)})
    order by id
    for update`;
  await tx.sql`
    update shop.variant v
    set position = row.position,
      sku = row.sku,
      gtin = row.gtin,
      options = row.options::json,
      price_minor = row.price_minor,
      compare_at_minor = row.compare_at_minor,
      currency = row.currency,
      stock = greatest(row.stock, v.held),
      picture_url = row.picture_url
    from unnest(${variantColumns(tx.sql, variants)})
      as row (id, position, sku, gtin, options, price_minor, compare_at_minor, currency, stock, picture_url)
    where v.tenant_id = ${tx.tenantId} and v.id = row.id`;
}

type PicturesOf = { readonly id: string; readonly pictures: readonly Picture[] };

export async function replacePictures(
  tx: TenantTx,
  products: readonly PicturesOf[],
): Promise<void> {
  if (products.length === 0) return;
  const ids = columnsOf(tx.sql, products).uuid(({ id }) => id);
  await tx.sql`
    delete from shop.product_picture
    where tenant_id = ${tx.tenantId} and product_id = any(${ids})`;
  const pictures = products.flatMap(({ id, pictures: all }) =>
    all.map((picture, position) => ({ productId: id, position, ...picture })),
  );
  const { uuid, smallint, text } = columnsOf(tx.sql, pictures);
  await tx.sql`
    insert into shop.product_picture (tenant_id, product_id, position, url, description)
    select ${tx.tenantId}, row.product_id, row.position, row.url, row.description
    from unnest(
      ${uuid(({ productId }) => productId)},
      ${smallint(({ position }) => position)},
      ${text(({ url }) => url)},
      ${text((picture) => picture.text)}
    ) as row (product_id, position, url, description)`;
}

type Sql = Database | Tx["sql"];

/** Tags hold no comma: it is what a file separates them with. */
function productColumns(sql: Sql, products: readonly Omit<ShelfProduct, "variants">[]) {
  const { uuid, text, boolean } = columnsOf(sql, products);
  return sql`
    ${uuid((product) => product.id)},
    ${text((product) => product.handle)},
    ${text((product) => product.title)},
    ${text((product) => product.description)},
    ${text((product) => product.brand)},
    ${text((product) => product.category)},
    ${text((product) => product.tags.join(","))},
    ${boolean((product) => product.isPublished)}`;
}

function variantColumns(sql: Sql, variants: readonly VariantOf[]) {
  const { uuid, integer, text, bigint } = columnsOf(sql, variants);
  return sql`
    ${uuid(({ variant }) => variant.id)},
    ${integer(({ variant }) => variant.position)},
    ${text(({ variant }) => variant.sku)},
    ${text(({ variant }) => variant.gtin)},
    ${text(({ variant }) => JSON.stringify(variant.options))},
    ${bigint(({ variant }) => variant.price.minor)},
    ${bigint(({ variant }) => variant.compareAt?.minor ?? null)},
    ${text(({ variant }) => variant.price.currency)},
    ${integer(({ variant }) => variant.stock)},
    ${text(({ variant }) => variant.pictureUrl)}`;
}
