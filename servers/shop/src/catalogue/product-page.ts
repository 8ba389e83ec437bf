/** One product: its picture, its story, its price, and the way into the cart. */
import { html } from "hono/html";
import { maximumQuantity } from "#carts/rules";
import { framePage, type Html, icon, picture } from "#storefront";
import { priceWithBefore, productCard } from "./home-page.ts";
import {
  availabilityOf,
  availableOf,
  choicesOf,
  findVariant,
  type Options,
  type Product,
  productAddress,
  type Variant,
} from "./product.ts";
import { readShelfQuery, shelfAddress } from "./shelf-query.ts";

const wholeShelf = readShelfQuery(() => undefined);

export type ProductView = {
  readonly product: Product;
  /** What was chosen; null for a combination that is not made. */
  readonly variant: Variant | null;
  /** The options that were chosen, made or not. */
  readonly chosen: Options;
  readonly others: readonly Product[];
  readonly cartCount: number;
};

export function productPage({ product, variant, chosen, others, cartCount }: ProductView): Html {
  const image = variant?.pictureUrl ?? product.image;
  const text = product.imageText || product.title;
  return framePage({
    title: product.title,
    description: product.description.split("\n", 1).join(),
    cartCount,
    main: html`<nav class="crumbs" aria-label="You are here"><a href="/">Shop</a> <span aria-hidden="true">/</span> <span aria-current="page">${product.title}</span></nav>
      <article class="product">
        ${picture({ image, title: product.title, text, size: 400, className: "product-picture" })}
        <div class="product-words">
          <h1>${product.title}</h1>
          ${variant === null ? "" : priceAndStock(variant)}
          <p class="product-story">${product.description}</p>
          ${choicesForm(product, chosen)}
          ${variant === null ? html`<p class="notice">This one is not made. Please choose another.</p>` : addForm(variant)}
          <ul class="tags" aria-label="Tags">${product.tags.map((tag) => html`<li><a href="${shelfAddress(wholeShelf, { tag })}">${tag}</a></li>`)}</ul>
          ${variant === null ? "" : facts(variant)}
        </div>
      </article>
      ${others.length === 0 ? "" : html`<section class="shelf" aria-labelledby="others"><h2 id="others">Goes well with</h2><ul class="cards cards-few">${others.map(productCard)}</ul></section>`}`,
  });
}

function priceAndStock(variant: Variant): Html {
  const availability = availabilityOf(availableOf(variant));
  return html`<p class="product-price">${priceWithBefore(variant)}</p>
          <p class="stock stock-${availability.replace("_", "-")}">${stockText(variant)}</p>`;
}

/** What is chosen here is shown by the same page again, so that it needs no script. */
function choicesForm(product: Product, chosen: Options): Html | "" {
  const choices = choicesOf(product);
  if (choices.length === 0) return "";
  return html`<form class="choose" action="${productAddress(product)}" method="get">
            ${choices.map(
              (
                { name, values },
                place,
              ) => html`<div><label for="option-${place + 1}">${name}</label>
              <select class="field" id="option-${place + 1}" name="option${place + 1}">${values.map((value) => choice(product, chosen, [name, value]))}</select></div>`,
            )}
            <button class="button button-quiet" type="submit">Show this one</button>
          </form>`;
}

/** Says what would be found with this value and everything else as it is. */
function choice(product: Product, chosen: Options, [name, value]: readonly [string, string]): Html {
  const variant = findVariant(product, { ...chosen, [name]: value });
  const isGone = variant !== null && availableOf(variant) <= 0;
  const remark = variant === null ? " (not made)" : isGone ? " (sold out)" : "";
  return html`<option value="${value}"${value === chosen[name] ? html` selected` : ""}>${value}${remark}</option>`;
}

function addForm(variant: Variant): Html {
  const available = availableOf(variant);
  if (available <= 0) {
    return html`<p class="notice">Sold out. Somebody may be paying for the last one right now; if they change their mind, it comes back.</p>`;
  }
  return html`<form class="add" action="/cart/lines" method="post">
            <input type="hidden" name="sku" value="${variant.sku}">
            <div class="add-row">
              <label for="quantity">Quantity</label>
              <input id="quantity" name="quantity" type="number" inputmode="numeric" value="1" min="1" max="${Math.min(maximumQuantity, available)}" required>
              <button class="button" type="submit">${icon("basket")} Put into the cart</button>
            </div>
          </form>`;
}

function stockText(variant: Variant): string {
  const available = availableOf(variant);
  switch (availabilityOf(available)) {
    case "sold_out":
      return "Sold out";
    case "last_one":
      return "The last one";
    case "few_left":
      return `Only ${available} left`;
    case "in_stock":
      return "On the shelf";
  }
}

function facts({ sku, gtin }: Variant): Html {
  return html`<dl class="facts"><div><dt>Article</dt><dd>${sku}</dd></div>${
    gtin === null ? "" : html`<div><dt>GTIN</dt><dd>${gtin}</dd></div>`
  }</dl>`;
}
