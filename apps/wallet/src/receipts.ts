/** The payments that this wallet has made, newest first, a page at a time. */
import { signal } from "@preact/signals";
import type { WalletPayment } from "@scantill/contract/wallet";
import { refreshSession, wallet } from "./session.ts";
import { listPayments } from "./wallet-api.ts";

export type Receipts =
  | { readonly state: "loading" }
  | { readonly state: "unanswered"; readonly why: "offline" | "busy" }
  /** `next` leads to the following page; null when all are shown. */
  | {
      readonly state: "shown";
      readonly payments: readonly WalletPayment[];
      readonly next: string | null;
    };

export const receipts = signal<Receipts>({ state: "loading" });

export async function loadHome(): Promise<void> {
  receipts.value = { state: "loading" };
  const session = await refreshSession();
  if (session.kind === "unanswered") receipts.value = { state: "unanswered", why: session.why };
  else if (wallet.value) await appendPage([], null);
  else receipts.value = { state: "shown", payments: [], next: null };
}

export async function loadMore(): Promise<void> {
  const current = receipts.value;
  if (current.state === "shown" && current.next !== null)
    await appendPage(current.payments, current.next);
}

async function appendPage(shown: readonly WalletPayment[], after: string | null): Promise<void> {
  const answer = await listPayments(after);
  if (answer.kind === "done") {
    const { payments, next } = answer.content;
    receipts.value = { state: "shown", payments: [...shown, ...payments], next };
  } else if (answer.kind === "refused") {
    receipts.value = { state: "shown", payments: shown, next: null };
  } else if (shown.length === 0) {
    receipts.value = { state: "unanswered", why: answer.why };
  }
}
