/**
 * What a screen reader is told about the payment. Final states are not announced, as the focus
 * moves to their heading, and notices announce themselves.
 */
import type { PaymentView } from "../paying/payment-view.ts";
import { moneyText, text } from "./texts.ts";

export function announcementOf(view: PaymentView): string {
  switch (view.state) {
    case "review":
      return view.notice === null ? shownPayment(view) : "";
    case "approving":
      return text("review.waiting");
    case "checking":
      return text("checking.title");
    case "unanswered":
      return text(`unanswered.${view.why}`);
    case "loading":
    case "approved":
    case "refused":
      return "";
    default:
      return view satisfies never;
  }
}

function shownPayment({ payment }: Extract<PaymentView, { state: "review" }>): string {
  return text("review.announcement", {
    payee: payment.merchant.name,
    amount: moneyText(payment.amount),
  });
}
