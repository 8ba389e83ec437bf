/** The receipts on the screen, as values: page after page, and nothing lost when one does not come. */
import type { WalletPayment, WalletPaymentPage } from "@scantill/contract/wallet";
import type { Answer } from "./wallet-api.ts";

export type Receipts =
  | { readonly state: "loading" }
  | { readonly state: "unanswered"; readonly why: "offline" | "busy" }
  | ShownReceipts;

export type ShownReceipts = {
  readonly state: "shown";
  /** Newest first. */
  readonly payments: readonly WalletPayment[];
  /** Leads to older ones; null when all are shown. */
  readonly next: string | null;
  /** Older ones are on their way, or why they did not come. */
  readonly older: "idle" | "loading" | "offline" | "busy";
};

export const noReceipts: ShownReceipts = {
  state: "shown",
  payments: [],
  next: null,
  older: "idle",
};

/** What is shown once a page has come, or has not. */
export function withPage(shown: ShownReceipts, answer: Answer<WalletPaymentPage>): Receipts {
  switch (answer.kind) {
    case "done": {
      const { payments, next } = answer.content;
      return { state: "shown", payments: [...shown.payments, ...payments], next, older: "idle" };
    }
    case "unanswered":
      if (shown.payments.length === 0) return { state: "unanswered", why: answer.why };
      return { ...shown, older: answer.why };
    case "refused":
      return { ...shown, next: null, older: "idle" };
    default:
      return answer satisfies never;
  }
}
