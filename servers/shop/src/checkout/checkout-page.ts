/** Before paying: what, how much, and whether one code stands for everything or each product has its own. */
import { html } from "hono/html";
import { type Cart, type CartLine, countOf, quoteOf } from "#carts/rules";
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

export type Checkout = {
  readonly cart: Cart;
  readonly terms: Terms;
  readonly notice: string | null;
  /** Whether a receipt can be sent. */
  readonly isMailed: boolean;
  /** Whether the phone will be asked for a delivery address. */
  readonly collectsAddress: boolean;
};

export function checkoutPage({
  cart,
  terms,
  notice: sentence,
  isMailed,
  collectsAddress,
}: Checkout): Html {
  const quote = quoteOf(cart, terms);
  const { total } = quote;
  return framePage({
    title: "Checkout",
    cartCount: countOf(cart.lines),
    main: html`<h1>Checkout</h1>
      ${notice(sentence)}
      ${terms.discounts.size === 0 ? "" : html`<form id="discount" action="/checkout/discount" method="post"></form>`}
      <form class="desk" action="/checkout" method="post">
        <input type="hidden" name="checkoutToken" value="${cart.checkoutToken}">
        <input type="hidden" name="totalMinor" value="${total.minor}">
        <div>
          ${cart.lines.length === 1 ? html`<input type="hidden" name="split" value="one">${nextSteps()}` : splitChoice(cart.lines.length)}
          <h2 class="desk-title">Your order</h2>
          <ul class="lines lines-small">${cart.lines.map(checkoutLine)}</ul>
          <p class="desk-link"><a href="/cart">Change the cart</a></p>
          ${isMailed ? emailField() : ""}
        </div>
        <aside class="sum" aria-label="Total">
          ${terms.discounts.size === 0 ? "" : discountField(cart, terms)}
          ${sums({ ...quote, pieces: piecesText(countOf(cart.lines)), freeDelivery: freeDeliveryText(terms.shipping !== null), totalWords: "Total" })}
          <button class="button button-wide button-pay" type="submit">Pay ${price(total)}</button>
          <p class="promise">${icon("lock")}<span>We set your things aside while you pay. You are only charged when you approve on your phone.${collectsAddress ? " There you also choose where we send it." : ""}</span></p>
        </aside>
      </form>`,
  });
}

/** Belongs to a form of its own, which stands before the order's: applying a code is not ordering. */
function discountField({ discountCode }: Cart, { discounts }: Terms): Html {
  const isApplied = discountCode !== null && discounts.has(discountCode);
  if (isApplied) {
    return html`<div class="discount"><input form="discount" type="hidden" name="code" value="">
            <p>${icon("tick")} <span>Code <b>${discountCode}</b></span></p> <button form="discount" class="link" type="submit">Take it back</button></div>`;
  }
  return html`<div class="discount"><label for="code">Discount code</label>
            <div class="field-row"><input id="code" form="discount" name="code" class="field" maxlength="40" autocomplete="off" autocapitalize="characters" spellcheck="false"> <button form="discount" class="button button-quiet" type="submit">Apply</button></div></div>`;
}

function emailField(): Html {
  return html`<div class="email"><label for="email">E-mail for the receipt <span class="quiet">(if you like)</span></label>
            <input id="email" class="field" name="email" type="email" maxlength="254" autocomplete="email"></div>`;
}

function splitChoice(count: number): Html {
  return html`<fieldset class="choices">
            <legend>How do you want to pay?</legend>
            <label class="choice">
              <img src="${assetUrl("scenes/one-code.svg")}" alt="" width="240" height="150">
              <input type="radio" name="split" value="one" checked>
              <span><b>One code for everything</b><span class="quiet">Scan once, approve once.</span></span>
            </label>
            <label class="choice">
              <img src="${assetUrl("scenes/each-code.svg")}" alt="" width="240" height="150">
              <input type="radio" name="split" value="each">
              <span><b>One code for each product</b><span class="quiet">${count} codes: share the bill, or pay for some of it.</span></span>
            </label>
          </fieldset>`;
}

function nextSteps(): Html {
  return html`<div class="next-steps">
            <img src="${assetUrl("scenes/one-code.svg")}" alt="" width="240" height="150">
            <p><b>Next: a code on your screen.</b> Point your phone’s camera at it, look at what you pay, and approve with your finger or face.</p>
          </div>`;
}

function checkoutLine(line: CartLine): Html {
  return html`<li class="line">
              ${picture({ ...line, text: "", size: 56, className: "line-picture" })}
              <div class="line-words"><h3>${line.title}</h3><p class="quiet">${line.quantity} × ${price(line.price)}</p></div>
              <p class="line-amount">${price(amountOf(line))}</p>
            </li>`;
}
