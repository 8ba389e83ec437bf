/** Nothing is known, because nobody answered. */
import { useEffect } from "preact/hooks";
import { Icon } from "../parts/icon.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { text } from "../texts/texts.ts";

export type UnansweredProps = { readonly why: "offline" | "busy"; readonly onTryAgain: () => void };

export function UnansweredScreen({ why, onTryAgain }: UnansweredProps) {
  usePageTitle(text("unanswered.title"));
  useEffect(() => {
    addEventListener("online", onTryAgain);
    return () => removeEventListener("online", onTryAgain);
  }, [onTryAgain]);
  return (
    <main class="screen">
      <section class="verdict">
        <span class="seal" aria-hidden="true">
          <Icon name="question" />
        </span>
        <h1>{text("unanswered.title")}</h1>
        <p>{text(`unanswered.${why}`)}</p>
      </section>
      <div class="actions">
        <button type="button" class="button" onClick={onTryAgain}>
          {text("app.tryAgain")}
        </button>
      </div>
    </main>
  );
}
