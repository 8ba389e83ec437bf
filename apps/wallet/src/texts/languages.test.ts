import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseLanguage, localeOf } from "./languages.ts";

const nothing = { search: "", remembered: null, preferred: [] };

test("what is asked for comes before what was remembered, and that before the browser's own", () => {
  const wishes = { search: "?lang=ko", remembered: "en", preferred: ["en-GB"] };
  assert.equal(chooseLanguage(wishes), "ko");
  assert.equal(chooseLanguage({ ...wishes, search: "", remembered: "ko" }), "ko");
  assert.equal(chooseLanguage({ ...nothing, preferred: ["ko-KR", "en"] }), "ko");
});

test("the first language that we speak counts, however many come before it", () => {
  assert.equal(chooseLanguage({ ...nothing, preferred: ["de-CH", "fr", "KO-kr", "en"] }), "ko");
  assert.equal(chooseLanguage({ ...nothing, preferred: ["de", "en-IE", "ko"] }), "en");
});

test("languages that we do not speak, and what is none, are passed over", () => {
  for (const word of ["xx", "", "constructor", "__proto__", "<b>", "ko_KR", "k"]) {
    const search = `?lang=${encodeURIComponent(word)}`;
    assert.equal(chooseLanguage({ search, remembered: word, preferred: [word] }), "en");
    assert.equal(chooseLanguage({ search, remembered: word, preferred: ["ko"] }), "ko");
  }
});

test("amounts and dates are as the reader is used to, where the language is theirs", () => {
  assert.equal(localeOf("en", ["ko-KR", "en-IE", "en-US"]), "en-IE");
  assert.equal(localeOf("ko", ["en-IE"]), "ko");
  assert.equal(localeOf("en", ["en-US@posix", "en-IE"]), "en-IE");
});
