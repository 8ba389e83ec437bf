/** Draws the mark into a PNG file (ISO/IEC 15948): for each pixel, how far it is from the next line says how white it is. */
import { crc32, deflateSync } from "node:zlib";
import { background, cornerRadius, markSide, strokes, strokeWidth } from "./mark.ts";

/** `full` covers the whole square, for phones that cut icons into a shape of their own. */
export type Shape = "rounded" | "full";

export function drawMark(size: number, shape: Shape): Buffer {
  const rows: Buffer[] = [];
  for (let row = 0; row < size; row += 1) {
    const pixels = Array.from({ length: size }, (_, column) => pixelAt(column, row, size, shape));
    rows.push(Buffer.from([0, ...pixels.flat()]));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Eight bits for each of red, green, blue and opacity.
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function pixelAt(column: number, row: number, size: number, shape: Shape): readonly number[] {
  const scale = size / markSide;
  const x = (column + 0.5) / scale;
  const y = (row + 0.5) / scale;
  const white = covered((distanceToStrokes(x, y) - strokeWidth / 2) * scale);
  const opacity = shape === "full" ? 1 : covered(distanceToSquare(x, y) * scale);
  const colours = background.map((part) => Math.round(part + (255 - part) * white));
  return [...colours, Math.round(255 * opacity)];
}

/** How much of a pixel lies inside of a line whose edge is that many pixels away. */
function covered(distance: number): number {
  return Math.min(1, Math.max(0, 0.5 - distance));
}

function distanceToStrokes(x: number, y: number): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const points of strokes) {
    for (const [index, [toX, toY]] of points.entries()) {
      const [fromX, fromY] = points[index - 1] ?? [toX, toY];
      nearest = Math.min(nearest, distanceToLine(x - fromX, y - fromY, toX - fromX, toY - fromY));
    }
  }
  return nearest;
}

/** From a point to a line, both as seen from the line's beginning. */
function distanceToLine(x: number, y: number, lineX: number, lineY: number): number {
  const length = lineX * lineX + lineY * lineY;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, (x * lineX + y * lineY) / length));
  return Math.hypot(x - along * lineX, y - along * lineY);
}

function distanceToSquare(x: number, y: number): number {
  const half = markSide / 2;
  const outX = Math.max(0, Math.abs(x - half) - half + cornerRadius);
  const outY = Math.max(0, Math.abs(y - half) - half + cornerRadius);
  return Math.hypot(outX, outY) - cornerRadius;
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(content.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
