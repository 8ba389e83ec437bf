/** Parts that several screens of the terminal share. */
import type { Item } from "@scantill/contract/payment-requests";
import type { TerminalCode, TerminalState } from "@scantill/contract/terminal";
import { type Html, html, trustedMarkup } from "./html.ts";
import { terminalPaths, type View } from "./terminal-context.ts";

/** How many lines of an order are shown before the rest is folded away. */
const visibleItems = 6;

const hurryMs = 120_000;

/** Names come from outside: set apart, so that their writing direction cannot turn our own words around. */
export function isolated(name: string): Html {
  return html`<bdi>${name}</bdi>`;
}

/** The items of a request with what each line comes to. */
export function itemList(items: readonly Item[], view: View): Html {
  const lines = items.map((item) => itemLine(item, view));
  const folded = lines.slice(visibleItems);
  return html`<ul class="items" aria-label="${view.text("page.items")}">${lines.slice(0, visibleItems)}</ul>
    ${
      folded.length === 0
        ? null
        : html`<details id="more-items" class="more-items">
            <summary>${view.text("page.moreItems", { count: folded.length })}</summary>
            <ul class="items" aria-label="${view.text("page.items")}">${folded}</ul>
          </details>`
    }`;
}

function itemLine(item: Item, view: View): Html {
  const { minor, currency } = item.unitAmount;
  const total = { minor: Number(BigInt(minor) * BigInt(item.quantity)), currency };
  return html`<li class="item">
    <span class="item-name">${quantityOf(item, view)}${isolated(item.name)}${
      item.quantity === 1
        ? null
        : html` <span class="item-each">${view.text("page.each", { amount: view.money(item.unitAmount) })}</span>`
    }</span>
    <span class="item-amount">${view.money(total)}</span>
  </li>`;
}

/** "2 × " before a name, nothing before a single one. */
export function quantityOf(item: Item, view: View): Html | null {
  if (item.quantity === 1) return null;
  return html`<span class="item-quantity">${view.text("page.times", { quantity: item.quantity })}</span> `;
}

export function orderLine(state: TerminalState, view: View): Html {
  return html`<p class="order">${view.text("page.order", { reference: state.reference })}</p>`;
}

/** The drawn code on its white card. Only a waiting code is ever drawn, whatever symbols there are. */
export function codeCard(code: TerminalCode, view: View): Html {
  const symbol = code.phase === "waiting" ? view.symbols.get(code.id) : undefined;
  return html`<div class="code-card">${trustedMarkup(symbol ?? "")}</div>`;
}

/** Eight letters in two groups; read aloud letter by letter. */
export function shortCode(letters: string): Html {
  const shown = `${letters.slice(0, 4)}-${letters.slice(4)}`;
  return html`<kbd class="short-code" aria-label="${[...letters].join(" ")}">${shown}</kbd>`;
}

/** Where a phone's camera is taken by the code, for people to compare. */
export function hostOf(url: string): string {
  return new URL(url).host;
}

export function cancelForm(view: View): Html {
  return html`<form class="cancel" method="post" action="${terminalPaths(view).cancel}">
    <button id="cancel" class="quiet" type="submit">${view.text("page.cancel")}</button>
  </form>`;
}

export function releaseForm(code: TerminalCode, view: View): Html {
  return html`<form class="release" method="post" action="${terminalPaths(view).release}">
    <input type="hidden" name="codeId" value="${code.id}">
    <span>${view.text("scanned.notYou")}</span>
    <button id="release-${code.id}" class="quiet" type="submit">${view.text("scanned.release")}</button>
  </form>`;
}

/** Shown in the last two minutes only; without a script it says so once, with one it counts. Whoever needs more time may ask for it. */
export function hurry(state: TerminalState, view: View): Html {
  const leftMs = Date.parse(state.expiresAt) - Date.parse(state.now);
  const hidden = leftMs > hurryMs ? trustedMarkup(" hidden") : null;
  return html`<div id="hurry" class="hurry"${hidden}>
    <p id="countdown" class="countdown" role="timer" data-pattern="${view.text("code.timeLeft")}">${view.text("code.timeLeftWords")}</p>
    ${state.isExtendable ? extendForm(view) : null}
  </div>`;
}

function extendForm(view: View): Html {
  return html`<form class="extend" method="post" action="${terminalPaths(view).extend}">
    <button id="extend" class="quiet" type="submit">${view.text("code.extend")}</button>
  </form>`;
}
