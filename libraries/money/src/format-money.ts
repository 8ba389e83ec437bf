/** An amount as people read it, through `Intl.NumberFormat` but with the digits of ISO 4217 and without ever making a float. */
import type { Money } from "./amount.ts";
import { exponentOf } from "./currencies.ts";
import { toDecimalText } from "./decimal-text.ts";

const formats = new Map<string, Intl.NumberFormat>();

/** "€41.00", "41,00 €", "₩41,000": exact for any size, because Intl is given decimal text. */
export function formatMoney(amount: Money, locale: string): string {
  return formatFor(locale, amount.currency).format(toDecimalText(amount));
}

/** Making a format costs a thousand times more than using one, so each is made once. */
function formatFor(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const known = formats.get(key);
  if (known) return known;
  const digits = exponentOf(currency);
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  if (formats.size < 1000) formats.set(key, format);
  return format;
}
