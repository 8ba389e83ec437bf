/** A phone whose browser knows no passkeys pays with a PIN and a key of its own; a recovery code leads back when it is lost. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { capture } from "./rig/capture.ts";
import { prepareJourneys } from "./rig/journey.ts";
import { heading, openWithSystemCamera, payButton, photograph } from "./rig/payer.ts";
import { checkOut, putIntoCart, stayOnPaid } from "./rig/shopper.ts";

const { journey, openPc, openPhone, payments, shop, books } = await prepareJourneys();
const [pin, otherPin] = ["274951", "930718"];

async function choosePin(phone: Page, digits: string): Promise<void> {
  await phone.getByLabel("New PIN").fill(digits);
  await phone.getByLabel("The same PIN again").fill(digits);
}

async function enterPin(phone: Page, digits: string): Promise<void> {
  await phone.getByRole("textbox", { name: "PIN", exact: true }).fill(digits);
  await phone
    .getByRole("button", { name: /^Pay €/ })
    .last()
    .click();
}

journey("a PIN is chosen, a wrong one pays nothing, and a lost phone loses no money", async () => {
  const pc = await openPc();
  await putIntoCart(pc, shop.url, "Speckle Mug");
  await checkOut(pc);
  const phone = await openPhone({ hasPasskeys: false });
  await openWithSystemCamera(phone, await photograph(pc));
  await payButton(phone).click();
  await heading(phone, "Choose a PIN").waitFor();
  await choosePin(phone, "123456");
  await phone.getByText("Easy to guess. Another PIN would be safer.").waitFor();
  await capture(phone, "wallet-choose-pin");
  await choosePin(phone, pin);
  await phone.getByRole("button", { name: "Continue" }).click();
  await heading(phone, "Your recovery code").waitFor();
  const recoveryCode = await phone.getByText(/^([0-9A-Z]{4} ){6}[0-9A-Z]{2}$/).innerText();
  await capture(phone, "wallet-recovery-code");
  await phone.getByRole("button", { name: /^I have written it down/ }).click();
  await heading(phone, "Paid").waitFor();
  await stayOnPaid(pc);

  await putIntoCart(pc, shop.url, "Cedar Pencil");
  await checkOut(pc);
  await openWithSystemCamera(phone, await photograph(pc));
  await payButton(phone).click();
  await heading(phone, "Enter your PIN").waitFor();
  await enterPin(phone, otherPin);
  await phone.getByText("That PIN is not right. Please try again.").waitFor();
  await capture(phone, "wallet-wrong-pin");
  assert.deepEqual(await books.listPaid(), [14_50]);
  await enterPin(phone, pin);
  await heading(phone, "Paid").waitFor();
  await stayOnPaid(pc);

  const nextPhone = await openPhone({ hasPasskeys: false });
  await nextPhone.goto(`${payments.url}/wallet/`);
  await nextPhone.getByRole("button", { name: "I have a recovery code" }).click();
  await nextPhone.getByLabel("Recovery code").fill(recoveryCode);
  await choosePin(nextPhone, otherPin);
  await capture(nextPhone, "wallet-recover");
  await nextPhone.getByRole("button", { name: "Open my wallet" }).click();
  await nextPhone.getByRole("button", { name: "I have written it down" }).click();
  await nextPhone.getByText("€483.00").waitFor();
});
