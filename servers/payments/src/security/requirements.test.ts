/** What the numbers in the names of tests stand for. Each requirement is shown by at least one test. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";

const requirements = {
  S1: "a sticker over the real code: codes are short-lived, and the phone shows payee, items and amount before it pays",
  S2: "a code that leads to a look-alike site: only our own origin is followed, and it is printed beside every code",
  S3: "phishing: a passkey works on our origin only, a PIN only with the key of its phone",
  S4: "a change after display: whatever was shown is what was signed, field by field",
  S5: "a victim scans the attacker's code: codes log nobody in, and the terminal shows what the phone does",
  S6: "replay: a code pays once, a challenge is used once, webhooks carry time and id",
  S7: "guessing: 128 random bits; wrong and malformed are answered alike; short codes are limited",
  S9: "requests from other sites: cookies, origin and JSON only; a GET changes nothing",
  S10: "hostile names and frames: a strict policy, and names are text",
  S11: "leaks: no secret in logs, in answers that are kept, or readable in the database",
  S14: "a merchant at another's door",
  S15: "guessing PINs: few tries, then a growing wait",
  S16: "passkeys that are lost, copied or removed",
  S17: "a copied session: hashed, renewed, and worth nothing without a gesture",
  S18: "floods: they cost only whoever makes them",
  S20: "oracles: one shape of error, nothing about our insides",
  S22: "the server's role cannot rewrite what has happened",
  S23: "numbers: exact up to 2^53 − 1, refused beyond",
} as const;

const named = new Set(
  globSync("**/*.test.ts", { cwd: `${import.meta.dirname}/..` }).flatMap((file) => {
    const text = readFileSync(`${import.meta.dirname}/../${file}`, "utf8");
    return [...text.matchAll(/\btest\(\s*["`](S\d+): /g)].map(([, number]) => number);
  }),
);

for (const [number, requirement] of Object.entries(requirements)) {
  test(`${number} has a test: ${requirement}`, () => {
    assert.ok(named.has(number));
  });
}
