/**
 * The words on the screen: one catalogue per language in i18next's JSON (nested keys, `{{name}}`,
 * plural forms by `count`), keys typed from English. Money and time go through `Intl` in the
 * reader's locale. What is shown changes by itself when another language is spoken.
 */
import { signal } from "@preact/signals";
import { formatMoney, type MoneyJson } from "@scantill/money";
import en from "./en.json" with { type: "json" };
import type { Language } from "./languages.ts";

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
export type Catalogue = { readonly [key: string]: string | Catalogue };

export type Speech = {
  readonly language: Language;
  /** The reader's own flavour of the language, as a BCP 47 tag. */
  readonly locale: string;
  readonly catalogue: Catalogue;
};

type Speaking = Speech & {
  readonly plurals: Intl.PluralRules;
  readonly times: Intl.DateTimeFormat;
};

const speaking = signal(inSpeech({ language: "en", locale: "en", catalogue: en }));

export function speak(speech: Speech): void {
  speaking.value = inSpeech(speech);
}

export function spokenLanguage(): Language {
  return speaking.value.language;
}

export function spokenLocale(): string {
  return speaking.value.locale;
}

export function text(key: TextKey, values: TextValues = {}): string {
  const { catalogue, plurals } = speaking.value;
  const form =
    typeof values["count"] === "number" ? `${key}_${plurals.select(values["count"])}` : key;
  const pattern = find(catalogue, form) ?? find(catalogue, key) ?? find(en, form) ?? key;
  return pattern.replaceAll(/\{\{(\w+)\}\}/g, (gap, name: string) => String(values[name] ?? gap));
}

/** `count` times the amount, exactly; only a discount is below zero. */
export function moneyText({ minor, currency }: MoneyJson, count = 1): string {
  return formatMoney({ minor: BigInt(minor) * BigInt(count), currency }, speaking.value.locale);
}

export function timeText(instant: string): string {
  return speaking.value.times.format(new Date(instant));
}

/** A country by its two letters. */
export function countryText(code: string): string {
  return new Intl.DisplayNames(speaking.value.locale, { type: "region" }).of(code) ?? code;
}

function inSpeech(speech: Speech): Speaking {
  return {
    ...speech,
    plurals: new Intl.PluralRules(speech.language),
    times: new Intl.DateTimeFormat(speech.locale, { dateStyle: "medium", timeStyle: "short" }),
  };
}

function find(catalogue: Catalogue, key: string): string | undefined {
  let branch: Catalogue | string | undefined = catalogue;
  for (const step of key.split(".")) branch = typeof branch === "object" ? branch[step] : undefined;
  return typeof branch === "string" ? branch : undefined;
}
