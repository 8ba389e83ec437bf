import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type CsvRecord, readRecords } from "./csv-records.ts";

function read(text: string, delimiter = ","): readonly CsvRecord[] {
  return readRecords(text, { delimiter, line: 1, isEnd: true }).records;
}

/** As a stream would bring it: each piece is read together with what the one before left over. */
function readPieces(pieces: readonly string[]): readonly CsvRecord[] {
  let [rest, line] = ["", 1];
  return pieces.flatMap((piece, place) => {
    const isEnd = place === pieces.length - 1;
    const reading = readRecords(rest + piece, { delimiter: ",", line, isEnd });
    ({ rest, line } = reading);
    return reading.records;
  });
}

const cellsOf = (records: readonly CsvRecord[]) => records.map(({ cells }) => cells);
const linesOf = (records: readonly CsvRecord[]) => records.map(({ line }) => line);

test("cells may hold delimiters, quotation marks and line ends", () => {
  const records = read('a,"b, c","say ""d"""\r\n"e\nf",,\r\n');
  assert.deepEqual(cellsOf(records), [
    ["a", "b, c", 'say "d"'],
    ["e\nf", "", ""],
  ]);
});

test("every kind of line end ends a record, and counts as one line", () => {
  const records = read('a\r\n"b\r\nc"\nd\re\n\nf');
  assert.deepEqual(cellsOf(records), [["a"], ["b\r\nc"], ["d"], ["e"], [""], ["f"]]);
  assert.deepEqual(linesOf(records), [1, 2, 4, 5, 6, 7]);
});

test("a mark within a cell is a character", () => {
  assert.deepEqual(cellsOf(read('12" wide,5\'4"')), [['12" wide', "5'4\""]]);
});

test("a mark that closes too early costs one line", () => {
  const records = read('a,b\n"c"d,e\nf,g\n');
  assert.deepEqual(cellsOf(records), [["a", "b"], [], ["f", "g"]]);
  assert.equal(records[1]?.fault, "a quotation mark closes before the end of its cell");
  assert.deepEqual(linesOf(records), [1, 2, 3]);
});

test("a mark that is never closed costs one line", () => {
  const records = read('a,b\nc,"d\ne,f\n');
  assert.deepEqual(cellsOf(records), [["a", "b"], [], ["e", "f"]]);
  assert.equal(records[1]?.fault, "a quotation mark opens here and is never closed");
});

test("a mark that is never closed does not keep a whole file waiting", () => {
  const filler = "x".repeat(600_000);
  const pieces = ['a,"b\n', filler, filler, "\nc,d\n", "e,f\n"];
  const records = readPieces(pieces);
  assert.deepEqual([records[0]?.line, records[0]?.fault !== null], [1, true]);
  assert.deepEqual(cellsOf(records).slice(-2), [
    ["c", "d"],
    ["e", "f"],
  ]);
});

const cell = fc.string({ unit: fc.constantFrom("a", "é", "😀", ",", ";", '"', "\n", "\r", " ") });
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 });

function write(rows: readonly (readonly string[])[], lineEnd: string): string {
  const line = (cells: readonly string[]) =>
    cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(",");
  return rows.map((cells) => line(cells) + lineEnd).join("");
}

test("what is written is read again, wherever the stream is cut", () => {
  fc.assert(
    fc.property(
      table,
      fc.constantFrom("\n", "\r\n", "\r"),
      fc.array(fc.nat()),
      (rows, lineEnd, cuts) => {
        const text = write(rows, lineEnd);
        assert.deepEqual(cellsOf(read(text)), rows);
        const places = cuts.map((cut) => cut % text.length).sort((one, other) => one - other);
        const pieces = [...places, text.length].map((end, n) =>
          text.slice(places[n - 1] ?? 0, end),
        );
        assert.deepEqual(readPieces(pieces), read(text));
      },
    ),
  );
});

test("any text at all is read to its end, with lines that only rise", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r") }), (text) => {
      const lines = linesOf(read(text));
      assert.ok(lines.every((line, place) => place === 0 || line > (lines[place - 1] ?? 0)));
    }),
  );
});
