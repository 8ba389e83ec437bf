/** Every catalogue says everything that the English one says, in the plural forms of its language. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { languages } from "./languages.ts";
import type { Catalogue } from "./texts.ts";

type Texts = ReadonlyMap<string, string>;

const english = textsOf("en");
const pluralStems = stemsOf(english);

for (const [language, name] of Object.entries(languages)) {
  const texts = textsOf(language);

  test(`${name}: the keys are those of English, with the plural forms of the language`, () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    const singles = [...english.keys()].filter((key) => !pluralStems.has(stemOf(key)));
    const plurals = [...pluralStems].flatMap((stem) =>
      pluralCategories.map((category) => `${stem}_${category}`),
    );
    assert.deepEqual([...texts.keys()].sort(), [...singles, ...plurals].sort());
  });

  test(`${name}: every text has the placeholders of the English one`, () => {
    for (const [key, words] of texts) {
      const inEnglish = english.get(key) ?? english.get(`${stemOf(key)}_other`);
      assert.deepEqual(placeholdersIn(words), placeholdersIn(inEnglish ?? ""), key);
    }
  });

  test(`${name}: no text is empty, padded, or too long for a screen`, () => {
    for (const [key, words] of texts) {
      assert.ok(words !== "" && words === words.trim() && words.length <= 180, key);
    }
  });
}

test("Korean is Korean, but for signs", () => {
  const foreign = [...textsOf("ko")].filter(([, words]) => !/\p{Script=Hangul}/u.test(words));
  assert.deepEqual(
    foreign.map(([key]) => key),
    ["page.times"],
  );
});

function readCatalogue(language: string): Catalogue {
  return JSON.parse(readFileSync(new URL(`${language}.json`, import.meta.url), "utf8"));
}

function textsOf(language: string): Texts {
  return new Map(leavesOf(readCatalogue(language)));
}

function leavesOf(branch: Catalogue, prefix = ""): (readonly [key: string, words: string])[] {
  return Object.entries(branch).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[prefix + key, value] as const]
      : leavesOf(value, `${prefix}${key}.`),
  );
}

/** Keys that come in plural forms, without their endings. */
function stemsOf(texts: Texts): ReadonlySet<string> {
  const stems = [...texts.keys()].filter((key) => key.endsWith("_other")).map(stemOf);
  return new Set(stems.filter((stem) => texts.has(`${stem}_one`)));
}

function stemOf(key: string): string {
  return key.replace(/_(zero|one|two|few|many|other)$/, "");
}

function placeholdersIn(words: string): readonly string[] {
  return [...words.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = ""]) => name).sort();
}
