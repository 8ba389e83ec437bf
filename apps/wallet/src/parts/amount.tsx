/**
 * The amount as the largest thing on the screen; long ones are set smaller, so that they stay on
 * one line.
 */
import type { MoneyJson } from "@scantill/money";
import { moneyText } from "../texts/texts.ts";

export function Amount({ amount }: { readonly amount: MoneyJson }) {
  const words = moneyText(amount);
  return (
    <p class="amount" data-length={lengthClass(words)}>
      <bdi>{words}</bdi>
    </p>
  );
}

function lengthClass(words: string): "short" | "medium" | "long" {
  if (words.length <= 7) return "short";
  return words.length <= 11 ? "medium" : "long";
}
