import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  addMoney,
  currencies,
  exponentOf,
  formatMoney,
  fromDecimalText,
  fromMoneyJson,
  isCurrency,
  type Money,
  MoneyError,
  type MoneyErrorCode,
  multiply,
  spreadByLargestRemainder,
  sumMoney,
  toDecimalText,
  toMoneyJson,
} from "./money.ts";

const limit = 2n ** 63n;
const aCurrency = fc.constantFrom(...currencies);
const aMinor = fc.bigInt({ min: -limit, max: limit });
const anAmount = fc.record({ minor: aMinor, currency: aCurrency }, { noNullPrototype: true });

const euros = (minor: bigint): Money => ({ minor, currency: "EUR" });
const refuses = (code: MoneyErrorCode) => (error: unknown) =>
  error instanceof MoneyError && error.code === code;

test("exponents are those of ISO 4217, also where Intl says otherwise", () => {
  const expected = { JPY: 0, EUR: 2, HUF: 2, IDR: 2, COP: 2, KWD: 3, IQD: 3, CLF: 4, UYW: 4 };
  for (const [currency, exponent] of Object.entries(expected)) {
    assert.equal(exponentOf(currency), exponent, currency);
  }
  assert.equal(currencies.length, 165);
  assert.equal(new Set(currencies).size, currencies.length);
});

test("retired, special and malformed currencies are unknown", () => {
  for (const code of ["BGN", "HRK", "ANG", "XAU", "XXX", "eur", "EURO", "", "constructor"]) {
    assert.equal(isCurrency(code), false, code);
    assert.throws(() => exponentOf(code), refuses("currency_unknown"));
  }
});

test("addition is commutative and associative, and refuses a second currency", () => {
  fc.assert(
    fc.property(aMinor, aMinor, aMinor, (a, b, c) => {
      assert.deepEqual(addMoney(euros(a), euros(b)), addMoney(euros(b), euros(a)));
      assert.deepEqual(
        addMoney(addMoney(euros(a), euros(b)), euros(c)),
        addMoney(euros(a), addMoney(euros(b), euros(c))),
      );
    }),
  );
  assert.throws(
    () => addMoney(euros(1n), { minor: 1n, currency: "USD" }),
    refuses("currency_mismatch"),
  );
});

test("multiplying is repeated addition", () => {
  fc.assert(
    fc.property(aMinor, fc.nat(50), (minor, quantity) => {
      const copies = Array.from({ length: quantity }, () => euros(minor));
      assert.deepEqual(multiply(euros(minor), quantity), sumMoney(copies, "EUR"));
    }),
  );
});

test("parts of a spread sum to the total, each within one minor unit of its share", () => {
  const someWeights = fc
    .array(fc.bigInt({ min: 0n, max: limit }), { minLength: 1, maxLength: 20 })
    .filter((weights) => weights.some((weight) => weight > 0n));
  fc.assert(
    fc.property(anAmount, someWeights, (total, weights) => {
      const parts = spreadByLargestRemainder(total, weights);
      assert.deepEqual(sumMoney(parts, total.currency), total);
      const weightSum = weights.reduce((sum, weight) => sum + weight);
      for (const [index, part] of parts.entries()) {
        const distance = part.minor * weightSum - total.minor * (weights[index] ?? 0n);
        assert.ok(distance < weightSum && -distance < weightSum);
      }
    }),
  );
});

test("what rounding leaves over goes to the largest remainder, then to the earlier line", () => {
  const minors = (total: bigint, weights: bigint[]) =>
    spreadByLargestRemainder(euros(total), weights).map((part) => part.minor);
  assert.deepEqual(minors(100n, [1n, 1n, 1n]), [34n, 33n, 33n]);
  assert.deepEqual(minors(-100n, [1n, 1n, 1n]), [-34n, -33n, -33n]);
  assert.deepEqual(minors(10n, [1n, 5n, 0n]), [2n, 8n, 0n]);
  assert.deepEqual(minors(0n, [3n, 4n]), [0n, 0n]);
});

