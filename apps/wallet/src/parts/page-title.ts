/** Names the browser's tab after what is on the screen. */
import { useEffect } from "preact/hooks";
import { text } from "../texts/texts.ts";

export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${text("app.name")}`;
  }, [title]);
}
