/** A part of a screen whose program is loaded when it is first shown: a review must stay light. */
import { signal } from "@preact/signals";
import type { ComponentChild, FunctionComponent } from "preact";
import { useEffect } from "preact/hooks";
import { text } from "../texts/texts.ts";

export type LaterPart = {
  readonly load: () => Promise<FunctionComponent>;
  readonly meanwhile: ComponentChild;
};

export function later({ load, meanwhile }: LaterPart): FunctionComponent {
  const Loaded = signal<FunctionComponent | null>(null);
  const isMissing = signal(false);
  const start = async () => {
    Loaded.value ??= await load().catch(() => null);
    isMissing.value = Loaded.value === null;
  };
  return () => {
    useEffect(() => void start(), []);
    if (Loaded.value !== null) return <Loaded.value />;
    return isMissing.value ? <Missing /> : meanwhile;
  };
}

/** No connection, or a newer version of this page: both are settled by loading it again. */
function Missing() {
  return (
    <div class="notice" role="status">
      <p>{text("unanswered.offline")}</p>
      <button type="button" class="button button-quiet" onClick={() => location.reload()}>
        {text("app.tryAgain")}
      </button>
    </div>
  );
}
