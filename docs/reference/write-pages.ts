/** Writes the pages that are made from the contract: `npx node docs/reference/write-pages.ts`. */
import { writeFileSync } from "node:fs";
import { httpPage } from "./http-page.ts";
import { refusalsPage } from "./refusals-page.ts";

export const pages: Readonly<Record<string, () => string>> = {
  "http.md": httpPage,
  "refusals.md": refusalsPage,
};

if (import.meta.main) {
  for (const [name, page] of Object.entries(pages))
    writeFileSync(new URL(name, import.meta.url), page());
}
