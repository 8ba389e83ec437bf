/**
 * Our mark in a square of 32: the corners of a code and a tick. White strokes with round ends on one
 * colour; the build makes every picture of it from these lines.
 */
type Point = readonly [x: number, y: number];

export const markSide = 32;
export const strokeWidth = 2.5;
export const cornerRadius = 8;
export const background = [0x0f, 0x6a, 0x54] as const;

/** Within the inner circle of a maskable icon, which no phone cuts into. */
export const strokes: readonly (readonly Point[])[] = [
  [
    [8, 12],
    [8, 8],
    [12, 8],
  ],
  [
    [20, 8],
    [24, 8],
    [24, 12],
  ],
  [
    [24, 20],
    [24, 24],
    [20, 24],
  ],
  [
    [12, 24],
    [8, 24],
    [8, 20],
  ],
  [
    [12, 16.5],
    [15, 19.5],
    [20.5, 13],
  ],
];

export function markSvg(): string {
  const path = strokes
    .map((points) => `M${points.map(([x, y]) => `${x} ${y}`).join("L")}`)
    .join("");
  const fill = `#${background.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${markSide} ${markSide}">` +
    `<rect width="${markSide}" height="${markSide}" rx="${cornerRadius}" fill="${fill}"/>` +
    `<path fill="none" stroke="#fff" stroke-width="${strokeWidth}" stroke-linecap="round" stroke-linejoin="round" d="${path}"/></svg>`
  );
}
