import assert from "node:assert/strict";
import { test } from "node:test";
import { countriesIn } from "./countries.ts";

test("every country has a name in the reader's language", () => {
  for (const locale of ["en", "ko"]) {
    const countries = countriesIn(locale);
    assert.equal(new Set(countries.map(({ code }) => code)).size, 249, "as many as ISO 3166-1 has");
    for (const { code, name } of countries) assert.notEqual(name, code);
  }
});

test("countries stand where readers look for them", () => {
  const order = (locale: string, codes: readonly string[]) =>
    countriesIn(locale)
      .map(({ code }) => code)
      .filter((code) => codes.includes(code));
  assert.deepEqual(order("en", ["ZW", "AX", "DE"]), ["AX", "DE", "ZW"], "Åland before Germany");
  assert.deepEqual(order("ko", ["KR", "DE", "US"]), ["KR", "DE", "US"], "대한민국, 독일, 미국");
});
