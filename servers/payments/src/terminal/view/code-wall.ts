/** The screen of a request with one code for each item: a wall of cards, each with a state of its own. */
import type { TerminalCode, TerminalState } from "@scantill/contract/terminal";
import { addMoney, fromMoneyJson, multiply, toMoneyJson } from "@scantill/money";
import { type Html, html } from "./html.ts";
import { approveIcon, crossIcon, phoneIcon, tickIcon } from "./icons.ts";
import {
  cancelForm,
  codeCard,
  hostOf,
  hurry,
  isolated,
  orderLine,
  quantityOf,
  releaseForm,
  shortCode,
} from "./parts.ts";
import { payHereUrl, type View } from "./terminal-context.ts";

export function codeWallScreen(state: TerminalState, view: View): Html {
  const address = state.codes.find((code) => code.url !== null)?.url ?? null;
  return html`<div class="wall">
    <header class="wall-head">
      <div class="wall-payee">
        <h1 class="payee"><span class="lead">${view.text("page.lead")}</span> ${isolated(state.merchantName)}</h1>
        <p class="hint">${view.text("wall.lead")}${
          address === null
            ? null
            : html`. ${view.text("code.opens")} <strong class="host">${hostOf(address)}</strong>`
        }</p>
        ${orderLine(state, view)}
      </div>
      <div class="wall-left">
        <p class="amount">${view.money(leftToPay(state))}</p>
        <p class="hint">${view.text("wall.left", { amount: view.money(state.amount) })}</p>
        <p class="progress-words">${view.text("wall.progress", paidCount(state))}</p>
      </div>
    </header>
    ${hurry(state, view)}
    ${codeList(state, view)}
  </div>
  ${cancelForm(view)}`;
}

/** One card for each code. Also tells what became of each when the request has ended. */
export function codeList(state: TerminalState, view: View): Html {
  return html`<ul class="cards" aria-label="${view.text("wall.listName")}">${state.codes.map((code) => card(code, view))}</ul>`;
}

export function leftToPay(state: TerminalState) {
  const paid = multiply(fromMoneyJson(state.paidAmount), -1);
  return toMoneyJson(addMoney(fromMoneyJson(state.amount), paid));
}

export function paidCount({ codes }: TerminalState): {
  readonly paid: number;
  readonly total: number;
} {
  return { paid: codes.filter((code) => code.phase === "paid").length, total: codes.length };
}

function card(code: TerminalCode, view: View): Html {
  const names = code.items.map((item) => html`${quantityOf(item, view)}${isolated(item.name)}`);
  return html`<li class="card" data-phase="${code.phase}">
    ${picture(code, view)}
    <div class="card-words">
      <h2 class="card-name">${names}</h2>
      <p class="card-amount">${view.money(code.amount)}</p>
      ${cardState(code, view)}
    </div>
  </li>`;
}

function picture(code: TerminalCode, view: View): Html {
  switch (code.phase) {
    case "waiting":
      return codeCard(code, view);
    case "scanned":
      return html`<div class="code-gone pulse">${phoneIcon()}</div>`;
    case "approving":
      return html`<div class="code-gone pulse">${approveIcon()}</div>`;
    case "paid":
      return html`<div class="code-gone">${tickIcon()}</div>`;
    case "closed":
      return html`<div class="code-gone">${crossIcon()}</div>`;
    default:
      return code.phase satisfies never;
  }
}

function cardState(code: TerminalCode, view: View): Html {
  switch (code.phase) {
    case "waiting":
      return html`${code.shortCode === null ? null : html`<p class="card-state">${shortCode(code.shortCode)}</p>`}
        ${code.url === null ? null : payHere(code, code.url, view)}`;
    case "scanned":
      return html`<p class="card-state">${view.text("scanned.short")}</p>${releaseForm(code, view)}`;
    case "approving":
      return html`<p class="card-state">${view.text("approving.short")}</p>`;
    case "paid":
      return html`<p class="card-state">${view.text("paid.title")}</p>`;
    case "closed":
      return html`<p class="card-state">${view.text("wall.notPaid")}</p>`;
    default:
      return code.phase satisfies never;
  }
}

function payHere(code: TerminalCode, url: string, view: View): Html {
  const words = view.text("code.payHereItem", { amount: view.money(code.amount) });
  return html`<p class="card-pay"><a id="pay-${code.id}" href="${payHereUrl(url, view)}">${words}</a></p>`;
}
