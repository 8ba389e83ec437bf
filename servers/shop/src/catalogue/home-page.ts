/** The shelf: everything, or what a search found. */
import { html } from "hono/html";
import { assetUrl, framePage, type Html, icon, price } from "#storefront";
import {
  type Availability,
  availabilityOf,
  availableOf,
  type Product,
  priceFrom,
} from "./product.ts";

export type Home = {
  readonly products: readonly Product[];
  readonly tags: readonly string[];
  /** What was searched for; empty for the whole shelf. */
  readonly query: string;
  readonly cartCount: number;
};

export function homePage({ products, tags, query, cartCount }: Home): Html {
  return framePage({
    title: query === "" ? "Good things for slow days" : `Search: ${query}`,
    cartCount,
    query,
    main: html`${query === "" ? welcome() : ""}
      <section class="shelf" aria-labelledby="shelf-title">
        <div class="shelf-head">
          ${shelfTitle(query, products.length)}
          <ul class="tags" aria-label="Look only at">
            <li><a href="/"${query === "" ? html` aria-current="true"` : ""}>everything</a></li>
            ${tags.map((tag) => html`<li><a href="/?q=${encodeURIComponent(tag)}"${tag === query ? html` aria-current="true"` : ""}>${tag}</a></li>`)}
          </ul>
        </div>
        ${products.length === 0 ? nothingFound(query) : html`<ul class="cards">${products.map(productCard)}</ul>`}
      </section>`,
  });
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

function shelfTitle(query: string, count: number): Html {
  if (query === "") return html`<h2 id="shelf-title">On the shelf</h2>`;
  const found = count === 1 ? "1 thing" : `${count} things`;
  return html`<h1 class="unseen">Search</h1><h2 id="shelf-title">${found} for “${query}”</h2>`;
}

function nothingFound(query: string): Html {
  return html`<div class="message">
      <img src="${assetUrl("scenes/lost.svg")}" alt="" width="320" height="220">
      <p>We looked behind every jar and found nothing for “${query}”.</p>
      <p><a class="button" href="/">See everything</a></p>
    </div>`;
}

/** The whole card is one link, its title. */
export function productCard(product: Product): Html {
  const { price: amount, isLowest } = priceFrom(product);
  const before = product.variants[0]?.compareAt ?? null;
  const available = product.variants.reduce(
    (sum, variant) => sum + Math.max(0, availableOf(variant)),
    0,
  );
  return html`<li class="card">
      <img src="${assetUrl(product.image)}" alt="${product.imageText}" width="400" height="400">
      <h3><a href="/products/${product.handle}">${product.title}</a></h3>
      <p class="card-price">${isLowest ? html`<span class="quiet">from</span> ` : ""}${price(amount)}${
        before === null
          ? ""
          : html` <s class="quiet"><span class="unseen">before </span>${price(before)}</s>`
      }</p>
      ${badge(availabilityOf(available))}
    </li>`;
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
