/**
 * Looks at a screen as people will: light and dark, on every size that it is made for. Each look leaves a picture in
 * `journeys/output/<journey>/<state>-<size>-<scheme>.png`, and axe-core looks for what would keep anybody out.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { pcSize, phoneSize } from "./devices.ts";
import { outputFolder } from "./folders.ts";

const sizes = {
  desktop: pcSize,
  phone: phoneSize,
  narrow: { width: 320, height: 640 },
  television: { width: 1920, height: 1080 },
} as const;
type Size = keyof typeof sizes;

const schemes = ["light", "dark"] as const;
const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** WCAG 2.2 up to level AA. */
const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const severe: readonly unknown[] = ["critical", "serious", "moderate"];

/** Nobody should have to scroll in two directions (WCAG 2.2, 1.4.10). */
const scrollsSideways =
  "document.documentElement.scrollWidth > document.documentElement.clientWidth";

const barriers: string[] = [];

/** What was found since the last time: the end of a story tells it all at once. */
export function takeBarriers(): readonly string[] {
  return barriers.splice(0);
}

/** @param state names what is on the screen; the device is as before afterwards. */
export async function capture(page: Page, state: string): Promise<void> {
  const before = page.viewportSize() ?? pcSize;
  for (const size of sizesFor(new URL(page.url()).pathname)) {
    await page.setViewportSize(sizes[size]);
    for (const scheme of schemes) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      const path = join(outputFolder, `${state}-${size}-${scheme}.png`);
      await page.screenshot({ path, animations: "disabled" });
      for (const barrier of await barriersOn(page)) {
        barriers.push(`${state}, ${size}, ${scheme}: ${barrier}`);
      }
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  await page.setViewportSize(before);
}

/** The terminal's page is for every screen there is, the wallet for phones first, the shop for who shops. */
function sizesFor(path: string): readonly Size[] {
  if (path.startsWith("/t/")) return ["desktop", "television", "phone"];
  return /^\/(wallet|c)\//i.test(path) ? ["phone", "narrow", "desktop"] : ["desktop", "phone"];
}

async function barriersOn(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate<AxeResults>(
    `axe.run({ runOnly: ${JSON.stringify(standards)}, resultTypes: ["violations"] })`,
  );
  const violations = found.violations
    .filter(({ impact }) => severe.includes(impact))
    .map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
  return (await page.evaluate(scrollsSideways)) ? [...violations, "scrolls sideways"] : violations;
}
