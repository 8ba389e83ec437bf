/** Divides an amount so that the parts sum to it exactly: shipping, discount and tax over the lines of an order. */
import type { Money } from "./amount.ts";
import { MoneyError } from "./money-error.ts";

/**
 * Parts of `total` in proportion to `weights`, each within one minor unit of its exact share; what rounding leaves over goes to
 * the largest remainders, the earlier first. A negative total is spread like its positive. Refuses `nothing_to_spread_over`.
 */
export function spreadByLargestRemainder(total: Money, weights: readonly bigint[]): Money[] {
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0n);
  if (weightSum === 0n || weights.some((weight) => weight < 0n)) {
    throw new MoneyError("nothing_to_spread_over", `[${weights.join(", ")}]`);
  }
  const sign = total.minor < 0n ? -1n : 1n;
  const size = sign * total.minor;
  const parts = weights.map((weight) => (size * weight) / weightSum);
  const remainders = weights.map((weight) => (size * weight) % weightSum);
  const leftOver = Number(size - parts.reduce((sum, part) => sum + part, 0n));
  const isTopped = new Set(indexesByDescending(remainders).slice(0, leftOver));
  return parts.map((part, index) => ({
    minor: sign * (isTopped.has(index) ? part + 1n : part),
    currency: total.currency,
  }));
}

function indexesByDescending(values: readonly bigint[]): number[] {
  const byValue = [...values.entries()].sort(([, left], [, right]) =>
    left === right ? 0 : left < right ? 1 : -1,
  );
  return byValue.map(([index]) => index);
}
