/** The wallet is there, but what opens it is not: lost passkey, evicted key, removed phone. */
import type { Notice } from "../paying/payment-view.ts";
import { signIn, wallet } from "../session.ts";
import { ask, closeSheet } from "../sheets/sheet.ts";
import { signOut } from "../wallet-api.ts";
import { forgetDeviceKey } from "./device-key.ts";
import { recover } from "./recover.ts";

/** @returns what to say about how it went. */
export async function findOtherWay(): Promise<Notice> {
  const way = await ask<"passkey" | "recoveryCode" | "newWallet">((answer) => ({
    kind: "otherWays",
    answer,
  }));
  if (way === "recoveryCode") return recover();
  const notice = way === null ? "sheetClosed" : await take(way);
  closeSheet();
  return notice;
}

async function take(way: "passkey" | "newWallet"): Promise<Notice> {
  if (way === "newWallet") return leaveForNewWallet();
  const outcome = await signIn();
  return outcome.kind === "wallet" ? "signedIn" : outcome.why;
}

/** The old wallet keeps its money; whoever finds its passkey or recovery code has it again. */
async function leaveForNewWallet(): Promise<Notice> {
  const answer = await signOut();
  if (answer.kind !== "done") return answer.kind === "unanswered" ? answer.why : "busy";
  await forgetDeviceKey();
  wallet.value = null;
  return "noWallet";
}
