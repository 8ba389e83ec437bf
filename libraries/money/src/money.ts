/** The door of the money library: an amount, its arithmetic, and its texts. No float touches an amount anywhere. */

export type { Money } from "./amount.ts";
export { addMoney, multiply, sumMoney } from "./arithmetic.ts";
export { currencies, exponentOf, isCurrency } from "./currencies.ts";
export { fromDecimalText, toDecimalText } from "./decimal-text.ts";
export { formatMoney } from "./format-money.ts";
export { MoneyError, type MoneyErrorCode } from "./money-error.ts";
export { fromMoneyJson, type MoneyJson, toMoneyJson } from "./money-json.ts";
export { spreadByLargestRemainder } from "./spread.ts";
