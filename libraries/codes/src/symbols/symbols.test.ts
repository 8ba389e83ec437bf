import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { symbolPng } from "./symbol-png.ts";
import { qrMatrix, SymbolError, type SymbolMatrix, symbolSvg } from "./symbols.ts";

const wasmPath = fileURLToPath(import.meta.resolve("zxing-wasm/reader/zxing_reader.wasm"));
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(wasmPath)).buffer } });

const codeAddress = "HTTP://LOCALHOST:4100/C/01HZX3K7Q9V2M5N8P4R6S0T1WY";
const difficultTexts = {
  "the address of a code": codeAddress,
  digits: "0123456789".repeat(9),
  "mixed ASCII": "https://example.com/pay?amount=41.00&to=ABC-123456789#x_y~z",
  "an empty text": "",
  "Western European": "Café Müller, Ærøskøbing",
  Chinese: "支付宝付款码",
  Korean: "스캔틸 결제",
  emoji: "☕️👩‍🍳🇰🇷",
  "1 kB of ASCII": "x1Y".repeat(341),
  "1 kB of UTF-8": "é支🧾 ".repeat(102),
};

test("every text survives being drawn as PNG and as SVG", async () => {
  for (const [name, text] of Object.entries(difficultTexts)) {
    const matrix = qrMatrix(text, { correction: "M" });
    assert.equal(await readPicture(symbolPng(matrix, { scale: 3 })), text, `${name}, PNG`);
    const drawn = paintSvg(symbolSvg(matrix, { title: name }), 3);
    assert.equal(await readPicture(drawn), text, `${name}, SVG`);
  }
});

test("any text survives at any correction level", async () => {
  const someText = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 });
  const someLevel = fc.constantFrom("L", "M", "Q", "H");
  await fc.assert(
    fc.asyncProperty(someText, someLevel, async (text, level) => {
      const [result] = await readBarcodes(
        symbolPng(qrMatrix(text, { correction: level }), { scale: 2 }),
        { formats: ["QRCode"], isPure: true },
      );
      assert.equal(result?.text, text);
      assert.equal(result?.ecLevel, level);
      assert.equal(result?.hasECI, false);
    }),
    { numRuns: 60 },
  );
});

test("a code's address takes 29 by 29 modules, as alphanumeric text of version 3", () => {
  const { size } = qrMatrix(codeAddress, { correction: "M" });
  assert.equal(size, 29);
  assert.ok(qrMatrix(codeAddress.toLowerCase(), { correction: "M" }).size > size);
});

test("the asked correction level is kept even where a higher one would fit", () => {
  const picture = (correction: "L" | "H") =>
    symbolSvg(qrMatrix("A", { correction }), { title: "A" });
  assert.notEqual(picture("L"), picture("H"));
  assert.equal(qrMatrix("A", { correction: "L" }).size, qrMatrix("A", { correction: "H" }).size);
});

test("a text beyond the largest symbol is refused", () => {
  const refused = (error: unknown) =>
    error instanceof SymbolError && error.code === "text_too_long";
  assert.throws(() => qrMatrix("a".repeat(2332), { correction: "M" }), refused);
  assert.throws(() => qrMatrix("é".repeat(1166), { correction: "M" }), refused);
  assert.equal(qrMatrix("a".repeat(2331), { correction: "M" }).size, 177);
});

test("the picture is one path in the middle of four light modules", () => {
  const svg = symbolSvg(dot, { title: "Dot" });
  assert.match(svg, /viewBox="0 0 9 9" role="img" shape-rendering="crispEdges"/);
  assert.equal(svg.match(/<path/g)?.length, 1);
  assert.match(svg, /<path fill="#000" d="M4 4h1v1h-1z"\/>/);
});

test("a title is text, whatever it says", () => {
  const svg = symbolSvg(dot, { title: `<script>"&'</script>\u0000\ud800💶` });
  assert.match(svg, /<title>&#60;script&#62;&#34;&#38;&#39;&#60;\/script&#62;💶<\/title>/);
});

test("a module is a whole number of pixels", () => {
  for (const scale of [0, -1, 1.5, 65, Number.NaN]) {
    assert.throws(
      () => symbolPng(dot, { scale }),
      (error: unknown) => error instanceof SymbolError && error.code === "scale_out_of_range",
    );
  }
});

/** Four bytes a pixel, as browsers hand out images. */
type Pixels = {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
};

const dot: SymbolMatrix = { size: 1, isDark: (x, y) => x === 0 && y === 0 };

async function readPicture(picture: Uint8Array | Pixels): Promise<string | undefined> {
  const [result] = await readBarcodes(picture, { formats: ["QRCode"], isPure: true });
  return result?.text;
}

/** Paints the few shapes that our SVG consists of, so that the decoder sees what a browser would show. */
function paintSvg(svg: string, scale: number): Pixels {
  const modules = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1]);
  const width = modules * scale;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  const fill = (left: number, top: number, length: number) => {
    for (let y = top * scale; y < (top + 1) * scale; y++) {
      for (let x = left * scale; x < (left + length) * scale; x++) {
        pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
      }
    }
  };
  const path = / d="([^"]*)"/.exec(svg)?.[1] ?? "";
  assert.equal(path.replace(/M\d+ \d+h(\d+)v1h-\1z/g, ""), "", "only runs of modules");
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    fill(Number(x), Number(y), Number(length));
  }
  return { data: pixels, width, height: width };
}
