/** A square symbol as its modules, before it is drawn. */
export type SymbolMatrix = {
  /** Modules a side, without the quiet zone. */
  readonly size: number;
  /** Whether the module in column `x` and row `y` (from 0, top left) is dark; false outside of the symbol. */
  readonly isDark: (x: number, y: number) => boolean;
};

/** Light modules that every side needs around it (ISO/IEC 18004, section 5.3.8). */
export const quietZone = 4;
