/** The last screens: paid, expired, cancelled. They say what was and was not charged, and lead back to the shop. */
import type { TerminalState } from "@scantill/contract/terminal";
import { codeList } from "./code-wall.ts";
import { type Html, html } from "./html.ts";
import { clockIcon, crossIcon, tickIcon } from "./icons.ts";
import { isolated, orderLine } from "./parts.ts";
import type { View } from "./terminal-context.ts";

export function paidScreen(state: TerminalState, view: View): Html {
  return html`<div class="sheet closing closing-paid">
    <div class="closing-icon draw">${tickIcon()}</div>
    <h1 id="result" class="closing-title" tabindex="-1">${view.text("paid.title")}</h1>
    <p class="amount">${view.money(state.paidAmount)}</p>
    <p class="closing-payee">${view.text("paid.to", { payee: state.merchantName })}</p>
    ${orderLine(state, view)}
    <p class="hint">${view.text("paid.thanks")}</p>
    <p><a class="button" href="${state.returnUrl}">${view.text("paid.receipt")}</a></p>
    <p id="returning" class="returning" hidden>
      <span id="returning-words" data-pattern="${view.text("paid.returning")}"></span>
      <button id="stay" class="quiet" type="button">${view.text("paid.stay")}</button>
    </p>
  </div>`;
}

export function expiredScreen(state: TerminalState, view: View): Html {
  const retry =
    state.retryUrl === null || state.paidAmount.minor > 0
      ? null
      : html`<a class="button" href="${state.retryUrl}">${view.text("expired.newCode")}</a> `;
  return unpaidScreen(state, view, {
    icon: clockIcon(),
    title: view.text("expired.title"),
    sentence: chargedSentence("expired", state, view),
    ways: html`${retry}<a class="${retry === null ? "button" : "button button-second"}" href="${state.returnUrl}">${view.text("backToShop")}</a>`,
  });
}

export function cancelledScreen(state: TerminalState, view: View): Html {
  return unpaidScreen(state, view, {
    icon: crossIcon(),
    title: view.text("cancelled.title"),
    sentence: `${whoCancelled(state, view)} ${chargedSentence("cancelled", state, view)}`,
    ways: html`<a class="button" href="${state.returnUrl}">${view.text("backToShop")}</a>`,
  });
}

type Closing = {
  readonly icon: Html;
  readonly title: string;
  readonly sentence: string;
  readonly ways: Html;
};

function unpaidScreen(
  state: TerminalState,
  view: View,
  { icon, title, sentence, ways }: Closing,
): Html {
  return html`<div class="sheet closing">
    <div class="closing-icon">${icon}</div>
    <h1 id="result" class="closing-title" tabindex="-1">${title}</h1>
    <p class="closing-sentence">${sentence}</p>
    <p class="hint">${isolated(state.merchantName)}</p>
    ${orderLine(state, view)}
    <p>${ways}</p>
    ${state.paidAmount.minor > 0 ? codeList(state, view) : null}
  </div>`;
}

function whoCancelled({ cancelledBy }: TerminalState, view: View): string {
  return view.text(cancelledBy === "shopper" ? "cancelled.byShopper" : "cancelled.byMerchant");
}

function chargedSentence(end: "expired" | "cancelled", state: TerminalState, view: View): string {
  if (state.paidAmount.minor === 0) return view.text(`${end}.nothingCharged`);
  return view.text(`${end}.partlyCharged`, { amount: view.money(state.paidAmount) });
}
