/** The payments that this wallet has made, newest first, a page at a time. */
import { signal } from "@preact/signals";
import { noReceipts, type Receipts, withPage } from "./receipt-pages.ts";
import { refreshSession, wallet } from "./session.ts";
import { listPayments } from "./wallet-api.ts";

export const receipts = signal<Receipts>({ state: "loading" });

export async function loadHome(): Promise<void> {
  receipts.value = { state: "loading" };
  const session = await refreshSession();
  if (session.kind === "unanswered") receipts.value = { state: "unanswered", why: session.why };
  else if (wallet.value) receipts.value = withPage(noReceipts, await listPayments(null));
  else receipts.value = noReceipts;
}

export async function loadOlder(): Promise<void> {
  const { value } = receipts;
  if (value.state !== "shown" || value.next === null || value.older === "loading") return;
  receipts.value = { ...value, older: "loading" };
  receipts.value = withPage(value, await listPayments(value.next));
}
