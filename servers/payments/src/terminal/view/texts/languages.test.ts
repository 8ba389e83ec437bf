import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseReader } from "./languages.ts";

const browserOf = (acceptLanguage: string) => chooseReader({ asked: undefined, acceptLanguage });

test("what is asked for in the address comes before what the browser says", () => {
  const reader = chooseReader({ asked: "ko", acceptLanguage: "en-GB,en;q=0.9" });
  assert.deepEqual(reader, { locale: "ko", askedLanguage: "ko" });
  const withFlavour = chooseReader({ asked: "en", acceptLanguage: "ko-KR,en-IE;q=0.5" });
  assert.deepEqual(withFlavour, { locale: "en-IE", askedLanguage: "en" });
});

test("of the browser's languages the dearest that we speak counts", () => {
  assert.equal(browserOf("de-CH, fr;q=0.9, en-IE;q=0.4, ko-KR;q=0.8").locale, "ko-KR");
  assert.equal(browserOf("en;q=0, ko;q=0.1").locale, "ko");
  assert.equal(browserOf("ko-Kore-KR").locale, "ko-Kore-KR");
  assert.equal(browserOf("en-GB").askedLanguage, null);
});

test("whatever else is sent is English, and no fault", () => {
  const oddities = ["", "*", "xx", ",;q=,", "ko;q=x", "en-x-u-ca-1", "constructor", "__proto__"];
  for (const header of [...oddities, "k".repeat(9000), "en-u-nu-thai"]) {
    assert.equal(browserOf(header).locale, "en", header);
    assert.equal(chooseReader({ asked: header, acceptLanguage: undefined }).locale, "en", header);
  }
  assert.deepEqual(chooseReader({ asked: undefined, acceptLanguage: undefined }).locale, "en");
});
