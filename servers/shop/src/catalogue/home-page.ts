/** The shelf: everything, or what a search found. */
import { html } from "hono/html";
import { assetUrl, framePage, type Html, icon, picture, price } from "#storefront";
import {
  type Availability,
  availabilityOf,
  availableOf,
  cheapestOf,
  type Product,
  productAddress,
  type Variant,
} from "./product.ts";
import {
  isWholeShelf,
  type ShelfQuery,
  type Sort,
  shelfAddress,
  sortWords,
} from "./shelf-query.ts";
import type { ShelfPage } from "./shelf-store.ts";

export type Home = {
  readonly query: ShelfQuery;
  readonly page: ShelfPage;
  readonly tags: readonly string[];
  readonly cartCount: number;
};

export function homePage({ query, page, tags, cartCount }: Home): Html {
  const { products } = page;
  const isFront = isWholeShelf(query);
  return framePage({
    title: titleOf(query),
    cartCount,
    query: query.search,
    main: html`${isFront ? welcome() : ""}
      <section class="shelf" aria-labelledby="shelf-title">
        <div class="shelf-head">
          ${shelfTitle(query, page)}
          ${products.length === 0 ? "" : sortForm(query)}
          ${tagList(query, tags)}
        </div>
        ${products.length === 0 ? nothingFound(query) : html`<ul class="cards">${products.map(productCard)}</ul>`}
        ${pageLinks(query, page)}
      </section>`,
  });
}

function titleOf({ search, tag }: ShelfQuery): string {
  if (search !== "") return `Search: ${search}`;
  return tag ?? "Good things for slow days";
}

function shelfTitle(query: ShelfQuery, page: ShelfPage): Html {
  const { search, tag } = query;
  if (search === "" && tag === null) return html`<h2 id="shelf-title">On the shelf</h2>`;
  const subject = search === "" ? tag : `“${search}”${tag === null ? "" : ` in ${tag}`}`;
  return html`<h1 class="unseen">Search</h1><h2 id="shelf-title">${foundText(page)} ${search === "" ? "in" : "for"} ${subject}</h2>`;
}

/** How many there are is only known when all of them are here. */
function foundText({ products, hasNext, hasPrevious }: ShelfPage): string {
  if (hasNext || hasPrevious) return "Things";
  return products.length === 1 ? "1 thing" : `${products.length} things`;
}

/** A tag that one looks at is always among them. */
function tagList(query: ShelfQuery, tags: readonly string[]): Html {
  const shown = query.tag === null || tags.includes(query.tag) ? tags : [query.tag, ...tags];
  const link = (tag: string | null) =>
    html`<li><a href="${shelfAddress(query, { tag })}"${tag === query.tag ? html` aria-current="true"` : ""}>${tag ?? "everything"}</a></li>`;
  return html`<ul class="tags" aria-label="Look only at">${[null, ...shown].map(link)}</ul>`;
}

function sortForm(query: ShelfQuery): Html {
  const option = (sort: Sort) =>
    html`<option value="${sort}"${sort === query.sort ? html` selected` : ""}>${sortWords[sort]}</option>`;
  return html`<form class="sort" action="/" method="get">
            ${query.search === "" ? "" : html`<input type="hidden" name="q" value="${query.search}">`}
            ${query.tag === null ? "" : html`<input type="hidden" name="tag" value="${query.tag}">`}
            <label for="sort">Order</label>
            <select id="sort" name="sort" class="field">${(Object.keys(sortWords) as Sort[]).map(option)}</select>
            <button class="button button-quiet button-small" type="submit">Sort</button>
          </form>`;
}

function pageLinks(query: ShelfQuery, { products, hasNext, hasPrevious }: ShelfPage): Html | "" {
  const [first, last] = [products[0], products.at(-1)];
  if (first === undefined || last === undefined || !(hasNext || hasPrevious)) return "";
  const link = (side: "after" | "before", { id }: Product, words: string) =>
    html`<a class="button button-quiet" rel="${side === "after" ? "next" : "prev"}" href="${shelfAddress(query, { edge: { side, productId: id } })}">${words}</a>`;
  return html`<nav class="pages" aria-label="Pages of the shelf">
          ${hasPrevious ? html`<a href="${shelfAddress(query)}">First page</a> ${link("before", first, "Previous page")}` : ""}
          ${hasNext ? link("after", last, "Next page") : html`<span class="quiet">That was the last of them.</span>`}
        </nav>`;
}

function welcome(): Html {
  return html`<section class="welcome">
        <div class="welcome-words">
          <h1>Good things for&nbsp;slow&nbsp;days</h1>
          <p>Teapots that pour, kites that fly, and a pencil that smells like a workshop. Choose what you like, then pay by pointing your phone at the screen.</p>
          <ol class="steps">
            <li>${icon("basket")}<span><b>Choose</b> what you like</span></li>
            <li>${icon("phone")}<span><b>Scan</b> the code on this screen</span></li>
            <li>${icon("tick")}<span><b>Approve</b> on your phone</span></li>
          </ol>
        </div>
        <img class="welcome-scene" src="${assetUrl("scenes/window.svg")}" alt="" width="640" height="480">
      </section>`;
}

function nothingFound(query: ShelfQuery): Html {
  return html`<div class="message">
      <img src="${assetUrl("scenes/lost.svg")}" alt="" width="320" height="220">
      <p>We looked behind every jar and found nothing for “${query.search || query.tag}”.</p>
      <p><a class="button" href="/">See everything</a></p>
    </div>`;
}

/** The whole card is one link, its title. */
export function productCard(product: Product): Html {
  const { variant, isOneOfMany } = cheapestOf(product);
  const available = product.variants.reduce(
    (sum, variant) => sum + Math.max(0, availableOf(variant)),
    0,
  );
  return html`<li class="card">
      ${picture({ ...product, text: product.imageText, size: 400 })}
      <h3><a href="${productAddress(product)}">${product.title}</a></h3>
      <p class="card-price">${isOneOfMany ? html`<span class="quiet">from</span> ` : ""}${priceWithBefore(variant)}</p>
      ${badge(availabilityOf(available))}
    </li>`;
}

/** What it costs, and what it cost before, which is not only said by a line through it. */
export function priceWithBefore({ price: now, compareAt }: Variant): Html {
  if (compareAt === null) return html`${price(now)}`;
  return html`<span class="unseen">now </span>${price(now)} <s class="quiet"><span class="unseen">before </span>${price(compareAt)}</s>`;
}

const badges: Readonly<Record<Availability, string | null>> = {
  sold_out: "Sold out",
  last_one: "The last one",
  few_left: "Only a few left",
  in_stock: null,
};

function badge(availability: Availability): Html | "" {
  const text = badges[availability];
  return text === null
    ? ""
    : html`<p class="badge badge-${availability.replace("_", "-")}">${text}</p>`;
}
