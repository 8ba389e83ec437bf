/** Amounts as plain decimal text ("12.34"), as payment codes and price lists write them. Exact in both directions. */
import type { Money } from "./amount.ts";
import { exponentOf } from "./currencies.ts";
import { MoneyError } from "./money-error.ts";

/** "41.00" for 4100 minor units of EUR, "4100" of JPY: always all of the currency's digits, point as separator. */
export function toDecimalText({ minor, currency }: Money): `${number}` {
  const exponent = exponentOf(currency);
  const sign = minor < 0n ? "-" : "";
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, "0");
  const whole = digits.slice(0, digits.length - exponent);
  const fraction = digits.slice(digits.length - exponent);
  return (sign + (exponent === 0 ? whole : `${whole}.${fraction}`)) as `${number}`; // digits and one point
}

/**
 * The amount that decimal text means: digits, with at most the currency's digits after a point. Refuses `amount_malformed`
 * (signs, exponents, grouping, white space) and `amount_too_precise`, never rounds.
 */
export function fromDecimalText(text: string, currency: string): Money {
  const exponent = exponentOf(currency);
  const [, whole, fraction = ""] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) throw new MoneyError("amount_malformed", JSON.stringify(text));
  if (fraction.length > exponent) throw new MoneyError("amount_too_precise", `${text} ${currency}`);
  return { minor: BigInt(whole + fraction.padEnd(exponent, "0")), currency };
}
