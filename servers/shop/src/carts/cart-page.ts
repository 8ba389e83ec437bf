/** The cart. Every button is a form of its own, so that nothing here needs a script. */
import { html } from "hono/html";
import { availableOf, productAddress } from "#catalogue/rules";
import { amountOf, type Terms } from "#pricing/rules";
import {
  assetUrl,
  framePage,
  freeDeliveryText,
  type Html,
  icon,
  notice,
  picture,
  piecesText,
  price,
  sums,
} from "#storefront";
import { type Cart, type CartLine, countOf, maximumQuantity, quoteOf, shortageOf } from "./cart.ts";

export type CartView = {
  readonly cart: Cart | null;
  readonly notice: string | null;
  /** SKUs that were not there in sufficient number when the shopper tried to order. */
  readonly short: readonly string[];
  readonly terms: Terms;
};

export function cartPage({ cart, notice: sentence, short, terms }: CartView): Html {
  const lines = cart?.lines ?? [];
  return framePage({
    title: "Your cart",
    cartCount: countOf(lines),
    main: html`<h1>Your cart</h1>
      ${notice(sentence === null ? null : [sentence, ...shortTexts(lines, short)].join(" "))}
      ${cart === null || lines.length === 0 ? emptyCart() : fullCart(cart, terms)}`,
  });
}

function emptyCart(): Html {
  return html`<section class="message">
        <img src="${assetUrl("scenes/empty-basket.svg")}" alt="" width="320" height="220">
        <p>Nothing in it yet. The shelf is just around the corner.</p>
        <p><a class="button" href="/">Look at the shelf</a></p>
      </section>`;
}

function fullCart(cart: Cart, terms: Terms): Html {
  const { lines } = cart;
  const isShort = lines.some((line) => shortageOf(line) > 0);
  return html`<div class="desk">
        <ul class="lines" aria-label="In your cart">${lines.map(cartLine)}</ul>
        <aside class="sum" aria-label="Total">
          ${sums({ ...quoteOf(cart, terms), pieces: piecesText(countOf(lines)), freeDelivery: freeDeliveryText(terms.shipping !== null), totalWords: "Total" })}
          ${isShort ? html`<p class="quiet">Please take less of what is running out first.</p>` : html`<a class="button button-wide" href="/checkout">Go to checkout ${icon("arrow")}</a>`}
          <p class="promise">${icon("lock")}<span>Paid by a code on the next page. No card number, no account.</span></p>
        </aside>
      </div>`;
}

function cartLine(line: CartLine): Html {
  return html`<li class="line">
          <a class="line-picture" href="${productAddress(line)}" tabindex="-1" aria-hidden="true">${picture({ ...line, text: "", size: 96 })}</a>
          <div class="line-words">
            <h2><a href="${productAddress(line)}">${line.title}</a></h2>
            <p class="quiet">${price(line.price)} each</p>
            ${shortageOf(line) === 0 ? "" : html`<p class="short">${shortText(line)}</p>`}
          </div>
          <div class="line-count">
            <form action="/cart/lines/${encodeURIComponent(line.sku)}" method="post" class="stepper">
              <button name="quantity" value="${line.quantity - 1}" aria-label="One ${line.title} less">${icon("minus")}</button>
              <span><span class="unseen">Quantity </span>${line.quantity}</span>
              <button name="quantity" value="${line.quantity + 1}" aria-label="One ${line.title} more"${canTakeMore(line) ? "" : html` disabled`}>${icon("plus")}</button>
            </form>
            <form action="/cart/lines/${encodeURIComponent(line.sku)}" method="post">
              <button class="link" name="quantity" value="0" aria-label="Take out ${line.title}">Take out</button>
            </form>
          </div>
          <p class="line-amount">${price(amountOf(line))}</p>
        </li>`;
}

function canTakeMore(line: CartLine): boolean {
  return line.quantity < Math.min(maximumQuantity, availableOf(line));
}

function shortText(line: CartLine): string {
  const available = Math.max(0, availableOf(line));
  return available === 0 ? "None left right now" : `Only ${available} left`;
}

function shortTexts(lines: readonly CartLine[], short: readonly string[]): readonly string[] {
  return lines
    .filter((line) => short.includes(line.sku))
    .map((line) => `${line.title}: ${shortText(line).toLowerCase()}.`);
}
