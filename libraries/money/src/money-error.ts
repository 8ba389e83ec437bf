/** What can be wrong with an amount; callers match on `code`, never on the sentence. */

const sentences = {
  currency_unknown: "is not an active ISO 4217 currency",
  currency_mismatch: "cannot be combined: amounts in two currencies",
  amount_malformed: "is not an amount",
  amount_too_precise: "has more digits after the point than its currency",
  amount_out_of_range: "is outside 0 to 2^53 − 1 minor units",
  nothing_to_spread_over: "needs weights that are not negative and not all zero",
} as const;

export type MoneyErrorCode = keyof typeof sentences;

export class MoneyError extends Error {
  readonly code: MoneyErrorCode;

  constructor(code: MoneyErrorCode, subject: string) {
    super(`${subject} ${sentences[code]}`);
    this.name = "MoneyError";
    this.code = code;
  }
}
