/** What a payer does with the phone, by the names that the wallet's screens give to things. */
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { codesIn } from "./picture.ts";

const asJpeg = { type: "jpeg", quality: 90 } as const;

/** A picture of a whole screen, as a camera far away sees it: a JPEG of even width and height. */
export function photograph(screen: Page): Promise<Buffer> {
  return screen.screenshot(asJpeg);
}

/** A picture of one code, as a camera close to it sees it. */
export async function closeUp(code: Locator): Promise<Buffer> {
  await code.scrollIntoViewIfNeeded();
  const box = await code.boundingBox();
  assert.ok(box !== null, "the code is on the screen");
  const side = 2 * Math.ceil(Math.max(box.width, box.height) / 2);
  const clip = { x: Math.floor(box.x), y: Math.floor(box.y), width: side, height: side };
  return await code.page().screenshot({ ...asJpeg, clip });
}

/** The one code in a picture. */
export async function addressIn(picture: Uint8Array): Promise<string> {
  const [address, ...others] = await codesIn(picture);
  assert.ok(address !== undefined && others.length === 0, "there is one code in the picture");
  return address;
}

/** The phone's own camera sees a picture and opens the address as the code spells it, in upper case. */
export async function openWithSystemCamera(phone: Page, picture: Uint8Array): Promise<void> {
  await phone.goto(await addressIn(picture));
}

export function payButton(phone: Page): Locator {
  return phone.getByRole("button", { name: /^Pay €/ });
}

/** From the review to "Paid". On a new phone the wallet is made on the way. */
export async function payOnPhone(phone: Page): Promise<void> {
  await payButton(phone).click();
  await heading(phone, "Paid").waitFor();
}

export function heading(page: Page, name: string): Locator {
  return page.getByRole("heading", { name, exact: true });
}
