/** A phone without passkeys: it pays with a PIN, a wrong one charges nothing, and its recovery code leads back from another phone. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { capture } from "./rig/capture.ts";
import { phoneSize } from "./rig/devices.ts";
import { prepareJourneys } from "./rig/journey.ts";
import { heading, openWithSystemCamera, payButton, photograph } from "./rig/payer.ts";
import { checkOut, putIntoCart, seePaid } from "./rig/shopper.ts";

const { journey, openPc, openPhone, payments, shop, books } = await prepareJourneys();

const pin = "428117";
const newPin = "918273";

/** Passkeys belong to a page's authenticator; a phone without one has none. */
const openPlainPhone = () => openPc({ viewport: phoneSize, hasTouch: true, isMobile: true });

journey("a phone without passkeys pays with a PIN, and is followed by another phone", async () => {
  const pc = await openPc();
  await putIntoCart(pc, shop.url, "Moss Teapot");
  await checkOut(pc);
  const phone = await openPlainPhone();
  await openWithSystemCamera(phone, await photograph(pc));

  await phone.getByRole("button", { name: "Use a PIN instead" }).click();
  await heading(phone, "Choose a PIN").waitFor();
  await phone.getByLabel("New PIN").fill("123456");
  await phone.getByText("Easy to guess").waitFor();
  await capture(phone, "wallet-choose-pin");
  await chooseOn(phone, pin);
  await phone.getByRole("button", { name: "Continue" }).click();
  const recoveryCode = await recoveryCodeOn(phone);
  await capture(phone, "wallet-recovery-code");
  await phone.getByRole("button", { name: "Pay €38.00 first, then show it again" }).click();
  await heading(phone, "Paid").waitFor();
  await seePaid(pc);
  await phone.getByRole("button", { name: "Show the recovery code" }).click();
  assert.equal(await recoveryCodeOn(phone), recoveryCode, "it is shown again until it is kept");
  await phone.getByRole("button", { name: "I have written it down" }).click();

  const found = await openPlainPhone();
  await found.goto(`${payments.url}/wallet/`);
  await found.getByRole("button", { name: "I have a recovery code" }).click();
  await found.getByLabel("Recovery code").fill(recoveryCode);
  await chooseOn(found, newPin);
  await found.getByRole("button", { name: "Open my wallet" }).click();
  assert.notEqual(await recoveryCodeOn(found), recoveryCode, "a recovery code works once");
  await found.getByRole("button", { name: "I have written it down" }).click();
  await found.getByRole("link", { name: "Phones and passkeys" }).click();
  const remove = found.getByRole("button", { name: /^Remove: Phone with a PIN/ }).first();
  await remove.waitFor();
  await capture(found, "wallet-devices");
  await remove.click();
  await found.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await enterOn(found, newPin, "Confirm");
  await found.getByText("Removed.").waitFor();
  await phone.goto(`${payments.url}/wallet/`);
  await heading(phone, "No wallet on this phone yet").waitFor();
  assert.deepEqual(await books.listPaid(), [3_800]);
});

journey("a wrong PIN charges nothing, and a closed sheet lets the terminal wait", async () => {
  const paidBefore = await books.listPaid();
  const pc = await openPc();
  await putIntoCart(pc, shop.url, "Moss Teapot");
  await checkOut(pc);
  const phone = await openPlainPhone();
  await openWithSystemCamera(phone, await photograph(pc));
  await phone.getByRole("button", { name: "Use a PIN instead" }).click();
  await chooseOn(phone, pin);
  await phone.getByRole("button", { name: "Continue" }).click();
  await heading(phone, "Your recovery code").waitFor();
  await phone.keyboard.press("Escape");

  await phone.getByRole("button", { name: "Wallet ready – approve €38.00" }).click();
  await heading(pc, "Approve on your phone").waitFor();
  await enterOn(phone, "000000", "Pay €38.00");
  await phone.getByText("That PIN is not right").waitFor();
  await capture(phone, "wallet-wrong-pin");
  await phone.keyboard.press("Escape");
  await heading(pc, "Continue on your phone").waitFor();
  assert.deepEqual(await books.listPaid(), paidBefore);

  await payButton(phone).click();
  await enterOn(phone, pin, "Pay €38.00");
  await heading(phone, "Paid").waitFor();
  await seePaid(pc);
  assert.deepEqual(await books.listPaid(), [...paidBefore, 3_800]);
});

journey("a browser that has never heard of passkeys asks for a PIN at once", async () => {
  const pc = await openPc();
  await putIntoCart(pc, shop.url, "Cedar Pencil");
  await checkOut(pc);
  const phone = await openPhone({ hasPasskeys: false });
  await openWithSystemCamera(phone, await photograph(pc));
  await payButton(phone).click();
  await chooseOn(phone, pin);
  await phone.getByRole("button", { name: "Continue" }).click();
  await phone.getByRole("button", { name: "I have written it down – pay €2.50" }).click();
  await heading(phone, "Paid").waitFor();
  await seePaid(pc);
});

async function chooseOn(phone: Page, digits: string): Promise<void> {
  await phone.getByLabel("New PIN").fill(digits);
  await phone.getByLabel("The same PIN again").fill(digits);
}

async function enterOn(phone: Page, digits: string, button: string): Promise<void> {
  const sheet = phone.getByRole("dialog", { name: "Enter your PIN" });
  await sheet.getByLabel("PIN", { exact: true }).fill(digits);
  await sheet.getByRole("button", { name: button }).click();
}

function recoveryCodeOn(phone: Page): Promise<string> {
  return phone
    .getByRole("dialog", { name: "Your recovery code" })
    .locator(".recovery-code")
    .innerText();
}
