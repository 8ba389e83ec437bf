/** The products' SQL. */
import type { Reader, TenantTx } from "#tenant";
import type { Product, Variant } from "./product.ts";

export type ProductRow = {
  readonly id: string;
  readonly handle: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly image: string;
  readonly image_text: string;
};

type VariantRow = {
  readonly id: string;
  readonly product_id: string;
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

/** Of a product `p`. A picture from elsewhere comes before a drawing of ours. */
export const productColumns = ({ sql }: Reader) => sql`
  p.id, p.handle, p.title, p.description, p.tags, coalesce(picture.url, p.image) as image,
  coalesce(picture.description, p.image_text) as image_text`;

/** The first picture of a product `p` that is not ours. */
export const firstPicture = ({ sql }: Reader) => sql`
  left join shop.product_picture picture on picture.tenant_id = p.tenant_id
    and picture.product_id = p.id
    and picture.position = 0`;

export async function findProduct(reader: Reader, handle: string): Promise<Product | null> {
  const rows = await reader.sql<ProductRow[]>`
    select ${productColumns(reader)}
    from shop.product p ${firstPicture(reader)}
    where p.tenant_id = ${reader.tenantId} and p.handle = ${handle} and p.is_published`;
  const [product] = await withVariants(reader, rows);
  return product ?? null;
}

/** A few others from the front of the shelf that share a tag with a product, first those that share most. */
export async function listRelated(reader: Reader, product: Product): Promise<readonly Product[]> {
  const tags = [...product.tags];
  const rows = await reader.sql<ProductRow[]>`
    select ${productColumns(reader)}
    from (
      select *
      from shop.product
      where tenant_id = ${reader.tenantId} and is_published and tags && ${tags}::text[] and id <> ${product.id}
      order by position, id
      limit ${frontOfShelf}
    ) as p ${firstPicture(reader)}
    order by (select count(*) from unnest(p.tags) as tag where tag = any(${tags})) desc, p.position, p.id
    limit 4`;
  return await withVariants(reader, rows);
}

/** How far one looks along the shelf for what is only decoration: never at all of it. */
const frontOfShelf = 400;

/** The commonest tags at the front of the shelf. */
export async function listTags(reader: Reader): Promise<readonly string[]> {
  const rows = await reader.sql<{ tag: string }[]>`
    select tag
    from (
      select tags
      from shop.product
      where tenant_id = ${reader.tenantId} and is_published
      order by position, id
      limit ${frontOfShelf}
    ) as front, unnest(front.tags) as tag
    group by tag
    order by count(*) desc, tag
    limit 8`;
  return rows.map((row) => row.tag);
}

export type NewVariant = Omit<Variant, "id" | "held" | "pictureUrl">;
export type NewProduct = Omit<Product, "variants"> & { readonly variants: readonly NewVariant[] };

/** Adds products that are not there yet, by handle; those that are stay as they are, with their stock. */
export async function insertProducts(
  tx: TenantTx,
  products: readonly NewProduct[],
  newVariantId: () => string,
): Promise<void> {
  for (const [position, product] of products.entries()) {
    const [inserted] = await tx.sql<{ id: string }[]>`
      insert into shop.product
        (tenant_id, id, handle, title, description, tags, image, image_text, position)
      values
        (${tx.tenantId}, ${product.id}, ${product.handle}, ${product.title}, ${product.description},
         ${[...product.tags]}, ${product.image}, ${product.imageText}, ${position})
      on conflict (tenant_id, handle) do nothing
      returning id`;
    if (inserted === undefined) continue;
    for (const [place, variant] of product.variants.entries()) {
      await tx.sql`
        insert into shop.variant
          (tenant_id, id, product_id, position, sku, gtin, options, price_minor, compare_at_minor, currency, stock)
        values
          (${tx.tenantId}, ${newVariantId()}, ${inserted.id}, ${place}, ${variant.sku}, ${variant.gtin},
           ${tx.sql.json(variant.options)}, ${variant.price.minor}, ${variant.compareAt?.minor ?? null},
           ${variant.price.currency}, ${variant.stock})`;
    }
  }
}

/** The variants of some products, each product where it was. */
export async function withVariants(
  reader: Reader,
  products: readonly ProductRow[],
): Promise<readonly Product[]> {
  const variants = await reader.sql<VariantRow[]>`
    select id, product_id, sku, gtin, options, price_minor, compare_at_minor, currency, stock, held, picture_url
    from shop.variant
    where tenant_id = ${reader.tenantId} and product_id = any(${products.map((product) => product.id)}::uuid[])
    order by product_id, position`;
  return products.map(({ image_text, ...product }) => ({
    ...product,
    imageText: image_text,
    variants: variants.filter((variant) => variant.product_id === product.id).map(toVariant),
  }));
}

function toVariant(row: VariantRow): Variant {
  return {
    id: row.id,
    sku: row.sku,
    gtin: row.gtin,
    options: row.options,
    price: { minor: row.price_minor, currency: row.currency },
    compareAt:
      row.compare_at_minor === null
        ? null
        : { minor: row.compare_at_minor, currency: row.currency },
    stock: row.stock,
    held: row.held,
    pictureUrl: row.picture_url,
  };
}
