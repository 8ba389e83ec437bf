/**
 * The picture of a product on any page: a file of ours, or one from elsewhere over a drawing of ours, which is all that is seen
 * while it is on its way, when it never comes, or when there is none. Elsewhere is not told which page it is shown on.
 */
import { html, raw } from "hono/html";
import { assetUrl, findAsset } from "./assets.ts";
import { drawingOf } from "./drawing.ts";
import type { Html } from "./frame-page.ts";

export type Picture = {
  /** A file of ours, or an address that is not ours. */
  readonly image: string;
  /** Decides how the drawing looks. */
  readonly title: string;
  /** What it shows; empty where the title stands beside it. */
  readonly text: string;
  /** In CSS pixels, both ways. */
  readonly size: number;
  readonly className?: string;
};

/** Only what is encrypted is ever fetched: the page's policy forbids anything else. */
const elsewhere = /^https:\/\//;

export function picture({ image, title, text, size, className = "" }: Picture): Html {
  if (findAsset(image) !== null) {
    return html`<img class="${className}" src="${assetUrl(image)}" alt="${text}" width="${size}" height="${size}">`;
  }
  const name = text === "" ? html`aria-hidden="true"` : html`role="img" aria-label="${text}"`;
  return html`<span class="picture ${className}"><svg ${name} viewBox="0 0 400 400" width="${size}" height="${size}" focusable="false">${raw(drawingOf(title))}</svg>${
    elsewhere.test(image)
      ? html`<img src="${image}" alt="" width="${size}" height="${size}" loading="lazy" decoding="async" referrerpolicy="no-referrer">`
      : ""
  }</span>`;
}
