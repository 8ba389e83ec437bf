import assert from "node:assert/strict";
import { test } from "node:test";
import { sumMoney } from "@scantill/money";
import fc from "fast-check";
import { euros } from "../testing/builders.ts";
import { type Charge, chargesOfSome, chargesOn, dueOf, type Terms, totalOf } from "./pricing.ts";

const plain: Terms = { shipping: null, discounts: new Map(), tax: null };
const line = (minor: bigint, quantity = 1) => ({ price: euros(minor), quantity });
const said = (charges: readonly Charge[]) =>
  charges.map(({ kind, amount, isIncluded }) => [kind, amount.minor, isIncluded]);

test("a shop without terms charges nothing but its prices", () => {
  assert.deepEqual(chargesOn([line(3800n)], plain, "SLOWDAYS"), []);
  assert.deepEqual(totalOf([line(3800n, 2)], [], "EUR"), euros(7600n));
});

test("delivery is flat, and free from an amount that counts after the discount", () => {
  const terms: Terms = {
    ...plain,
    shipping: { flatMinor: 490n, freeFromMinor: 5000n },
    discounts: new Map([["SLOWDAYS", 1000n]]),
  };
  assert.deepEqual(said(chargesOn([line(4999n)], terms, null)), [["shipping", 490n, false]]);
  assert.deepEqual(said(chargesOn([line(5000n)], terms, null)), []);
  assert.deepEqual(said(chargesOn([line(5000n)], terms, "SLOWDAYS")), [
    ["discount", -500n, false],
    ["shipping", 490n, false],
  ]);
  assert.deepEqual(said(chargesOn([line(5000n)], terms, "OTHER")), []);
});

test("tax is contained in what is paid, or added to it; rounded to the nearest cent", () => {
  const tax = { name: "VAT 23%", rate: 2300n };
  const included: Terms = { ...plain, tax: { ...tax, shown: "included" } };
  assert.deepEqual(said(chargesOn([line(3800n)], included, null)), [["tax", 711n, true]]);
  assert.deepEqual(totalOf([line(3800n)], chargesOn([line(3800n)], included, null), "EUR"), {
    ...euros(3800n),
  });
  const onTop: Terms = { ...plain, tax: { ...tax, shown: "line" } };
  assert.deepEqual(said(chargesOn([line(3800n)], onTop, null)), [["tax", 874n, false]]);
  assert.deepEqual(totalOf([line(3800n)], chargesOn([line(3800n)], onTop, null), "EUR"), {
    ...euros(4674n),
  });
});

const someLines = fc.array(
  fc.record({
    price: fc.bigInt({ min: 1n, max: 200_000n }).map(euros),
    quantity: fc.integer({ min: 1, max: 99 }),
  }),
  { minLength: 1, maxLength: 20 },
);
const rate = fc.bigInt({ min: 0n, max: 10_000n });
const someTerms = fc.record({
  shipping: fc.option(
    fc.record({
      flatMinor: fc.bigInt({ min: 0n, max: 5_000n }),
      freeFromMinor: fc.option(fc.bigInt({ min: 0n, max: 100_000n })),
    }),
  ),
  discounts: rate.map((basisPoints) => new Map([["CODE", basisPoints]])),
  tax: fc.option(
    fc.record({
      name: fc.constant("VAT"),
      rate,
      shown: fc.constantFrom("included" as const, "line" as const),
    }),
  ),
});

test("spread over the lines, the charges add up to exactly the same total, and every line keeps a price", () => {
  fc.assert(
    fc.property(someLines, someTerms, (lines, terms) => {
      const charges = chargesOn(lines, terms, "CODE");
      const due = dueOf(lines, charges);
      assert.deepEqual(sumMoney(due, "EUR"), totalOf(lines, charges, "EUR"));
      assert.ok(due.every(({ minor }) => minor >= 1n));
    }),
  );
});

test("what is left when some lines are paid costs what it cost before", () => {
  fc.assert(
    fc.property(someLines, someTerms, fc.integer(), (lines, terms, bits) => {
      const charges = chargesOn(lines, terms, "CODE");
      const isKept = (place: number) => ((bits >> place) & 1) === 1;
      const left = lines.filter((_, place) => isKept(place));
      const due = dueOf(lines, charges).filter((_, place) => isKept(place));
      const carried = chargesOfSome(lines, charges, isKept);
      assert.deepEqual(totalOf(left, carried, "EUR"), sumMoney(due, "EUR"));
      if (left.length > 0) {
        assert.deepEqual(sumMoney(dueOf(left, carried), "EUR"), sumMoney(due, "EUR"));
      }
    }),
  );
});
