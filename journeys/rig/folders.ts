/** Where things are, and where a journey leaves what it saw. */
import { mkdirSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

export const checkoutFolder = fileURLToPath(new URL("../../", import.meta.url));

/** `journeys/output/<journey>`: named after the test file that runs. */
export function outputFolder(): string {
  const journey = basename(process.argv[1] ?? "alone", ".test.ts");
  const folder = fileURLToPath(new URL(`../output/${journey}`, import.meta.url));
  mkdirSync(folder, { recursive: true });
  return folder;
}
