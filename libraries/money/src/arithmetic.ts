/** Sums and multiples of amounts: exact, and never across currencies. */
import type { Money } from "./amount.ts";
import { MoneyError } from "./money-error.ts";

/** The sum of two amounts of one currency. Refuses `currency_mismatch`. */
export function addMoney(left: Money, right: Money): Money {
  if (left.currency !== right.currency) {
    throw new MoneyError("currency_mismatch", `${left.currency} and ${right.currency}`);
  }
  return { minor: left.minor + right.minor, currency: left.currency };
}

/** The sum of any number of amounts, zero of `currency` when there are none. Refuses `currency_mismatch`. */
export function sumMoney(amounts: readonly Money[], currency: string): Money {
  return amounts.reduce((sum, amount) => addMoney(sum, amount), { minor: 0n, currency });
}

/** `quantity` times the amount; the quantity is an integer. */
export function multiply(amount: Money, quantity: bigint | number): Money {
  return { minor: amount.minor * BigInt(quantity), currency: amount.currency };
}
