/** Which languages there are, and which of them the shopper reads: asked for in the address, else known by the browser. */

/** By their own names, as who looks for them knows them. */
export const languages = { en: "English", ko: "한국어" } as const;

export type Language = keyof typeof languages;

export type Reader = {
  /** BCP 47 tag: the language's flavour that the reader is used to. */
  readonly locale: string;
  /** Asked for outright, and so kept in every address; null where the browser was believed. */
  readonly askedLanguage: Language | null;
};

type Wishes = {
  /** What stands behind `?lang=`. */
  readonly asked: string | undefined;
  readonly acceptLanguage: string | undefined;
};

export function chooseReader({ asked = "", acceptLanguage = "" }: Wishes): Reader {
  const accepted = acceptedTags(acceptLanguage);
  const askedLanguage = languageOf(asked);
  const language = askedLanguage ?? accepted.map(languageOf).find((known) => known !== null);
  const locale = accepted.find((tag) => languageOf(tag) === language);
  return { locale: locale ?? language ?? "en", askedLanguage };
}

/** The language of a tag, null where we do not speak it. */
export function languageOf(tag: string): Language | null {
  const [language = ""] = tag.toLowerCase().split("-");
  return Object.hasOwn(languages, language) ? (language as Language) : null;
}

/** The well-formed tags of the header, the dearest first (RFC 9110, section 12.5.4). */
function acceptedTags(header: string): readonly string[] {
  const ranges = header.slice(0, 500).split(",").map(readRange);
  return ranges
    .filter(({ tag, weight }) => weight > 0 && isLocale(tag))
    .sort((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag);
}

function readRange(range: string): { readonly tag: string; readonly weight: number } {
  const [tag = "", ...parameters] = range.split(";").map((part) => part.trim());
  const weight = parameters.find((parameter) => /^q=/i.test(parameter))?.slice(2);
  return { tag, weight: weight === undefined ? 1 : Number(weight) };
}

/** Intl throws at anything else. */
function isLocale(tag: string): boolean {
  return /^[a-z]{2,3}(-[a-z]{4})?(-[a-z]{2}|-\d{3})?$/i.test(tag);
}
