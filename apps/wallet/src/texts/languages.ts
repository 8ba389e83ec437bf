/** Which languages there are, and which of them somebody reads. */

/** By their own names, as who looks for them knows them. */
export const languages = { en: "English", ko: "한국어" } as const;

export type Language = keyof typeof languages;

export type Wishes = {
  /** The page's query: `?lang=` asks for a language outright. */
  readonly search: string;
  /** What was chosen on this phone before, whoever wrote it there. */
  readonly remembered: string | null;
  /** BCP 47 tags, the dearest first, as browsers know them of their readers. */
  readonly preferred: readonly string[];
};

export function chooseLanguage({ search, remembered, preferred }: Wishes): Language {
  const asked = askedLanguage(search);
  const wishes = asked === null ? [remembered ?? "", ...preferred] : [asked];
  return wishes.map(languageOf).find((language) => language !== null) ?? "en";
}

export function askedLanguage(search: string): Language | null {
  return languageOf(new URLSearchParams(search).get("lang") ?? "");
}

/** The reader's own flavour of a language, so that dates and amounts are as they are used to. */
export function localeOf(language: Language, preferred: readonly string[]): string {
  return preferred.find((tag) => languageOf(tag) === language && isTag(tag)) ?? language;
}

/** Some systems hand out names of their own, such as `en-US@posix`, which `Intl` refuses. */
export function isTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}

function languageOf(tag: string): Language | null {
  const [language = ""] = tag.toLowerCase().split("-");
  return Object.hasOwn(languages, language) ? (language as Language) : null;
}
