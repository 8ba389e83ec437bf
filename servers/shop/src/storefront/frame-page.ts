/** The frame around every page: head, header with search and cart, footer. Every value that is put in is escaped. */
import { html } from "hono/html";
import { assetUrl } from "./assets.ts";

export type Html = ReturnType<typeof html>;

export type Frame = {
  readonly title: string;
  readonly main: Html;
  /** Pieces in the cart; null where it is not known. */
  readonly cartCount: number | null;
  readonly description?: string;
  /** What was searched for. */
  readonly query?: string;
  /** What this page has besides the pictures' script. */
  readonly scripts?: readonly string[];
  /** Seconds after which a page without script looks again. */
  readonly refreshSeconds?: number;
};

export const shopName = "Larkmoss";

export function framePage(frame: Frame): Html {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${frame.title} – ${shopName}</title>
    <meta name="description" content="${frame.description ?? "Good things for slow days: a demonstration shop that is paid by code."}">
    <meta name="color-scheme" content="light dark">
    <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f7f6ef">
    <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#13201b">
    <link rel="icon" type="image/svg+xml" href="${assetUrl("brand/lark.svg")}">
    ${["tokens", "frame", "shelf", "order"].map((name) => html`<link rel="stylesheet" href="${assetUrl(`styles/${name}.css`)}">`)}
    <script defer src="${assetUrl("scripts/pictures.js")}"></script>
    ${(frame.scripts ?? []).map((name) => html`<script defer src="${assetUrl(`scripts/${name}.js`)}"></script>`)}
    ${frame.refreshSeconds === undefined ? "" : html`<noscript><meta http-equiv="refresh" content="${frame.refreshSeconds}"></noscript>`}
  </head>
  <body>
    <a class="skip" href="#main">Skip to content</a>
    ${header(frame)}
    <main id="main" tabindex="-1">${frame.main}</main>
    ${footer()}
  </body>
</html>`;
}

function header({ cartCount, query }: Frame): Html {
  return html`<header class="top">
      <div class="top-inner">
        <a class="brand" href="/" aria-label="${shopName}, home">
          <img src="${assetUrl("brand/lark.svg")}" alt="" width="44" height="44"><span>${shopName}</span>
        </a>
        <form class="search" action="/" method="get" role="search">
          <label class="unseen" for="search">Search the shop</label>
          <input id="search" type="search" name="q" value="${query ?? ""}" placeholder="Search: tea, garden, gifts" autocomplete="off" maxlength="80" enterkeyhint="search">
          <button type="submit" aria-label="Search">${icon("search")}</button>
        </form>
        <nav class="top-links" aria-label="Shop">
          <a href="/orders" aria-label="Orders">${icon("orders")}<span aria-hidden="true">Orders</span></a>
          <a href="/cart" aria-label="${cartLabel(cartCount)}">${icon("basket")}<span aria-hidden="true">Cart</span> ${
            cartCount ? html`<b class="count" aria-hidden="true">${cartCount}</b>` : ""
          }</a>
        </nav>
      </div>
    </header>`;
}

function footer(): Html {
  return html`<footer class="bottom">
      <div class="bottom-inner">
        <img src="${assetUrl("brand/lark.svg")}" alt="" width="40" height="40">
        <p><strong>${shopName} is a demonstration.</strong> Nothing is sold or sent, and it is paid with play money.
          Payments by Scantill: a code on your screen, approved on your phone. The shop never sees a card number.</p>
      </div>
    </footer>`;
}

function cartLabel(count: number | null): string {
  if (!count) return "Cart, empty";
  return count === 1 ? "Cart, 1 piece" : `Cart, ${count} pieces`;
}

const icons = {
  search: "M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13zM15.500 15.500 20 20",
  orders: "M6 3.500h12v17l-3-2-3 2-3-2-3 2zM9.500 8.500h5M9.500 12.500h5",
  basket:
    "M3.500 9.500h17l-1.800 9.200a1.500 1.500 0 0 1-1.500 1.300H6.800a1.500 1.500 0 0 1-1.500-1.300zM8 9.500l3-6M16 9.500l-3-6M9.500 13v4M14.500 13v4",
  tick: "M4.500 12.500 10 18 20 6.500",
  lock: "M6 10.500h12v9.500H6zM8.500 10.500V8a3.500 3.500 0 0 1 7 0v2.500",
  minus: "M6 12h12",
  plus: "M6 12h12M12 6v12",
  arrow: "M5 12h14M13 6l6 6-6 6",
  phone: "M8 2.500h8a1 1 0 0 1 1 1v17a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1v-17a1 1 0 0 1 1-1zM11 18.500h2",
} as const;

/** A small line drawing in the colour of the text beside it; it says nothing to a screen reader. */
export function icon(name: keyof typeof icons): Html {
  return html`<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false"><path d="${icons[name]}"/></svg>`;
}
