/** An address that is none of ours. */

import { homeAddress } from "../addresses/routes.ts";
import { usePageTitle } from "../parts/page-title.ts";
import { text } from "../texts/texts.ts";

export function UnknownScreen() {
  usePageTitle(text("unknown.title"));
  return (
    <main class="screen">
      <section class="verdict">
        <h1>{text("unknown.title")}</h1>
        <p>{text("unknown.sentence")}</p>
      </section>
      <div class="actions">
        <a class="button" href={homeAddress}>
          {text("app.toWallet")}
        </a>
      </div>
    </main>
  );
}
