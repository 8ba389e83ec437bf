/** Why a PIN is asked for once more, and what the server's refusal means for that. */
import type { RefusalCode } from "@scantill/contract/refusals";

export type PinTrouble =
  | { readonly kind: "wrong" }
  | { readonly kind: "locked"; readonly waitSeconds: number }
  /** The answer got lost, and what was sent can no longer pay. */
  | { readonly kind: "lost" };

/** Where a server forgets to say how long to wait, as long as the first lock. */
const usualWaitSeconds = 30;

/** Null where another PIN would not help. */
export function pinTroubleOf(refusal: {
  readonly code: RefusalCode;
  readonly waitSeconds?: number;
}): PinTrouble | null {
  switch (refusal.code) {
    case "pin_wrong":
      return { kind: "wrong" };
    case "pin_locked":
      return { kind: "locked", waitSeconds: refusal.waitSeconds ?? usualWaitSeconds };
    case "approval_not_started":
      return { kind: "lost" };
    default:
      return null;
  }
}

/** How long to wait, in the reader's words and in the unit that fits; never too short. */
export function waitText(seconds: number, locale: string): string {
  const [length, unit] = wholeUnits.find(([length]) => seconds >= 1.5 * length) ?? [1, "second"];
  const format = new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" });
  return format.format(Math.ceil(seconds / length));
}

const wholeUnits = [
  [3_600, "hour"],
  [60, "minute"],
] as const;
