import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { drawingOf } from "./drawing.ts";

test("the same title is always drawn the same way, and titles differ", () => {
  assert.equal(drawingOf("Copper Pan"), drawingOf("Copper Pan"));
  assert.equal(drawingOf("Copper Pan"), drawingOf("Copper Pan, 24 cm"));
  const titles = ["Copper Pan", "Cork Mat", "Cast Iron Pot", "Cotton Towel", "Clay Jug", "Comb"];
  assert.ok(new Set(titles.map(drawingOf)).size > 3);
});

test("a title brings at most one letter or digit into the drawing", () => {
  assert.match(drawingOf("  “öko” soap"), />Ö<\/text>/);
  assert.doesNotMatch(drawingOf("!?"), /<text/);
  const letterless = (title: string) => drawingOf(title).replace(/>[\p{L}\p{N}]+<\/text>/u, "");
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (title) => {
      assert.doesNotMatch(
        letterless(title),
        /[^\x20-\x7e]|<(?!\/?(rect|circle|path|ellipse|text)\b)/,
      );
    }),
  );
});
