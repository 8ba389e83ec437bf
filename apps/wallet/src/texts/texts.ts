/**
 * The words on the screen: one catalogue per language in i18next's JSON (nested keys, `{{name}}`,
 * `_one` and `_other` by `count`), keys typed from English. Money and time go through `Intl` in the
 * catalogue's language.
 */
import { formatMoney, type MoneyJson } from "@scantill/money";
import en from "./en.json" with { type: "json" };

type WithoutPlural<Key extends string> = Key extends `${infer Stem}_${"one" | "other"}`
  ? Stem
  : Key;

type KeysOf<Branch, Prefix extends string = ""> = {
  [Key in keyof Branch & string]: Branch[Key] extends string
    ? `${Prefix}${WithoutPlural<Key>}`
    : KeysOf<Branch[Key], `${Prefix}${Key}.`>;
}[keyof Branch & string];

export type TextKey = KeysOf<typeof en>;
export type TextValues = { readonly [name: string]: string | number };

const catalogue = en;
const language = "en";

/** The reader's own flavour of the catalogue's language: dates and amounts as they are used to. */
const locale =
  readersLocales().find((tag) => tag === language || tag.startsWith(`${language}-`)) ?? language;
const plurals = new Intl.PluralRules(locale);
const times = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });

export function text(key: TextKey, values: TextValues = {}): string {
  const form =
    typeof values["count"] === "number" ? `${key}_${plurals.select(values["count"])}` : key;
  const pattern = find(form) ?? find(`${key}_other`) ?? find(key) ?? key;
  return pattern.replaceAll(/\{\{(\w+)\}\}/g, (gap, name: string) => String(values[name] ?? gap));
}

/** `count` times the amount, exactly; only a discount is below zero. */
export function moneyText({ minor, currency }: MoneyJson, count = 1): string {
  return formatMoney({ minor: BigInt(minor) * BigInt(count), currency }, locale);
}

export function timeText(instant: string): string {
  return times.format(new Date(instant));
}

function find(key: string): string | undefined {
  let branch: unknown = catalogue;
  for (const step of key.split("."))
    branch = (branch as { readonly [step: string]: unknown } | undefined)?.[step];
  return typeof branch === "string" ? branch : undefined;
}

function readersLocales(): readonly string[] {
  return typeof navigator === "undefined" ? [] : (navigator.languages ?? []);
}
