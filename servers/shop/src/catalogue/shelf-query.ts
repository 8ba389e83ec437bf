/** What part of the shelf somebody wants to see, and its address. Pure. Whatever an address says, it is always a shelf. */
import { searchTerms } from "./product.ts";

export type Sort = "shelf" | "name" | "price" | "price_down" | "newest";

export type ShelfQuery = {
  /** What was typed into the search field; empty for no search. */
  readonly search: string;
  readonly tag: string | null;
  readonly sort: Sort;
  /** The product that this page begins behind, or ends before; null for the first page. */
  readonly edge: { readonly side: "after" | "before"; readonly productId: string } | null;
};

export const sortWords: Readonly<Record<Sort, string>> = {
  shelf: "As on the shelf",
  newest: "Newest first",
  name: "Name",
  price: "Price, lowest first",
  price_down: "Price, highest first",
};

const longestSearch = 80;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @param read a parameter of the address. */
export function readShelfQuery(read: (name: string) => string | undefined): ShelfQuery {
  const sort = read("sort") ?? "";
  return {
    search: (read("q") ?? "").trim().slice(0, longestSearch),
    tag: read("tag")?.slice(0, longestSearch) || null,
    sort: isSort(sort) ? sort : "shelf",
    edge: readEdge("after", read("after")) ?? readEdge("before", read("before")),
  };
}

function isSort(text: string): text is Sort {
  return Object.hasOwn(sortWords, text);
}

function readEdge(side: "after" | "before", productId: string | undefined) {
  return productId !== undefined && uuid.test(productId) ? { side, productId } : null;
}

/** The same shelf, changed; with only what is not as usual. Another search, tag or order begins at its first page. */
export function shelfAddress(query: ShelfQuery, change: Partial<ShelfQuery> = {}): string {
  const { search, tag, sort, edge } = { ...query, edge: null, ...change };
  const parameters = new URLSearchParams();
  if (search !== "") parameters.set("q", search);
  if (tag !== null) parameters.set("tag", tag);
  if (sort !== "shelf") parameters.set("sort", sort);
  if (edge !== null) parameters.set(edge.side, edge.productId);
  return parameters.size === 0 ? "/" : `/?${parameters}`;
}

/** The whole shelf in its own order, from its beginning. */
export function isWholeShelf({ search, tag, sort, edge }: ShelfQuery): boolean {
  return search === "" && tag === null && sort === "shelf" && edge === null;
}

/** The search as full-text search understands it: every word, or its beginning. Null where nothing is searched for. */
export function textQuery({ search }: ShelfQuery): string | null {
  const terms = searchTerms(search);
  if (terms.length === 0) return null;
  return terms.map((term) => `'${term}':*`).join(" & ");
}
