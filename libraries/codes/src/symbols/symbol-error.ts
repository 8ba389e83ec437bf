/** Why a symbol could not be drawn; callers match on `code`. */

const sentences = {
  text_too_long: "does not fit into the largest symbol at this correction level",
  scale_out_of_range: "is not a whole number of pixels a module, 1 to 64",
} as const;

export type SymbolErrorCode = keyof typeof sentences;

export class SymbolError extends Error {
  readonly code: SymbolErrorCode;

  constructor(code: SymbolErrorCode, subject: string, options?: ErrorOptions) {
    super(`${subject} ${sentences[code]}`, options);
    this.name = "SymbolError";
    this.code = code;
  }
}
