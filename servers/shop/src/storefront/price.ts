/** Amounts as our shoppers read them. */
import { formatMoney, type Money } from "@scantill/money";

const locale = "en-IE";

export function price(amount: Money): string {
  return formatMoney(amount, locale);
}

/** "23 November 2026, 11:47 UTC": said with its zone, since the server does not know the shopper's. */
export function moment(instant: Date): string {
  const text = new Intl.DateTimeFormat(locale, {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "UTC",
  }).format(instant);
  return `${text.replace(" at ", ", ")} UTC`;
}
