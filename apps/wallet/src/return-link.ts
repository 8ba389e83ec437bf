/** The way back to the shop, for a payer whose phone is also the screen that showed the code. */

export type Arrival = {
  readonly screen: "code" | "payment" | "scan" | "home" | "unknown";
  /** Paths of the pages of ours that this tab showed before; null in a browser that does not tell. */
  readonly earlierPaths: readonly string[] | null;
  /** `history.length` when this page was loaded. */
  readonly historyLength: number;
};

/** Whether the shop's own page is behind this one: a system camera opens a new tab, a link on the terminal does not. */
export function cameFromTerminal({ screen, earlierPaths, historyLength }: Arrival): boolean {
  if (earlierPaths !== null) return earlierPaths.some((path) => path.startsWith("/t/"));
  return screen === "code" && historyLength > 1;
}

/** The shop's address if it may be a link at all, else null. */
export function returnAddress(returnUrl: string): string | null {
  return /^https?:\/\/[^\s/]/i.test(returnUrl) ? returnUrl : null;
}
