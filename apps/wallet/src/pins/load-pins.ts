/** Most phones never need a PIN, so that all about it is loaded by those that do. */
import { signal } from "@preact/signals";
import type { FunctionComponent } from "preact";

/** How sheets look, once that has been loaded. */
export const sheetFrame = signal<FunctionComponent | null>(null);

/** Null without a connection. */
export async function loadPins(): Promise<typeof import("./pins.ts") | null> {
  try {
    const pins = await import("./pins.ts");
    sheetFrame.value = pins.SheetFrame;
    return pins;
  } catch {
    return null;
  }
}
