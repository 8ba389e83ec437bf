/** The shop's screen is the phone itself: the way to pay there comes before the code, and leads back to the order each time. */
import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { capture } from "./rig/capture.ts";
import { prepareJourneys } from "./rig/journey.ts";
import { heading, payButton, payOnPhone } from "./rig/payer.ts";
import { checkOut, codesOn, orderNumberOn, putIntoCart } from "./rig/shopper.ts";

const { journey, openPhone, shop, merchant, books } = await prepareJourneys();

journey("who decides not to pay now finds the order waiting, and pays it later", async () => {
  const phone = await openPhone();
  await putIntoCart(phone, shop.url, "Speckle Mug");
  await checkOut(phone);
  const orderNumber = await orderNumberOn(phone);
  const payHere = phone.getByRole("link", { name: "Pay on this device" }).first();
  await assertAbove(payHere, codesOn(phone));
  await payHere.click();
  await payButton(phone).waitFor();
  await phone.getByRole("button", { name: "Not now" }).click();
  await heading(phone, "Not paid").waitFor();
  await capture(phone, "wallet-declined-on-this-device");
  await phone.getByRole("link", { name: "Back to the shop" }).click();
  await heading(phone, "Waiting for your payment").waitFor();
  assert.deepEqual(await books.listTransfers(), []);

  await phone.getByRole("link", { name: "Continue to payment" }).click();
  await payHere.click();
  await payOnPhone(phone);
  await phone.getByRole("link", { name: "Back to the shop" }).click();
  await heading(phone, "Paid. Thank you!").waitFor();
  assert.equal((await merchant.findPaymentRequest(orderNumber))?.status, "paid");
  assert.deepEqual(await books.onShelf("LM-MUG-01"), { stock: 35, held: 0 });
  assert.deepEqual(await books.listPaid(), [14_50]);
});

journey("two products with a code each are paid one after the other", async () => {
  const paidBefore = await books.listPaid();
  const phone = await openPhone();
  await putIntoCart(phone, shop.url, "Swift Kite");
  await putIntoCart(phone, shop.url, "Cedar Pencil");
  await checkOut(phone, "each");
  const payKite = phone.getByRole("link", { name: "Pay €24.00 on this device" });
  await assertAbove(payKite, codesOn(phone).first());
  await capture(phone, "terminal-wall-on-a-phone");
  await payKite.click();
  await payOnPhone(phone);
  await phone.getByText("1 more code of this order is still to be paid.").waitFor();
  await phone.getByRole("link", { name: "Back to the shop" }).click();
  await heading(phone, "€24.00 paid, €2.50 to go").waitFor();
  assert.deepEqual(await books.onShelf("LM-KIT-01"), { stock: 16, held: 0 });
  assert.deepEqual(await books.onShelf("LM-PEN-01"), { stock: 240, held: 1 });

  await phone.getByRole("link", { name: "Continue to payment" }).click();
  await phone.getByRole("link", { name: "Pay €2.50 on this device" }).click();
  await payOnPhone(phone);
  await phone.getByRole("link", { name: "Back to the shop" }).click();
  await heading(phone, "Paid. Thank you!").waitFor();
  assert.deepEqual(await books.onShelf("LM-PEN-01"), { stock: 239, held: 0 });
  assert.deepEqual(await books.listPaid(), [...paidBefore, 24_00, 2_50]);
});

async function assertAbove(button: Locator, code: Locator): Promise<void> {
  const [above, below] = [await button.boundingBox(), await code.boundingBox()];
  assert.ok(above && below && above.y + above.height <= below.y, "the button comes first");
}
