/** Where things are, and where a journey leaves what it saw. */
import { mkdirSync, rmSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

export const checkoutFolder = fileURLToPath(new URL("../../", import.meta.url));

/** `journeys/output/<journey>`: named after the test file that runs, and empty when it begins. */
export const outputFolder = fileURLToPath(
  new URL(`../output/${basename(process.argv[1] ?? "alone", ".test.ts")}`, import.meta.url),
);

rmSync(outputFolder, { recursive: true, force: true });
mkdirSync(outputFolder, { recursive: true });
