import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { hiddenFractionsIn } from "./hidden-fractions.ts";

test("S23: exponents, fractions and negative zero are seen when reading would hide them", () => {
  const odd = ["1e3", "1E3", "1e+3", "10e-1", "350.0", "0.0", "-0", "-0.0", "9007199254740991.4"];
  for (const number of odd)
    assert.deepEqual(hiddenFractionsIn(`{"a":[1,{"b": ${number} }],"c":2}`), [number]);
  assert.deepEqual(hiddenFractionsIn(odd.join()), odd);
});

test("S23: what is read as it is written is left alone, whatever digits and quotes are in texts", () => {
  const texts = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom('"1.0', '\\"1e3\\', "-0"));
  const numbers = fc.oneof(fc.maxSafeInteger(), fc.constant(1.5));
  const values = fc.letrec((tie) => ({
    any: fc.oneof(numbers, texts, fc.boolean(), fc.constant(null), tie("many")),
    many: fc.oneof(fc.array(tie("any")), fc.dictionary(texts, tie("any"))),
  })).any;
  fc.assert(
    fc.property(values, (value) => {
      const json = JSON.stringify(value);
      assert.deepEqual(hiddenFractionsIn(json), []);
      assert.deepEqual(hiddenFractionsIn(`[${json}, 1.0 ,${json}]`), ["1.0"]);
    }),
  );
});
