/**
 * The payment page as HTML, from a state and nothing else. The whole page works before its script arrives; afterwards the script
 * replaces the fragment alone. Merchant names and items are hostile text: everything is escaped.
 */
import type { TerminalState } from "@scantill/contract/terminal";
import { cancelledScreen, expiredScreen, paidScreen } from "./view/closing.ts";
import { codeWallScreen, leftToPay, paidCount } from "./view/code-wall.ts";
import { type Html, html } from "./view/html.ts";
import { brandIconUrl, brandMark } from "./view/icons.ts";
import { oneCodeScreen } from "./view/one-code.ts";
import { isFinal, type Screen, screenOf } from "./view/screen.ts";
import { type TerminalContext, terminalPaths, type View } from "./view/terminal-context.ts";
import { type Language, languages } from "./view/texts/languages.ts";
import { textsFor } from "./view/texts/texts.ts";

export type { TerminalContext };

/** Seconds after which a page without a script loads itself again. */
const reloadSeconds = 5;

/** The complete document. */
export function terminalPage(state: TerminalState, context: TerminalContext): string {
  const view = { ...context, ...textsFor(context.locale) };
  const paths = terminalPaths(context);
  const page = html`<!doctype html>
<html lang="${view.language}" dir="ltr">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta name="robots" content="noindex">
  <title>${titleOf(state, view)}</title>
  <link rel="icon" href="${brandIconUrl()}">
  <link rel="stylesheet" href="${view.assetsPath}/terminal.css">
  ${isFinal(screenOf(state)) ? null : html`<noscript><meta http-equiv="refresh" content="${reloadSeconds}"></noscript>`}
  <script defer src="${view.assetsPath}/terminal.js"></script>
</head>
<body data-state-path="${paths.state}" data-stream-path="${paths.stream}">
  <p id="offline" class="banner" role="status" hidden>${view.text("page.offline")}</p>
  <p id="notice-refused" class="banner" hidden>${view.text("notices.refused")}</p>
  <p id="notice-declined" class="banner" hidden>${view.text("notices.declined")}</p>
  <p id="notice-abandoned" class="banner" hidden>${view.text("notices.abandoned")}</p>
  ${fragment(state, view)}
  <p id="announcer" class="unseen" role="status"></p>
  <footer class="footer"><span>${brandMark()} Scantill</span> ${languageLinks(view)}</footer>
</body>
</html>
`;
  return page.markup;
}

/** By their own names: whoever looks for theirs may not be able to read the rest. */
function languageLinks(view: View): Html {
  const links = Object.entries(languages).map(([language, name]) =>
    language === view.language
      ? html`<strong lang="${language}">${name}</strong> `
      : html`<a href="${terminalPaths({ ...view, askedLanguage: language as Language }).page}" lang="${language}" hreflang="${language}">${name}</a> `,
  );
  return html`<nav class="languages" aria-label="${view.text("page.language")}">${links}</nav>`;
}

/** Only the part that changes: a `main` that names the state it shows. */
export function terminalStateFragment(state: TerminalState, context: TerminalContext): string {
  return fragment(state, { ...context, ...textsFor(context.locale) }).markup;
}

function fragment(state: TerminalState, view: View): Html {
  const screen = screenOf(state);
  return html`<main id="terminal" data-sequence="${state.sequence}" data-status="${screen}"
    data-title="${titleOf(state, view)}" data-announcement="${announcementOf(screen, state, view)}"
    data-now="${state.now}" data-expires-at="${state.expiresAt}" data-return-url="${state.returnUrl}">
  ${content(screen, state, view)}
</main>`;
}

function content(screen: Screen, state: TerminalState, view: View): Html {
  const [code] = state.codes;
  switch (screen) {
    case "paid":
      return paidScreen(state, view);
    case "expired":
      return expiredScreen(state, view);
    case "cancelled":
      return cancelledScreen(state, view);
    case "waiting":
    case "scanned":
    case "approving":
      return code === undefined ? codeWallScreen(state, view) : oneCodeScreen(state, code, view);
    case "wall":
      return codeWallScreen(state, view);
    default:
      return screen satisfies never;
  }
}

function titleOf(state: TerminalState, view: View): string {
  const screen = screenOf(state);
  const payee = state.merchantName;
  return isFinal(screen)
    ? `${view.text(`${screen}.title`)} – ${payee}`
    : view.text("page.title", { payee });
}

/** What a screen reader says when this screen appears; final screens are read by moving the focus to them. */
function announcementOf(screen: Screen, state: TerminalState, view: View): string {
  switch (screen) {
    case "waiting":
      return view.text("waiting.announcement", { amount: view.money(state.amount) });
    case "scanned":
      return view.text("scanned.title");
    case "approving":
      return view.text("approving.title");
    case "wall":
      return view.text("wall.announcement", {
        ...paidCount(state),
        amount: view.money(leftToPay(state)),
      });
    case "paid":
    case "expired":
    case "cancelled":
      return view.text(`${screen}.title`);
    default:
      return screen satisfies never;
  }
}
