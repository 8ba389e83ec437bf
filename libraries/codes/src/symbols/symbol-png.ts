/** A symbol as PNG (ISO/IEC 15948), one bit a pixel. Needs Node, so it is not behind the door that browsers use. */
import { crc32, deflateSync } from "node:zlib";
import { SymbolError } from "./symbol-error.ts";
import { quietZone, type SymbolMatrix } from "./symbol-matrix.ts";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A whole file; `scale` is how many pixels wide a module is, 1 to 64. Refuses `scale_out_of_range`. */
export function symbolPng(matrix: SymbolMatrix, { scale }: { scale: number }): Uint8Array {
  if (!Number.isInteger(scale) || scale < 1 || scale > 64) {
    throw new SymbolError("scale_out_of_range", `${scale}`);
  }
  const width = (matrix.size + 2 * quietZone) * scale;
  const lines = Array.from({ length: width }, (_, y) => scanline(matrix, y, scale));
  return Buffer.concat([
    signature,
    chunk("IHDR", header(width)),
    chunk("IDAT", deflateSync(Buffer.concat(lines))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Section 11.2.1: width, height, one bit of greyscale; then the only compression and filter there are, not interlaced. */
function header(width: number): Buffer {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt32BE(width, 0);
  bytes.writeUInt32BE(width, 4);
  bytes.writeUInt8(1, 8);
  return bytes;
}

/** Section 7.2: one line of pixels behind a byte 0 for "not filtered"; a set bit is white. */
function scanline({ size, isDark }: SymbolMatrix, y: number, scale: number): Buffer {
  const width = (size + 2 * quietZone) * scale;
  const line = Buffer.alloc(1 + Math.ceil(width / 8));
  const moduleAt = (pixel: number) => Math.floor(pixel / scale) - quietZone;
  for (let x = 0; x < width; x++) {
    const bit = isDark(moduleAt(x), moduleAt(y)) ? 0 : 0x80 >> (x % 8);
    line[1 + (x >> 3)] = (line[1 + (x >> 3)] ?? 0) | bit;
  }
  return line;
}

/** Section 5.3: length, type, content, and a CRC over the last two. */
function chunk(type: string, content: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const bytes = Buffer.alloc(typed.length + 8);
  bytes.writeUInt32BE(content.length, 0);
  typed.copy(bytes, 4);
  bytes.writeUInt32BE(crc32(typed), typed.length + 4);
  return bytes;
}
