import assert from "node:assert/strict";
import { test } from "node:test";
import { stripVTControlCharacters } from "node:util";
import { qrMatrix } from "@scantill/codes/symbols";
import { readSymbol } from "../../testing/read-symbol.ts";
import { consoleSymbol } from "./console-symbol.ts";

const address = "HTTPS://192.168.178.123:4444";
const matrix = qrMatrix(address, { correction: "M" });

test("a camera reads what the console shows", async () => {
  const lines = consoleSymbol(matrix, { inColour: false }).split("\n");
  assert.deepEqual(await readSymbol(lines), [address]);
});

test("it fits into a small window, with four light modules on every side", () => {
  const lines = consoleSymbol(matrix, { inColour: false }).split("\n");
  assert.ok(lines.length <= 17 && lines.every((line) => line.length === 33));
  for (const line of [...lines.slice(0, 2), ...lines.slice(-2)]) assert.match(line, /^ +$/);
  for (const line of lines) assert.match(line, /^ {4}.+ {4}$/);
});

test("on a screen every line says its colours and takes them back", () => {
  const plain = consoleSymbol(matrix, { inColour: false });
  const coloured = consoleSymbol(matrix, { inColour: true });
  assert.equal(stripVTControlCharacters(coloured), plain);
  for (const line of coloured.split("\n")) {
    assert.ok(line.startsWith("\x1b[38;5;16;48;5;231m") && line.endsWith("\x1b[0m"));
  }
});
