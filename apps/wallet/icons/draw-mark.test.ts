import assert from "node:assert/strict";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import { drawMark, type Shape } from "./draw-mark.ts";
import { background, markSide, strokes, strokeWidth } from "./mark.ts";

const green = [...background, 255];
const white = [255, 255, 255, 255];
const size = 64;

/** The colour at a point of the mark, as the file tells it. */
function colourIn(shape: Shape): (x: number, y: number) => readonly number[] {
  const file = drawMark(size, shape);
  assert.equal(file.toString("latin1", 1, 4), "PNG");
  assert.deepEqual([file.readUInt32BE(16), file.readUInt32BE(20)], [size, size]);
  const start = file.indexOf("IDAT") + 4;
  const rows = inflateSync(file.subarray(start, start + file.readUInt32BE(start - 8)));
  return (x, y) => {
    const [column, row] = [x, y].map((place) => Math.floor((place * size) / markSide));
    const offset = (row ?? 0) * (1 + 4 * size) + 1 + 4 * (column ?? 0);
    return [...rows.subarray(offset, offset + 4)];
  };
}

test("lines are white on green, and only a rounded icon has open corners", () => {
  for (const shape of ["rounded", "full"] as const) {
    const colourAt = colourIn(shape);
    assert.deepEqual(colourAt(8, 10), white);
    assert.deepEqual(colourAt(15, 19), white);
    assert.deepEqual(colourAt(16, 8), green, "between two corners of the code");
    assert.equal(colourAt(0, 0)[3], shape === "full" ? 255 : 0);
  }
});

test("the mark stays within the circle that no phone cuts into", () => {
  for (const [x, y] of strokes.flat()) {
    const reach = Math.hypot(x - markSide / 2, y - markSide / 2) + strokeWidth / 2;
    assert.ok(reach <= 0.4 * markSide, `${x}, ${y}`);
  }
});
