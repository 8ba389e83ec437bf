/** The edge to JSON, where amounts are integers of minor units up to 2^53 − 1, so that every language can read them exactly. */
import type { Money } from "./amount.ts";
import { MoneyError } from "./money-error.ts";

export type MoneyJson = { readonly minor: number; readonly currency: string };

/** Refuses `amount_out_of_range` for what JSON numbers cannot carry exactly, and for less than nothing. */
export function toMoneyJson({ minor, currency }: Money): MoneyJson {
  if (minor < 0n || minor > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new MoneyError("amount_out_of_range", `${minor} ${currency}`);
  }
  return { minor: Number(minor), currency };
}

/** Refuses `amount_malformed` for fractions and negative zero, `amount_out_of_range` below 0 and above 2^53 − 1. */
export function fromMoneyJson({ minor, currency }: MoneyJson): Money {
  if (!Number.isInteger(minor) || Object.is(minor, -0)) {
    throw new MoneyError("amount_malformed", `${minor} ${currency}`);
  }
  if (minor < 0 || minor > Number.MAX_SAFE_INTEGER) {
    throw new MoneyError("amount_out_of_range", `${minor} ${currency}`);
  }
  return { minor: BigInt(minor), currency };
}
