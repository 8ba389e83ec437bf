/** A symbol for the console: two modules a character, one above the other. */
import { quietZone, type SymbolMatrix } from "@scantill/codes/symbols";

const blocks = { neither: " ", upper: "▀", lower: "▄", both: "█" } as const;

/** Black and white by number, as themes give the names other colours; with them it reads the same on dark and light. */
const blackOnWhite = "\x1b[38;5;16;48;5;231m";
const asBefore = "\x1b[0m";

/** Lines of text. Without colours, light is whatever the background is. */
export function consoleSymbol(matrix: SymbolMatrix, { inColour }: { inColour: boolean }): string {
  const end = matrix.size + quietZone;
  const lines: string[] = [];
  for (let y = -quietZone; y < end; y += 2) {
    let line = "";
    for (let x = -quietZone; x < end; x++) line += blockAt(matrix, x, y);
    lines.push(inColour ? `${blackOnWhite}${line}${asBefore}` : line);
  }
  return lines.join("\n");
}

function blockAt({ isDark }: SymbolMatrix, x: number, y: number): string {
  if (isDark(x, y)) return isDark(x, y + 1) ? blocks.both : blocks.upper;
  return isDark(x, y + 1) ? blocks.lower : blocks.neither;
}
