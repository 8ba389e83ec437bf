/** One product: its picture, its story, its price, and the way into the cart. */
import { html } from "hono/html";
import { assetUrl, framePage, type Html, icon, price } from "#storefront";
import { productCard } from "./home-page.ts";
import { availabilityOf, availableOf, type Product, type Variant } from "./product.ts";

export type ProductView = {
  readonly product: Product;
  readonly others: readonly Product[];
  readonly cartCount: number;
};

export function productPage({ product, others, cartCount }: ProductView): Html {
  return framePage({
    title: product.title,
    description: product.description,
    cartCount,
    main: html`<nav class="crumbs" aria-label="You are here"><a href="/">Shop</a> <span aria-hidden="true">/</span> <span aria-current="page">${product.title}</span></nav>
      <article class="product">
        <img class="product-picture" src="${assetUrl(product.image)}" alt="${product.imageText}" width="400" height="400">
        <div class="product-words">
          <h1>${product.title}</h1>
          ${product.variants.length === 1 ? soleVariant(product.variants) : ""}
          <p class="product-story">${product.description}</p>
          ${addForm(product)}
          <ul class="tags" aria-label="Tags">${product.tags.map((tag) => html`<li><a href="/?q=${encodeURIComponent(tag)}">${tag}</a></li>`)}</ul>
          ${facts(product.variants)}
        </div>
      </article>
      ${others.length === 0 ? "" : html`<section class="shelf" aria-labelledby="others"><h2 id="others">Goes well with</h2><ul class="cards cards-few">${others.map(productCard)}</ul></section>`}`,
  });
}

function soleVariant([variant]: readonly Variant[]): Html | "" {
  if (variant === undefined) return "";
  return html`<p class="product-price">${price(variant.price)}${
    variant.compareAt === null
      ? ""
      : html` <s class="quiet"><span class="unseen">before </span>${price(variant.compareAt)}</s>`
  }</p>
          <p class="stock stock-${availabilityOf(availableOf(variant)).replace("_", "-")}">${stockText(variant)}</p>`;
}

function addForm({ variants }: Product): Html {
  const available = variants.filter((variant) => availableOf(variant) > 0);
  if (available.length === 0) {
    return html`<p class="notice">Sold out. Somebody may be paying for the last one right now; if they change their mind, it comes back.</p>`;
  }
  return html`<form class="add" action="/cart/lines" method="post">
            ${variants.length === 1 ? html`<input type="hidden" name="sku" value="${variants[0]?.sku ?? ""}">` : options(variants, available[0])}
            <div class="add-row">
              <label for="quantity">Quantity</label>
              <input id="quantity" name="quantity" type="number" inputmode="numeric" value="1" min="1" max="${Math.max(...available.map(availableOf))}" required>
              <button class="button" type="submit">${icon("basket")} Put into the cart</button>
            </div>
          </form>`;
}

function options(variants: readonly Variant[], chosen: Variant | undefined): Html {
  const names = Object.keys(variants[0]?.options ?? {}).join(", ");
  return html`<fieldset class="options">
              <legend>${names}</legend>
              ${variants.map(
                (variant) => html`<label class="option">
                <input type="radio" name="sku" value="${variant.sku}"${variant === chosen ? html` checked` : ""}${availableOf(variant) > 0 ? "" : html` disabled`} required>
                <span><b>${Object.values(variant.options).join(", ")}</b><span>${price(variant.price)}</span><small class="quiet">${stockText(variant)}</small></span>
              </label>`,
              )}
            </fieldset>`;
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

/** The article numbers, one group for each choice. */
function facts(variants: readonly Variant[]): Html {
  return html`<dl class="facts">${variants.map(
    ({ sku, gtin, options }) => html`<div>
              <dt>${Object.values(options).join(", ") || "Article"}</dt>
              <dd>${sku}${gtin === null ? "" : html`<br>GTIN ${gtin}`}</dd>
            </div>`,
  )}</dl>`;
}
