/**
 * Text as a QR code (ISO/IEC 18004). The encoder is only ever given explicit modes: left to itself it writes `Café` as
 * ISO-8859-1 behind an ECI that common phones drop, and Chinese as Kanji that others garble. Plain bytes of UTF-8 are what
 * every reader understands.
 */
import { correction, generate, mode } from "lean-qr";
import { SymbolError } from "./symbol-error.ts";
import type { SymbolMatrix } from "./symbol-matrix.ts";

/** How much of the symbol may be unreadable: about 7, 15, 25 or 30 percent. */
export type QrCorrection = "L" | "M" | "Q" | "H";

/** The smallest QR code that holds `text` at exactly this correction level. Refuses `text_too_long`. */
export function qrMatrix(text: string, options: { correction: QrCorrection }): SymbolMatrix {
  const level = correction[options.correction];
  try {
    const bitmap = generate(segments(text), {
      minCorrectionLevel: level,
      maxCorrectionLevel: level,
    });
    return { size: bitmap.size, isDark: (x, y) => bitmap.get(x, y) };
  } catch (cause) {
    if (!isTooMuchText(cause)) throw cause;
    throw new SymbolError("text_too_long", `Text of ${text.length} characters`, { cause });
  }
}

/** ASCII is packed in the best mix of the three modes that stay within it, anything else is one run of UTF-8 bytes. */
function segments(text: string) {
  const isAscii = /^[\0-\x7f]*$/.test(text);
  return isAscii
    ? mode.auto(text, { modes: [mode.numeric, mode.alphaNumeric, mode.ascii] })
    : mode.bytes(new TextEncoder().encode(text));
}

/** The encoder names its errors by number. */
function isTooMuchText(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === 4;
}
