/**
 * The screens of a journey: a PC, phones with a passkey each, and the camera that every phone of the test file looks through.
 * All live in one real Chromium, in contexts that know nothing of each other.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { cameraFlags, chromiumFlags, findChromium } from "../chromium.ts";
import { outputFolder } from "./folders.ts";

export type Devices = {
  readonly openPc: (options?: BrowserContextOptions) => Promise<Page>;
  /** A new phone without a wallet. */
  readonly openPhone: (options?: PhoneOptions) => Promise<Page>;
  readonly camera: Camera;
  /** Leaves a picture of every screen, for who wants to know how a story failed. */
  readonly photographAll: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type PhoneOptions = {
  /** Without them, the browser has never heard of passkeys. With them, the owner's finger is always the right one. */
  readonly hasPasskeys?: boolean;
  readonly locale?: string;
};

export type Camera = {
  /** Holds the picture before the camera: a JPEG of even width and height. Seen by phones that open their camera from now on. */
  readonly show: (picture: Uint8Array) => Promise<void>;
};

const patienceMs = 45_000;
export const pcSize = { width: 1440, height: 900 } as const;
export const phoneSize = { width: 390, height: 844 } as const;

export async function openDevices(): Promise<Devices> {
  const cameraFile = join(outputFolder, "camera.mjpeg");
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: [...chromiumFlags, ...cameraFlags(cameraFile)],
  });
  return {
    close: () => browser.close(),
    openPc: (options = {}) => openPage(browser, { viewport: pcSize, ...options }),
    openPhone: async ({ hasPasskeys = true, ...options } = {}) => {
      const page = await openPage(browser, {
        ...options,
        viewport: phoneSize,
        hasTouch: true,
        isMobile: true,
        permissions: ["camera"],
      });
      if (hasPasskeys) await addPasskeys(page);
      else await page.addInitScript("delete window.PublicKeyCredential");
      return page;
    },
    photographAll: async () => {
      const pages = browser.contexts().flatMap((context) => context.pages());
      for (const [index, page] of pages.entries()) {
        await page.screenshot({ path: join(outputFolder, `failed-${index + 1}.png`) });
      }
    },
    camera: { show: (picture) => writeFile(cameraFile, picture) },
  };
}

async function openPage(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ locale: "en-IE", ...options });
  context.setDefaultTimeout(patienceMs);
  return context.newPage();
}

/** The phone's own authenticator. It belongs to this page and asks nobody. */
async function addPasskeys(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}
