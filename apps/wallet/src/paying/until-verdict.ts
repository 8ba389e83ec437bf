/**
 * Asks the server for its verdict on one attempt until there is one. Whatever happens on the way
 * proves nothing.
 */
import type { RefusalCode } from "@scantill/contract/refusals";
import type { WalletPayment } from "@scantill/contract/wallet";
import type { Answer } from "../wallet-api.ts";
import { meaningOf } from "./refusal-meanings.ts";

export type Verdict =
  | { readonly kind: "approved"; readonly payment: WalletPayment }
  | { readonly kind: "refused"; readonly code: RefusalCode }
  /** The server will not say: only the screen at the shop or the receipts can tell. */
  | { readonly kind: "unknown" };

export type VerdictQuestion = {
  /** Sends the same attempt with the same assertion, every time. */
  readonly send: () => Promise<Answer<WalletPayment>>;
  readonly readPayment: () => Promise<Answer<WalletPayment>>;
  /** Waits that long, or less when there is reason to hope. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Told each time that no answer came, with how often that was. */
  readonly onUnanswered: (times: number) => void;
};

export async function askUntilVerdict(question: VerdictQuestion): Promise<Verdict> {
  for (let times = 0; ; times += 1) {
    const verdict = await askOnce(question);
    if (verdict !== null) return verdict;
    question.onUnanswered(times + 1);
    await question.pause(pauseMs(times));
  }
}

/** 1, 2, 4, 8, then every 15 seconds. */
export function pauseMs(times: number): number {
  return Math.min(1_000 * 2 ** times, 15_000);
}

async function askOnce({ send, readPayment }: VerdictQuestion): Promise<Verdict | null> {
  const answer = await send();
  if (answer.kind === "unanswered") return null;
  if (answer.kind === "done" && answer.content.status === "approved") {
    return { kind: "approved", payment: answer.content };
  }
  if (answer.kind === "refused" && meaningOf(answer.code).isVerdict)
    return { kind: "refused", code: answer.code };

  // The attempt itself got no verdict, but the payment may have one.
  const payment = await readPayment();
  if (payment.kind === "unanswered") return null;
  if (payment.kind === "done" && payment.content.status === "approved") {
    return { kind: "approved", payment: payment.content };
  }
  return { kind: "unknown" };
}
