/** What the scanner says, as values: the camera, the code it saw last, and what became of it. */
import type { RefusalCode } from "@scantill/contract/refusals";
import type { CameraTrouble } from "./camera.ts";

export type CameraState = "starting" | "on" | "stopped" | CameraTrouble;

export type Finding =
  | { readonly kind: "nothing" }
  | { readonly kind: "readingPhoto" }
  | { readonly kind: "lookingUp" }
  | { readonly kind: "collected" }
  | { readonly kind: "elsewhere"; readonly text: string; readonly host: string | null }
  | { readonly kind: "anotherOrder" }
  | { readonly kind: "refused"; readonly code: RefusalCode }
  | { readonly kind: "unanswered"; readonly why: "offline" | "busy" }
  | { readonly kind: "noCodeInPhoto" };

/**
 * The texts seen by the camera that need no second look: it sees the same code many times a second.
 */
export type Seen = {
  readonly collected: ReadonlySet<string>;
  readonly last: { readonly text: string; readonly at: number } | null;
};

export const seenNothing: Seen = { collected: new Set(), last: null };

/** A code that was refused may be tried again, but not with every picture. */
const restMs = 3_000;

/** Whether a text just seen is worth a look. */
export function isNews(text: string, { collected, last }: Seen, now: number): boolean {
  if (collected.has(text)) return false;
  return last === null || last.text !== text || now - last.at >= restMs;
}

export function seeing(text: string, seen: Seen, now: number): Seen {
  return { ...seen, last: { text, at: now } };
}

export function collecting(text: string, { collected, last }: Seen): Seen {
  return { collected: new Set([...collected, text]), last };
}
