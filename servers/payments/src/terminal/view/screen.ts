/** Which of the terminal's screens a state asks for. */
import type { TerminalState } from "@scantill/contract/terminal";

/** `wall` shows one card for each code; the three before it show a single code. */
export type Screen = "waiting" | "scanned" | "approving" | "wall" | FinalScreen;

/** Where nothing happens by itself any more. */
export type FinalScreen = "paid" | "expired" | "cancelled";

export function screenOf(state: TerminalState): Screen {
  switch (state.status) {
    case "paid":
    case "expired":
    case "cancelled":
      return state.status;
    case "open":
    case "partly_paid":
      return openScreenOf(state);
    default:
      return state.status satisfies never;
  }
}

export function isFinal(screen: Screen): screen is FinalScreen {
  return screen === "paid" || screen === "expired" || screen === "cancelled";
}

function openScreenOf({ codes }: TerminalState): Screen {
  const [code] = codes;
  if (code === undefined || codes.length > 1) return "wall";
  return code.phase === "scanned" || code.phase === "approving" ? code.phase : "waiting";
}
