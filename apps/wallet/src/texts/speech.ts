/**
 * The language of this page: asked for in the address, chosen here before, or the browser's own.
 * Only the one that is spoken is loaded; English is there already.
 */
import { phoneStorage } from "../phone-storage.ts";
import en from "./en.json" with { type: "json" };
import { askedLanguage, chooseLanguage, type Language, localeOf } from "./languages.ts";
import { type Catalogue, speak } from "./texts.ts";

const rememberedAs = "scantill.language";

const catalogues: { readonly [language in Language]: () => Promise<Catalogue> } = {
  en: async () => en,
  ko: async () => (await import("./ko.json")).default,
};

/** Resolves when the page can be shown. */
export async function startSpeaking(): Promise<void> {
  const { search } = location;
  const remembered = phoneStorage.getItem(rememberedAs);
  await speakIn(chooseLanguage({ search, remembered, preferred: navigator.languages }));
  const asked = askedLanguage(search);
  if (asked !== null) phoneStorage.setItem(rememberedAs, asked);
}

/** From the language picker: remembered, and the address no longer asks for another one. */
export async function changeLanguage(language: Language): Promise<void> {
  phoneStorage.setItem(rememberedAs, language);
  const address = new URL(location.href);
  address.searchParams.delete("lang");
  history.replaceState(history.state, "", address);
  await speakIn(language);
}

/** A catalogue that cannot be had leaves the words as they are: understood by few is better than none. */
async function speakIn(language: Language): Promise<void> {
  const catalogue = await catalogues[language]().catch(() => null);
  if (catalogue === null) return;
  speak({ language, locale: localeOf(language, navigator.languages), catalogue });
  document.documentElement.lang = language;
}
