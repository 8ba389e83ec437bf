/** The products' SQL. */
import type { Reader, TenantTx } from "#tenant";
import type { Product, Variant } from "./product.ts";

type ProductRow = {
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
};

/** In the order of the shelf; every term must be in the title or in a tag. */
export async function listProducts(
  reader: Reader,
  terms: readonly string[],
): Promise<readonly Product[]> {
  const rows = await reader.sql<ProductRow[]>`
    select id, handle, title, description, tags, image, image_text
    from shop.product
    where tenant_id = ${reader.tenantId}
      and (lower(title) || ' ' || lower(array_to_string(tags, ' '))) like all (${terms.map((term) => `%${term}%`)}::text[])
    order by position
    limit 200`;
  return await withVariants(reader, rows);
}

export async function findProduct(reader: Reader, handle: string): Promise<Product | null> {
  const rows = await reader.sql<ProductRow[]>`
    select id, handle, title, description, tags, image, image_text
    from shop.product
    where tenant_id = ${reader.tenantId} and handle = ${handle}`;
  const [product] = await withVariants(reader, rows);
  return product ?? null;
}

/** A few others, first those that share most tags with a product. */
export async function listRelated(reader: Reader, product: Product): Promise<readonly Product[]> {
  const rows = await reader.sql<ProductRow[]>`
    select id, handle, title, description, tags, image, image_text
    from shop.product
    where tenant_id = ${reader.tenantId}
      and id <> ${product.id}
    order by
      (select count(*) from unnest(tags) as tag where tag = any(${[...product.tags]})) desc,
      position
    limit 4`;
  return await withVariants(reader, rows);
}

/** Every tag, the commonest first. */
export async function listTags(reader: Reader): Promise<readonly string[]> {
  const rows = await reader.sql<{ tag: string }[]>`
    select tag
    from shop.product, unnest(tags) as tag
    where tenant_id = ${reader.tenantId}
    group by tag
    order by count(*) desc, tag
    limit 8`;
  return rows.map((row) => row.tag);
}

export type NewVariant = Omit<Variant, "id" | "held">;
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

async function withVariants(
  reader: Reader,
  products: readonly ProductRow[],
): Promise<readonly Product[]> {
  const variants = await reader.sql<VariantRow[]>`
    select id, product_id, sku, gtin, options, price_minor, compare_at_minor, currency, stock, held
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
  };
}
