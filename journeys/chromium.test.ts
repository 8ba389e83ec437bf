import assert from "node:assert/strict";
import { test } from "node:test";
import { chromium } from "playwright-core";
import { chromiumFlags, findChromium } from "./chromium.ts";

test("a real Chromium opens a page", async () => {
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: [...chromiumFlags],
  });
  try {
    const page = await browser.newPage();
    await page.setContent("<title>Scantill</title>");
    assert.equal(await page.title(), "Scantill");
  } finally {
    await browser.close();
  }
});
