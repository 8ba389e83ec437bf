/** A symbol as SVG: black on white in every theme, one path, a name for those who cannot see it. Safe to put into a page. */
import { quietZone, type SymbolMatrix } from "./symbol-matrix.ts";

/** A complete `<svg>` element without a size of its own; `title` says what the code is for, and may be any text. */
export function symbolSvg(matrix: SymbolMatrix, { title }: { title: string }): string {
  const width = matrix.size + 2 * quietZone;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${width}" role="img" shape-rendering="crispEdges">` +
    `<title>${xmlText(title)}</title>` +
    `<rect width="${width}" height="${width}" fill="#fff"/>` +
    `<path fill="#000" d="${darkRuns(matrix)}"/></svg>`
  );
}

/** The dark modules as one rectangle for each horizontal run, which leaves no hairlines between neighbours. */
function darkRuns({ size, isDark }: SymbolMatrix): string {
  let path = "";
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const start = x;
      while (isDark(x, y)) x++;
      const length = x - start;
      if (length > 0) path += `M${start + quietZone} ${y + quietZone}h${length}v1h-${length}z`;
    }
  }
  return path;
}

/** Escaped for XML and HTML alike; characters that XML 1.0 cannot hold are left out. */
function xmlText(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
