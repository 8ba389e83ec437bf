import assert from "node:assert/strict";
import { test } from "node:test";
import {
  handleOfTitle,
  type Reading,
  readAmount,
  readDescription,
  readGtin,
  readHandle,
  readPosition,
  readPrice,
  readSku,
  readStatus,
  readStock,
  readTags,
  readTitle,
  readTruth,
  readWebUrl,
} from "./cells.ts";

type Read = (text: string) => Reading<unknown>;

const euros: Read = (text) => readPrice(text, "EUR");
const yen: Read = (text) => readPrice(text, "JPY");
const dinars: Read = (text) => readPrice(text, "KWD");
const money = (minor: bigint, currency = "EUR") => ({ minor, currency });

const good: readonly (readonly [read: Read, text: string, value: unknown])[] = [
  [euros, "12", money(1200n)],
  [euros, "12.5", money(1250n)],
  [euros, "0.01", money(1n)],
  [euros, "0012.50", money(1250n)],
  [yen, "1250", money(1250n, "JPY")],
  [dinars, "1.250", money(1250n, "KWD")],
  [(text) => readAmount(text, "EUR"), "0.00", money(0n)],
  [readStock, "0", 0],
  [readStock, "007", 7],
  [readPosition, "12", 12],
  [readGtin, "4006381333931", "4006381333931"],
  [readGtin, "'0036000291452", "0036000291452"],
  [readGtin, "978-3-16-148410-0", "9783161484100"],
  [
    readWebUrl,
    "https://pictures.example/ä b.jpg?v=1",
    "https://pictures.example/%C3%A4%20b.jpg?v=1",
  ],
  [readWebUrl, "http://pictures.example", "http://pictures.example/"],
  [readHandle, "Moss-Teapot_2", "moss-teapot_2"],
  [readHandle, "ティーポット", "ティーポット"],
  [handleOfTitle, "Café-Becher „Möwe“, 0,3 l", "café-becher-möwe-0-3-l"],
  [readTitle, "=HYPERLINK(1)", "=HYPERLINK(1)"],
  [readTitle, "a\u0000b\u202ec\nd", "abc d"],
  [readTags, " tea, ,garden,tea ", ["tea", "garden"]],
  [readTruth, "TRUE", true],
  [readTruth, "false", false],
  [readStatus, "Active", true],
  [readStatus, "archived", false],
  [readDescription, "<p>one</p><p>two</p>", "one\n\ntwo"],
];

for (const [read, text, value] of good) {
  test(`${JSON.stringify(text)} is read`, () => {
    assert.deepEqual(read(text), { value });
  });
}

const bad: readonly (readonly [read: Read, text: string, reason: RegExp])[] = [
  [euros, "12,50", /^"12,50" is not an amount such as 12\.50$/],
  [euros, "-12.50", /is not an amount/],
  [euros, "+12.50", /is not an amount/],
  [euros, "1.25e1", /is not an amount/],
  [euros, "1,299.00", /is not an amount/],
  [euros, "€12", /is not an amount/],
  [euros, "12.", /is not an amount/],
  [euros, ".5", /is not an amount/],
  [euros, "١٢", /is not an amount/],
  [euros, "=1+1", /is not an amount/],
  [euros, "NaN", /is not an amount/],
  [euros, "12.505", /has more decimals than EUR, which is written 12\.50$/],
  [euros, "12.500", /has more decimals than EUR/],
  [yen, "12.5", /has more decimals than JPY, which is written 1250$/],
  [dinars, "1.2505", /has more decimals than KWD, which is written 1\.250$/],
  [euros, "0.00", /costs nothing/],
  [euros, "10000000000.01", /is too much/],
  [euros, "9".repeat(10_000), /^"9{40}…" is too much$/],
  [readStock, "-1", /is not a whole number/],
  [readStock, "2.0", /is not a whole number/],
  [readStock, "1e3", /is not a whole number/],
  [readStock, "1000000001", /is too many/],
  [readPosition, "first", /is not a whole number/],
  [readGtin, "4006381333932", /its check digit is wrong/],
  [readGtin, "4.00638E+12", /is not a GTIN of 8, 12, 13 or 14 digits/],
  [readGtin, "ABC-1", /is not a GTIN of/],
  [readWebUrl, "javascript:alert(1)", /is not an address that begins with https/],
  [readWebUrl, "//pictures.example/a.jpg", /is not an address/],
  [readWebUrl, "data:image/png;base64,AA", /is not an address/],
  [readWebUrl, `https://pictures.example/${"x".repeat(2048)}`, /is longer than 2048/],
  [readHandle, "two words", /is not a handle/],
  [readHandle, "../admin", /is not a handle/],
  [readHandle, "-rf", /is not a handle/],
  [readHandle, "x".repeat(256), /is longer than 255/],
  [handleOfTitle, "!!!", /is not a handle/],
  [readTitle, "x".repeat(201), /is longer than 200/],
  [readTitle, "\u200f\u0000", /no visible character/],
  [readSku, "x".repeat(65), /is longer than 64/],
  [readTags, Array.from({ length: 251 }, (_, n) => `t${n}`).join(","), /more than 250 tags/],
  [readTruth, "maybe", /^"maybe" is neither TRUE nor FALSE$/],
  [readStatus, "sold", /is none of active/],
  [readDescription, "x".repeat(20_001), /is longer than 20000/],
];

for (const [read, text, reason] of bad) {
  test(`${JSON.stringify(text.slice(0, 40))} is refused with a reason`, () => {
    const reading = read(text);
    assert.ok("reason" in reading);
    assert.match(reading.reason, reason);
  });
}
