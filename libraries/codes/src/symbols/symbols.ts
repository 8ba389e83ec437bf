/** The door of the symbols: text → modules → picture. PNG has a door of its own, because it needs Node. */
export { type QrCorrection, qrMatrix } from "./qr-matrix.ts";
export { SymbolError, type SymbolErrorCode } from "./symbol-error.ts";
export { quietZone, type SymbolMatrix } from "./symbol-matrix.ts";
export { symbolSvg } from "./symbol-svg.ts";
