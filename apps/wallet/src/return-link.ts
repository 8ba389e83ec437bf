/** The way back to the shop, for a payer whose phone is also the screen that showed the code. */

export type Arrival = {
  /** How this page's payment was opened. */
  readonly screen: "code" | "payment" | "scan" | "home" | "unknown";
  /** `history.length` when the page was loaded: a system camera opens a new tab, a link on a terminal does not. */
  readonly historyLength: number;
};

/** Whether the shop's own page is probably right behind this one. */
export function cameFromTerminal({ screen, historyLength }: Arrival): boolean {
  return screen === "code" && historyLength > 1;
}

/** The shop's address if it may be a link at all, else null. */
export function returnAddress(returnUrl: string): string | null {
  return /^https?:\/\//i.test(returnUrl) && URL.canParse(returnUrl) ? returnUrl : null;
}
