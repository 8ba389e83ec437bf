/** The way back to the shop, for a payer whose phone is also the screen that showed the code. */
import type { Route } from "./routes.ts";

export type Arrival = {
  readonly screen: Route["screen"];
  /**
   * How many pages of ours this tab has shown before this one; null in a browser that does not
   * tell.
   */
  readonly earlierPages: number | null;
  /** `history.length` when this page was loaded. */
  readonly historyLength: number;
};

/** Whether a code was opened by the terminal's own link: a system camera opens it in a new tab. */
export function cameFromTerminal({ screen, earlierPages, historyLength }: Arrival): boolean {
  return screen === "code" && (earlierPages ?? historyLength - 1) > 0;
}

/** The shop's address if it may be a link at all, else null. */
export function returnAddress(returnUrl: string): string | null {
  return /^https?:\/\/[^\s/]/i.test(returnUrl) ? returnUrl : null;
}
