/**
 * The shelf's SQL: one page of products in an order, found by its index and by where the page before ended. Nothing is counted,
 * so the last page of many is as quick as the first.
 */
import type { Reader } from "#tenant";
import type { Product } from "./product.ts";
import { firstPicture, type ProductRow, productColumns, withVariants } from "./product-store.ts";
import { type ShelfQuery, textQuery } from "./shelf-query.ts";

export type ShelfPage = {
  readonly products: readonly Product[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
};

export const pageSize = 24;

export async function listShelf(reader: Reader, query: ShelfQuery): Promise<ShelfPage> {
  const side = query.edge?.side;
  const rows = await selectProducts(reader, query);
  const hasMore = rows.length > pageSize;
  const page = rows.slice(0, pageSize);
  if (side === "before") page.reverse();
  return {
    products: await withVariants(reader, page),
    hasNext: side === "before" || hasMore,
    hasPrevious: side === "before" ? hasMore : side === "after",
  };
}

/** One more than a page holds, beginning at its edge, whichever side that is. Its plan has a test of its own. */
export function selectProducts(reader: Reader, query: ShelfQuery) {
  const { sql, tenantId } = reader;
  const { source, first, last, edgeOf } = orderOf(reader, query.sort);
  const isDownwards = query.sort === "price_down" || query.sort === "newest";
  const isReversed = isDownwards !== (query.edge?.side === "before");
  const direction = isReversed ? sql`desc` : sql`asc`;
  const beyond = isReversed ? sql`<` : sql`>`;
  return sql<ProductRow[]>`
    select ${productColumns(reader)}
    from ${source} ${firstPicture(reader)}
    where p.tenant_id = ${tenantId}
      and p.is_published
      ${wanted(reader, query)}
      ${query.edge === null ? sql`` : sql`and (${first}, ${last}) ${beyond} (${edgeOf(query.edge.productId)})`}
    order by ${first} ${direction}, ${last} ${direction}
    limit ${pageSize + 1}`;
}

function wanted({ sql }: Reader, query: ShelfQuery) {
  const words = textQuery(query);
  const byWords = words === null ? sql`` : sql`and p.words @@ to_tsquery('simple', ${words})`;
  const byTag = query.tag === null ? sql`` : sql`and p.tags @> array[${query.tag}]`;
  return sql`${byWords} ${byTag}`;
}

/** Two columns that order products one way only, and the same two of the product at a page's edge. */
function orderOf(reader: Reader, sort: ShelfQuery["sort"]) {
  const { sql } = reader;
  switch (sort) {
    case "shelf":
      return byProduct(reader, sql`p.position`);
    case "name":
      return byProduct(reader, sql`lower(p.title)`);
    case "newest":
      // Ids begin with the time at which they were made.
      return byProduct(reader, sql`p.tenant_id`);
    case "price":
    case "price_down":
      return byPrice(reader);
    default:
      return sort satisfies never;
  }
}

function byProduct({ sql, tenantId }: Reader, first: ReturnType<Reader["sql"]>) {
  return {
    source: sql`shop.product p`,
    first,
    last: sql`p.id`,
    edgeOf: (id: string) => sql`
      select ${first}, p.id from shop.product p where p.tenant_id = ${tenantId} and p.id = ${id}`,
  };
}

/** A product stands where its cheapest variant does. */
function byPrice({ sql, tenantId }: Reader) {
  return {
    source: sql`shop.variant v
      join shop.product p on p.tenant_id = v.tenant_id
        and p.id = v.product_id
        and not exists (
          select from shop.variant w
          where w.tenant_id = v.tenant_id
            and w.product_id = v.product_id
            and (w.price_minor, w.id) < (v.price_minor, v.id)
        )`,
    first: sql`v.price_minor`,
    last: sql`v.product_id`,
    edgeOf: (id: string) => sql`
      select min(e.price_minor), e.product_id
      from shop.variant e
      where e.tenant_id = ${tenantId} and e.product_id = ${id}
      group by e.product_id`,
  };
}
