/** The same passkey on a second phone, as phones share them: the same wallet, with a question when it might be a thief's copy. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { giveAuthenticator } from "./rig/authenticator.ts";
import { capture } from "./rig/capture.ts";
import { prepareJourneys } from "./rig/journey.ts";
import { heading, openWithSystemCamera, payButton, payOnPhone, photograph } from "./rig/payer.ts";
import { checkOut, openReceipt, orderNumberOn, putIntoCart, seePaid } from "./rig/shopper.ts";

const { journey, openPc, openPhone, payments, shop, merchant, books } = await prepareJourneys();

journey("a shared passkey opens the same wallet, and its copy is asked about", async () => {
  const pc = await openPc();
  const [first, second] = [await openPhone(), await openPhone()];
  const [ownerHand, otherHand] = [await giveAuthenticator(first), await giveAuthenticator(second)];
  await putIntoCart(pc, shop.url, "Moss Teapot");
  await checkOut(pc);
  await openWithSystemCamera(first, await photograph(pc));
  await payOnPhone(first);
  await seePaid(pc);

  const [passkey, ...others] = await ownerHand.listPasskeys();
  assert.ok(passkey !== undefined && others.length === 0, "there is one passkey on the phone");
  await otherHand.add(passkey);
  await second.goto(`${payments.url}/wallet/`);
  await second.getByRole("button", { name: "I already have a wallet" }).click();
  await second.getByText("€462.00").waitFor();
  assert.deepEqual(await receiptsOn(second), ["Larkmoss €38.00"]);

  await putIntoCart(pc, shop.url, "Field Notebook");
  await checkOut(pc);
  await openWithSystemCamera(second, await photograph(pc));
  await payOnPhone(second);
  await seePaid(pc);
  await first.goto(`${payments.url}/wallet/`);
  await first.getByText("€455.60").waitFor();
  assert.deepEqual(await receiptsOn(first), ["Larkmoss €6.40", "Larkmoss €38.00"]);

  // The second phone has counted on by itself; the first one, which has not, now looks like a copy.
  await putIntoCart(pc, shop.url, "Cedar Pencil");
  await checkOut(pc);
  const orderNumber = await orderNumberOn(pc);
  await openWithSystemCamera(first, await photograph(pc));
  await payButton(first).click();
  await first.getByRole("status").getByText("Your passkey may exist on a second device.").waitFor();
  await capture(first, "wallet-passkey-twice");
  await heading(pc, "Continue on your phone").waitFor();
  assert.equal((await merchant.findPaymentRequest(orderNumber))?.status, "open");
  assert.deepEqual(await books.listPaid(), [38_00, 6_40]);

  await payOnPhone(first);
  await openReceipt(pc);
  assert.deepEqual(await books.onShelf("LM-PEN-01"), { stock: 239, held: 0 });
  assert.deepEqual(await books.listTransfers(), [
    { kind: "top_up", amountMinor: 500_00 },
    { kind: "pay", amountMinor: 38_00 },
    { kind: "pay", amountMinor: 6_40 },
    { kind: "pay", amountMinor: 2_50 },
  ]);
});

journey("who signs in with a code in hand goes on to pay it", async () => {
  const pc = await openPc();
  const [first, second] = [await openPhone(), await openPhone()];
  const [ownerHand, otherHand] = [await giveAuthenticator(first), await giveAuthenticator(second)];
  await putIntoCart(pc, shop.url, "Hearth Candle");
  await checkOut(pc);
  await openWithSystemCamera(first, await photograph(pc));
  await payOnPhone(first);
  await seePaid(pc);
  const before = await books.listTransfers();
  const [passkey] = await ownerHand.listPasskeys();
  assert.ok(passkey);
  await otherHand.add({ ...passkey, signCount: 0 });

  await putIntoCart(pc, shop.url, "Speckle Mug");
  await checkOut(pc);
  await openWithSystemCamera(second, await photograph(pc));
  await second.getByRole("button", { name: "I already have a wallet" }).click();
  await second.getByRole("status").getByText("Welcome back. You can pay now.").waitFor();
  await second.getByText("€490.20 available").waitFor();
  await capture(second, "wallet-signed-in");
  await heading(pc, "Continue on your phone").waitFor();
  await payButton(second).click();
  await second
    .getByRole("status")
    .getByText("Your passkey may exist on a second device.")
    .waitFor();
  await payOnPhone(second);
  await openReceipt(pc);
  assert.deepEqual(await books.onShelf("LM-MUG-01"), { stock: 35, held: 0 });
  assert.deepEqual(await books.listTransfers(), [...before, { kind: "pay", amountMinor: 14_50 }]);
});

/** Payee and amount of each receipt in the wallet, the newest first. */
async function receiptsOn(phone: Page): Promise<readonly string[]> {
  const list = phone.getByRole("region", { name: "Receipts" });
  await list.getByRole("listitem").first().waitFor();
  const lines = await list.getByRole("listitem").allInnerTexts();
  return lines.map((line) => line.split("\n")).map((words) => `${words[0]} ${words.at(-1)}`);
}
