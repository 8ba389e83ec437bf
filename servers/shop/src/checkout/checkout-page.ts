/** Before paying: what, how much, and whether one code stands for everything or each product has its own. */
import { html } from "hono/html";
import { amountOfLine, type Cart, type CartLine, countOf, totalOf } from "#carts/rules";
import { assetUrl, framePage, type Html, icon, price } from "#storefront";

export function checkoutPage(cart: Cart): Html {
  const total = totalOf(cart.lines);
  return framePage({
    title: "Checkout",
    cartCount: countOf(cart.lines),
    main: html`<h1>Checkout</h1>
      <form class="desk" action="/checkout" method="post">
        <input type="hidden" name="checkoutToken" value="${cart.checkoutToken}">
        <input type="hidden" name="totalMinor" value="${total.minor}">
        <div>
          ${cart.lines.length === 1 ? html`<input type="hidden" name="split" value="one">${nextSteps()}` : splitChoice(cart.lines.length)}
          <h2 class="desk-title">Your order</h2>
          <ul class="lines lines-small">${cart.lines.map(checkoutLine)}</ul>
          <p class="desk-link"><a href="/cart">Change the cart</a></p>
        </div>
        <aside class="sum" aria-label="Total">
          <dl class="sums"><div><dt>${countOf(cart.lines) === 1 ? "1 piece" : `${countOf(cart.lines)} pieces`}</dt><dd>${price(total)}</dd></div>
            <div><dt>Delivery</dt><dd>none, it is a demo</dd></div>
            <div class="sums-total"><dt>Total</dt><dd>${price(total)}</dd></div></dl>
          <button class="button button-wide button-pay" type="submit">Pay ${price(total)}</button>
          <p class="promise">${icon("lock")}<span>We set your things aside while you pay. You are only charged when you approve on your phone.</span></p>
        </aside>
      </form>`,
  });
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
              <img class="line-picture" src="${assetUrl(line.image)}" alt="" width="56" height="56">
              <div class="line-words"><h3>${line.title}</h3><p class="quiet">${line.quantity} × ${price(line.price)}</p></div>
              <p class="line-amount">${price(amountOfLine(line))}</p>
            </li>`;
}
