/** The shape of a review before there is one. */
import { usePageTitle } from "../parts/page-title.ts";
import { text } from "../texts/texts.ts";

export function LoadingScreen() {
  usePageTitle(text("app.loading"));
  return (
    <main class="screen" aria-busy="true">
      <p class="unseen">{text("app.loading")}</p>
      <div class="slip skeleton" aria-hidden="true">
        <div class="slip-part">
          <span class="bone bone-name" />
          <span class="bone bone-site" />
          <span class="bone bone-amount" />
        </div>
        <div class="slip-part">
          <span class="bone bone-item" />
          <span class="bone bone-item" />
        </div>
      </div>
      <div class="actions" aria-hidden="true">
        <span class="bone bone-button" />
      </div>
    </main>
  );
}
