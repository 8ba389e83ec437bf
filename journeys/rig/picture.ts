/** What any camera would read in a picture: the texts of all QR codes in it. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

const program = await readFile(
  fileURLToPath(import.meta.resolve("zxing-wasm/reader/zxing_reader.wasm")),
);
await prepareZXingModule({
  overrides: { wasmBinary: new Uint8Array(program).buffer },
  fireImmediately: true,
});

/** @param picture a JPEG or PNG file. */
export async function codesIn(picture: Uint8Array): Promise<readonly string[]> {
  const found = await readBarcodes(picture, { formats: ["QRCode"], tryHarder: true });
  return found.map(({ text }) => text);
}
