/**
 * The words on the screen: one catalogue per language in i18next's JSON (nested keys, `{{name}}`, plural forms by `count`),
 * keys typed from English. Amounts are written as the reader's locale does.
 */
import { formatMoney, type MoneyJson } from "@scantill/money";
import en from "./en.json" with { type: "json" };
import ko from "./ko.json" with { type: "json" };
import { type Language, languageOf } from "./languages.ts";

export type Catalogue = { readonly [key: string]: string | Catalogue };
type WithoutPlural<Key extends string> = Key extends `${infer Stem}_${"one" | "other"}`
  ? Stem
  : Key;
type KeysOf<Branch> = {
  [Key in keyof Branch & string]: Branch[Key] extends string
    ? WithoutPlural<Key>
    : `${Key}.${KeysOf<Branch[Key]>}`;
}[keyof Branch & string];

export type TextKey = KeysOf<typeof en>;
type TextValues = { readonly [name: string]: string | number };

export type Texts = {
  readonly language: Language;
  readonly text: (key: TextKey, values?: TextValues) => string;
  readonly money: (amount: MoneyJson) => string;
};

const catalogues: { readonly [language in Language]: Catalogue } = { en, ko };

/** Characters by which a name could turn the words after it around (Unicode Standard Annex 9, explicit formatting). */
const turning = /[\u202a-\u202e\u2066-\u2069]/g;

/** Words of the locale's language, English where there is no catalogue for it. */
export function textsFor(locale: string): Texts {
  const language = languageOf(locale) ?? "en";
  const catalogue = catalogues[language];
  const plurals = new Intl.PluralRules(language);
  return {
    language,
    text: (key, values = {}) => {
      const form = typeof values["count"] === "number" ? plurals.select(values["count"]) : null;
      const pattern =
        find(catalogue, `${key}_${form}`) ?? find(catalogue, key) ?? find(en, `${key}_other`);
      return (pattern ?? key).replaceAll(/\{\{(\w+)\}\}/g, (gap, name) =>
        String(values[name] ?? gap).replaceAll(turning, ""),
      );
    },
    // A discount is below zero.
    money: ({ minor, currency }) =>
      formatMoney(
        { minor: BigInt(minor), currency },
        languageOf(locale) === null ? language : locale,
      ),
  };
}

function find(catalogue: Catalogue, key: string): string | undefined {
  let branch: string | Catalogue | undefined = catalogue;
  for (const step of key.split(".")) branch = typeof branch === "object" ? branch[step] : undefined;
  return typeof branch === "string" ? branch : undefined;
}
