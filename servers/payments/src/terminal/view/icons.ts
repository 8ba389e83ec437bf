/** The few drawings of the terminal; each only accompanies words that say the same. */
import { type Html, html } from "./html.ts";

export function tickIcon(): Html {
  return icon(html`<circle cx="24" cy="24" r="22"/><path class="icon-mark" d="M14 25l7 7 14-15"/>`);
}

export function crossIcon(): Html {
  return icon(
    html`<circle cx="24" cy="24" r="22"/><path class="icon-mark" d="M16.5 16.5l15 15m0-15l-15 15"/>`,
  );
}

export function clockIcon(): Html {
  return icon(html`<circle cx="24" cy="24" r="22"/><path class="icon-mark" d="M24 12v13l8 5"/>`);
}

export function phoneIcon(): Html {
  return icon(
    html`<rect x="13" y="4" width="22" height="40" rx="4.5"/><path class="icon-mark" d="M21 38.5h6"/>`,
  );
}

/** A phone that waits for a finger. */
export function approveIcon(): Html {
  return icon(
    html`<rect x="13" y="4" width="22" height="40" rx="4.5"/><path class="icon-mark" d="M19 24.5l4 4 7-8"/>`,
  );
}

const brandPath =
  "M1 1h6v6H1zM2.6 2.6v2.8h2.8V2.6zM9 1h6v6H9zm1.6 1.6v2.8h2.8V2.6zM1 9h6v6H1zm1.6 1.6v2.8h2.8v-2.8zM9 9h2.5v2.5H9zm3.5 0H15v2.5h-2.5zM9 12.5h2.5V15H9zm3.5 0H15V15h-2.5z";

/** Our mark: the corners of a code. */
export function brandMark(): Html {
  return html`<svg class="brand-mark" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path fill-rule="evenodd" d="${brandPath}"/></svg>`;
}

/** The same for the browser's tab, as an address that holds its picture. */
export function brandIconUrl(): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#0f6a54" fill-rule="evenodd" d="${brandPath}"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

function icon(shapes: Html): Html {
  return html`<svg class="icon" viewBox="0 0 48 48" aria-hidden="true" focusable="false">${shapes}</svg>`;
}
