/** What a camera before the console would read. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

/** As browsers hand out images, which Node does not know. */
type Picture = Extract<Parameters<typeof readBarcodes>[0], { readonly colorSpace: string }>;

const wasmPath = fileURLToPath(import.meta.resolve("zxing-wasm/reader/zxing_reader.wasm"));
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(wasmPath)).buffer } });

const scale = 4;
const darkHalves: Readonly<Record<string, readonly [boolean, boolean]>> = {
  " ": [false, false],
  "▀": [true, false],
  "▄": [false, true],
  "█": [true, true],
};

/** @param lines a symbol in half-block characters, without colours; the texts of the codes that are seen there. */
export async function readSymbol(lines: readonly string[]): Promise<readonly string[]> {
  const rows = lines.flatMap((line) => [0, 1].map((half) => [...line].map((c) => isDark(c, half))));
  const width = rows[0]?.length ?? 0;
  const data = new Uint8ClampedArray(width * rows.length * scale ** 2 * 4).fill(255);
  for (let pixel = 0; pixel < data.length / 4; pixel++) {
    const x = Math.floor((pixel % (width * scale)) / scale);
    const y = Math.floor(pixel / (width * scale) / scale);
    if (rows[y]?.[x]) data.fill(0, pixel * 4, pixel * 4 + 3);
  }
  const picture: Picture = {
    data,
    width: width * scale,
    height: rows.length * scale,
    colorSpace: "srgb",
  };
  const found = await readBarcodes(picture, { formats: ["QRCode"] });
  return found.map(({ text }) => text);
}

function isDark(character: string, half: number): boolean {
  const halves = darkHalves[character];
  if (halves === undefined) throw new Error(`"${character}" is no part of a symbol`);
  return halves[half] === true;
}
