/** The screens of a request with a single code: scan it, continue on the phone, approve there. */
import type { TerminalCode, TerminalState } from "@scantill/contract/terminal";
import { type Html, html } from "./html.ts";
import { approveIcon, phoneIcon } from "./icons.ts";
import {
  cancelForm,
  codeCard,
  hostOf,
  hurry,
  isolated,
  itemList,
  orderLine,
  releaseForm,
  shortCode,
} from "./parts.ts";
import { payHereUrl, type View } from "./terminal-context.ts";

export function oneCodeScreen(state: TerminalState, code: TerminalCode, view: View): Html {
  return html`<div class="sheet">
    <section class="summary">
      <h1 class="payee"><span class="lead">${view.text("page.lead")}</span> ${isolated(state.merchantName)}</h1>
      <p class="amount">${view.money(state.amount)}</p>
      ${payHereFirst(code, view)}
      ${itemList(state.items, view)}
      ${orderLine(state, view)}
    </section>
    <section class="stage">${stage(state, code, view)}</section>
  </div>
  ${code.phase === "approving" ? null : cancelForm(view)}`;
}

/** A device that is itself a phone gets the button first; the style sheet decides by ability. */
function payHereFirst(code: TerminalCode, view: View): Html | null {
  if (code.url === null) return null;
  return html`<p class="pay-here-first"><a class="button" href="${payHereUrl(code.url, view)}">${view.text("code.payHere")}</a></p>`;
}

function stage(state: TerminalState, code: TerminalCode, view: View): Html {
  switch (code.phase) {
    case "scanned":
      return html`<div class="code-gone pulse">${phoneIcon()}</div>
        <h2 class="instruction">${view.text("scanned.title")}</h2>
        <p class="hint">${view.text("scanned.sentence")}</p>
        ${releaseForm(code, view)}`;
    case "approving":
      return html`<div class="code-gone pulse">${approveIcon()}</div>
        <h2 class="instruction">${view.text("approving.title")}</h2>
        <p class="hint">${view.text("approving.sentence")}</p>`;
    case "waiting":
    case "paid":
    case "closed":
      return scanStage(state, code, view);
    default:
      return code.phase satisfies never;
  }
}

function scanStage(state: TerminalState, code: TerminalCode, view: View): Html {
  return html`${codeCard(code, view)}
    <h2 class="instruction">${view.text("code.scan")}</h2>
    ${
      code.url === null
        ? null
        : html`<p class="hint">${view.text("code.opens")} <strong class="host">${hostOf(code.url)}</strong></p>`
    }
    ${
      code.shortCode === null
        ? null
        : html`<p class="hint">${view.text("code.orType")} ${shortCode(code.shortCode)}</p>`
    }
    ${hurry(state, view)}
    ${
      code.url === null
        ? null
        : html`<p class="pay-here"><a id="pay-here" href="${payHereUrl(code.url, view)}">${view.text("code.payHere")}</a></p>`
    }`;
}
