import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import {
  approvalRefusals,
  codeRefusals,
  httpRefusals,
  type RefusalCode,
  walletRefusals,
} from "@scantill/contract/refusals";
import { meaningOf, type PhoneRefusalCode, refusalMeanings } from "../paying/refusal-meanings.ts";
import en from "./en.json" with { type: "json" };
import { reasonText } from "./reasons.ts";
import { moneyText, type TextKey, text } from "./texts.ts";

const sourceFolder = new URL("..", import.meta.url);
const catalogue = new Map(leavesOf(en));
const unexpected = reasonText("unexpected" as RefusalCode);
/** Mistakes of our own, not of a person: all of them are "that did not work". */
const ourMistakes = [
  "body_too_large",
  "malformed_json",
  "method_not_allowed",
  "origin_not_allowed",
  "unsupported_media_type",
  "validation_failed",
];

for (const code of Object.keys(refusalMeanings) as PhoneRefusalCode[]) {
  test(`the refusal ${code} has its words`, () => {
    const { title, sentence } = reasonText(code);
    assert.equal(sentence === unexpected.sentence, ourMistakes.includes(code));
    assert.ok(title.length <= 32 && sentence.length <= 160, "short enough for a small screen");
    assert.doesNotMatch(sentence, /charged\b(?! twice)/, "what was charged, the view knows");
  });
}

const { api_key_invalid: _, ...httpRefusalsOfPhones } = httpRefusals;

test("no refusal that a phone can meet is without a meaning", () => {
  const tables = {
    ...httpRefusalsOfPhones,
    ...codeRefusals,
    ...approvalRefusals,
    ...walletRefusals,
  };
  assert.deepEqual(Object.keys(refusalMeanings).sort(), Object.keys(tables).sort());
});

test("a refusal that comes before the approval is looked at is no verdict on it", () => {
  for (const code of Object.keys({ ...httpRefusalsOfPhones, ...walletRefusals })) {
    assert.equal(meaningOf(code as RefusalCode).isVerdict, false, code);
  }
});

test("a refusal that only a newer server knows is unexpected and no verdict", () => {
  const code = "moon_phase_wrong" as RefusalCode;
  assert.deepEqual(reasonText(code), unexpected);
  assert.equal(meaningOf(code).isVerdict, false);
});

test("every text is used, and every key that is used exists", () => {
  const source = sourceFiles().join("\n");
  const used = new Set([...source.matchAll(/text\(\s*"([\w.]+)"/g)].map(([, key]) => key ?? ""));
  const named = new Set([...catalogue.keys()].map((key) => key.replace(/_(one|other)$/, "")));
  for (const key of used) assert.ok(named.has(key), `${key} is not in the catalogue`);
  const composed = [...source.matchAll(/text\(\s*[^)]*?`([\w.]+)\.\$\{/g)].map(
    ([, prefix]) => `${prefix}.`,
  );
  const isUsed = (key: string) =>
    used.has(key) ||
    source.includes(`"${key}"`) ||
    composed.some((prefix) => key.startsWith(prefix));
  const unused = [...named].filter((key) => !/^(reasons|refusals)\./.test(key) && !isUsed(key));
  assert.deepEqual(unused, []);
});

test("plural forms follow the count", () => {
  assert.match(text("approved.othersOpen", { count: 1 }), /^1 more code of/);
  assert.match(text("approved.othersOpen", { count: 2 }), /^2 more codes of/);
});

test("values are put in as they are, and a missing one is left to be seen", () => {
  assert.equal(text("review.pay", { amount: "€41.00" }), "Pay €41.00");
  assert.equal(text("review.title", { payee: "{{amount}} $& <b>" }), "Pay {{amount}} $& <b>");
  assert.equal(text("review.pay"), "Pay {{amount}}");
  assert.equal(text("no.such.key" as TextKey), "no.such.key");
});

test("a line's amount is its quantity times its price, and a discount is below zero", () => {
  assert.match(moneyText({ minor: 4100, currency: "EUR" }, 3), /123\.00/);
  assert.match(moneyText({ minor: -500, currency: "EUR" }), /^[-−]\D*5\.00$/);
});

test("amounts have the digits of their currency and are exact up to the largest", () => {
  assert.match(moneyText({ minor: 4100, currency: "EUR" }), /41\.00/);
  assert.match(moneyText({ minor: 41_000, currency: "JPY" }), /41,000$/);
  assert.match(moneyText({ minor: 41_000, currency: "KWD" }), /41\.000/);
  assert.match(
    moneyText({ minor: Number.MAX_SAFE_INTEGER, currency: "EUR" }),
    /90,071,992,547,409\.91/,
  );
});

function leavesOf(branch: object, prefix = ""): (readonly [key: string, text: string])[] {
  return Object.entries(branch).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[prefix + key, value] as const]
      : leavesOf(value as object, `${prefix}${key}.`),
  );
}

function sourceFiles(): string[] {
  return readdirSync(sourceFolder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes(".test."))
    .map((name) => readFileSync(new URL(name, sourceFolder), "utf8"));
}
