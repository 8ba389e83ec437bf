/** The part of a page that adds up: what the products cost, what comes beside, and the total. */
import type { Money } from "@scantill/money";
import { html } from "hono/html";
import type { Charge } from "#pricing/rules";
import type { Html } from "./frame-page.ts";
import { price } from "./price.ts";

export type Sums = {
  /** What the first row is about, such as "3 pieces"; null where the total says it all. */
  readonly pieces: string | null;
  readonly subtotal: Money;
  readonly charges: readonly Charge[];
  /** What to say about delivery that costs nothing; null to say nothing. */
  readonly freeDelivery: string | null;
  readonly total: Money;
  readonly totalWords: string;
};

export function sums({ pieces, subtotal, charges, freeDelivery, total, totalWords }: Sums): Html {
  const isDelivered = charges.some(({ kind }) => kind === "shipping");
  return html`<dl class="sums">${pieces === null ? "" : row(pieces, price(subtotal))}
            ${charges.filter(({ isIncluded }) => !isIncluded).map(({ name, amount }) => row(name, price(amount)))}
            ${freeDelivery === null || isDelivered ? "" : row("Delivery", freeDelivery)}
            <div class="sums-total"><dt>${totalWords}</dt><dd>${price(total)}</dd></div>
            ${charges.filter(({ isIncluded }) => isIncluded).map(({ name, amount }) => row(`${name}, included`, price(amount)))}</dl>`;
}

/** "1 piece", "3 pieces". */
export function piecesText(count: number): string {
  return count === 1 ? "1 piece" : `${count} pieces`;
}

/** What is said about delivery before it is known to cost anything. */
export function freeDeliveryText(isCharged: boolean): string {
  return isCharged ? "free" : "none, it is a demo";
}

function row(words: string, amount: string): Html {
  return html`<div><dt>${words}</dt><dd>${amount}</dd></div>`;
}
