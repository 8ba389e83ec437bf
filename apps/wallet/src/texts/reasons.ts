/** The title and the sentence for each reason why something was not paid. */
import type { Reason } from "../paying/payment-view.ts";
import en from "./en.json" with { type: "json" };
import { type TextKey, text } from "./texts.ts";

export type ReasonText = { readonly title: string; readonly sentence: string };

export function reasonText(reason: Reason): ReasonText {
  const group = reason in en.refusals ? "refusals" : "reasons";
  const name = reason in en[group] ? reason : "unexpected";
  // Both groups hold a title and a sentence for every name that was just found in them.
  return {
    title: text(`${group}.${name}.title` as TextKey),
    sentence: text(`${group}.${name}.sentence` as TextKey),
  };
}