test("a spread needs something to spread over", () => {
  for (const weights of [[], [0n, 0n], [2n, -1n]]) {
    assert.throws(
      () => spreadByLargestRemainder(euros(1n), weights),
      refuses("nothing_to_spread_over"),
    );
  }
});

test("decimal text and back is the same amount", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: limit }), aCurrency, (minor, currency) => {
      assert.deepEqual(fromDecimalText(toDecimalText({ minor, currency }), currency), {
        minor,
        currency,
      });
    }),
  );
  assert.equal(toDecimalText(euros(5n)), "0.05");
  assert.equal(toDecimalText(euros(-1234n)), "-12.34");
  assert.equal(toDecimalText({ minor: 4100n, currency: "JPY" }), "4100");
  assert.equal(toDecimalText({ minor: 1n, currency: "CLF" }), "0.0001");
  assert.deepEqual(fromDecimalText("40", "EUR"), euros(4000n));
  assert.deepEqual(fromDecimalText("0.1", "EUR"), euros(10n));
});

test("decimal text that is no amount is refused, never rounded", () => {
  for (const text of ["", ".5", "5.", "-1", "+1", "1e3", "1,5", " 1", "1\n", "١", "NaN", "0x1"]) {
    assert.throws(() => fromDecimalText(text, "EUR"), refuses("amount_malformed"), text);
  }
  assert.throws(() => fromDecimalText("1.005", "EUR"), refuses("amount_too_precise"));
  assert.throws(() => fromDecimalText("1.0", "KRW"), refuses("amount_too_precise"));
});

test("every digit is shown, beyond what a float can hold", () => {
  const digitsOf = (text: string) => text.replace(/\D/g, "").replace(/^0+/, "");
  fc.assert(
    fc.property(anAmount, (amount) => {
      const exact = digitsOf(amount.minor.toString());
      assert.equal(digitsOf(formatMoney(amount, "en").replace(amount.currency, "")), exact);
    }),
  );
  assert.equal(formatMoney(euros(limit), "en"), "€92,233,720,368,547,758.08");
});

test("amounts are written as the locale does, with the currency's own digits", () => {
  const plainSpaces = (text: string) => text.replace(/\s/g, " ");
  assert.equal(formatMoney(euros(4100n), "en"), "€41.00");
  assert.equal(plainSpaces(formatMoney(euros(123456n), "de")), "1.234,56 €");
  assert.equal(formatMoney({ minor: 41000n, currency: "KRW" }, "ko"), "₩41,000");
  assert.equal(plainSpaces(formatMoney({ minor: 199900n, currency: "HUF" }, "hu")), "1999,00 Ft");
  assert.equal(plainSpaces(formatMoney({ minor: 1500n, currency: "KWD" }, "en")), "KWD 1.500");
  assert.equal(formatMoney(euros(-5n), "en"), "-€0.05");
});

test("JSON carries every amount up to 2^53 − 1, and back", () => {
  const aSafeMinor = fc.bigInt({ min: 0n, max: BigInt(Number.MAX_SAFE_INTEGER) });
  fc.assert(
    fc.property(aSafeMinor, aCurrency, (minor, currency) => {
      const json = JSON.stringify(toMoneyJson({ minor, currency }));
      assert.deepEqual(fromMoneyJson(JSON.parse(json)), { minor, currency });
    }),
  );
});

test("JSON refuses what it could not carry exactly", () => {
  for (const minor of [-1n, 2n ** 53n, limit]) {
    assert.throws(() => toMoneyJson(euros(minor)), refuses("amount_out_of_range"));
  }
  for (const minor of [0.5, -0, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.throws(() => fromMoneyJson({ minor, currency: "EUR" }), refuses("amount_malformed"));
  }
  for (const minor of [-1, 2 ** 53, 1e300]) {
    assert.throws(() => fromMoneyJson({ minor, currency: "EUR" }), refuses("amount_out_of_range"));
  }
});
