/** A page that only says something: not found, not possible, something broke. */
import { html } from "hono/html";
import { assetUrl } from "./assets.ts";
import { framePage, type Html } from "./frame-page.ts";

export type Message = {
  readonly title: string;
  readonly sentence: string;
  readonly cartCount: number | null;
  /** Given to us, it leads to the log line. */
  readonly requestId?: string;
};

export function messagePage({ title, sentence, cartCount, requestId }: Message): Html {
  return framePage({
    title,
    cartCount,
    main: html`<section class="message">
      <img src="${assetUrl("scenes/lost.svg")}" alt="" width="320" height="220">
      <h1>${title}</h1>
      <p>${sentence}</p>
      ${requestId === undefined ? "" : html`<p class="quiet">If you tell us about it, mention <code>${requestId}</code>.</p>`}
      <p><a class="button" href="/">Back to the shop</a></p>
    </section>`,
  });
}

/** A line above a page's content, after something did not go as asked. */
export function notice(sentence: string | null): Html | "" {
  return sentence === null ? "" : html`<p class="notice" role="alert">${sentence}</p>`;
}
