/** Draws the mark into a PNG file (ISO/IEC 15948): for each pixel, how far it is from the next line says how white it is. */
import { crc32, deflateSync } from "node:zlib";
import { background, cornerRadius, markSide, strokes, strokeWidth } from "./mark.ts";

/** `full` covers the whole square, for phones that cut icons into a shape of their own. */
export type Shape = "rounded" | "full";

export function drawMark(size: number, shape: Shape): Buffer {
  const bytesPerRow = 1 + 4 * size;
  const rows = Buffer.alloc(size * bytesPerRow);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const offset = row * bytesPerRow + 1 + 4 * column;
      drawPixel(rows.subarray(offset, offset + 4), { column, row, scale: size / markSide, shape });
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Eight bits for each of red, green, blue and opacity.
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

type Pixel = {
  readonly column: number;
  readonly row: number;
  /** Pixels for each unit of the mark. */
  readonly scale: number;
  readonly shape: Shape;
};

function drawPixel(bytes: Buffer, { column, row, scale, shape }: Pixel): void {
  const x = (column + 0.5) / scale;
  const y = (row + 0.5) / scale;
  const white = covered((distanceToLines(x, y) - strokeWidth / 2) * scale);
  const opacity = shape === "full" ? 1 : covered(distanceToSquare(x, y) * scale);
  for (let part = 0; part < 3; part += 1) {
    const colour = background[part] ?? 0;
    bytes[part] = Math.round(colour + (255 - colour) * white);
  }
  bytes[3] = Math.round(255 * opacity);
}

/** How much of a pixel lies inside of a line whose edge is that many pixels away. */
function covered(distance: number): number {
  return Math.min(1, Math.max(0, 0.5 - distance));
}

type Line = readonly [fromX: number, fromY: number, alongX: number, alongY: number];

const lines: readonly Line[] = strokes.flatMap((points) =>
  points.slice(1).map(([x, y], index): Line => {
    const [fromX, fromY] = points[index] ?? [x, y];
    return [fromX, fromY, x - fromX, y - fromY];
  }),
);

function distanceToLines(x: number, y: number): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const line of lines) nearest = Math.min(nearest, distanceToLine(x, y, line));
  return nearest;
}

function distanceToLine(x: number, y: number, [fromX, fromY, alongX, alongY]: Line): number {
  const [toX, toY] = [x - fromX, y - fromY];
  const share = (toX * alongX + toY * alongY) / (alongX * alongX + alongY * alongY);
  const nearest = Math.min(1, Math.max(0, share));
  return Math.sqrt((toX - nearest * alongX) ** 2 + (toY - nearest * alongY) ** 2);
}

function distanceToSquare(x: number, y: number): number {
  const half = markSide / 2;
  const outX = Math.max(0, Math.abs(x - half) - half + cornerRadius);
  const outY = Math.max(0, Math.abs(y - half) - half + cornerRadius);
  return Math.sqrt(outX * outX + outY * outY) - cornerRadius;
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(content.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
