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
  | { readonly kind: "refused"; readonly code: RefusalCode; readonly waitSeconds?: number }
  /**
   * Refused without a look at the attempt, and the payment still awaits approval: once the attempt
   * is called off, it has not paid.
   */
  | { readonly kind: "unjudged"; readonly code: RefusalCode }
  /** Declined or let go meanwhile, so that it can no longer be paid. */
  | { readonly kind: "ended"; readonly payment: WalletPayment }
  /** The server will not say: only the screen at the shop or the receipts can tell. */
  | { readonly kind: "unknown" };

type Answered<Content> = Exclude<Answer<Content>, { readonly kind: "unanswered" }>;

type Patience = {
  /** Waits that long, or less when there is reason to hope. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Told each time that no answer came, with how often that was. */
  readonly onUnanswered: (times: number) => void;
};

export type VerdictQuestion = Patience & {
  /** Sends the same attempt with the same proof, every time. */
  readonly send: () => Promise<Answer<WalletPayment>>;
  readonly readPayment: () => Promise<Answer<WalletPayment>>;
};

export async function askUntilVerdict(question: VerdictQuestion): Promise<Verdict> {
  return untilNotNull(() => askOnce(question), question);
}

/** The same question until there is an answer of any kind. */
export async function askUntilAnswered<Content>(
  question: Patience & { readonly send: () => Promise<Answer<Content>> },
): Promise<Answered<Content>> {
  return untilNotNull(async () => {
    const answer = await question.send();
    return answer.kind === "unanswered" ? null : answer;
  }, question);
}

async function untilNotNull<Found>(
  ask: () => Promise<Found | null>,
  { pause, onUnanswered }: Patience,
): Promise<Found> {
  for (let times = 0; ; times += 1) {
    const found = await ask();
    if (found !== null) return found;
    onUnanswered(times + 1);
    await pause(pauseMs(times));
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
  if (answer.kind === "refused" && meaningOf(answer.code).isVerdict) return answer;

  // The attempt itself got no verdict, but the payment may have one.
  const payment = await readPayment();
  if (payment.kind === "unanswered") return null;
  if (payment.kind === "done" && payment.content.status === "approved") {
    return { kind: "approved", payment: payment.content };
  }
  if (payment.kind === "done" && payment.content.status !== "awaiting_approval") {
    return { kind: "ended", payment: payment.content };
  }
  const isUndecided = payment.kind === "done" && answer.kind === "refused";
  return isUndecided ? { kind: "unjudged", code: answer.code } : { kind: "unknown" };
}
