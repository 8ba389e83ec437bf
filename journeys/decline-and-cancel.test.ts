/** Not paying is a way out, too: at the phone, or at the screen. Both sides are told, and the things go back on the shelf. */
import assert from "node:assert/strict";
import { capture } from "./rig/capture.ts";
import { prepareJourneys } from "./rig/journey.ts";
import { heading, openWithSystemCamera, payButton, payOnPhone, photograph } from "./rig/payer.ts";
import { checkOut, codesOn, putIntoCart, seePaid } from "./rig/shopper.ts";

const { journey, openPc, openPhone, shop, books } = await prepareJourneys();

journey("who declines on the phone gives the code back to the screen", async () => {
  const pc = await openPc();
  await putIntoCart(pc, shop.url, "Heron Desk Lamp");
  await checkOut(pc);
  const phone = await openPhone();
  await openWithSystemCamera(phone, await photograph(pc));
  await phone.getByRole("button", { name: "Not now" }).click();
  await heading(phone, "Not paid").waitFor();
  await capture(phone, "wallet-declined");
  await codesOn(pc).waitFor();
  await pc.locator("#notice-declined").getByText("Nothing was charged.").waitFor();
  await capture(pc, "terminal-declined");
  assert.deepEqual(await books.listTransfers(), []);
});

journey("what is cancelled at the screen cannot be paid, but ordered again", async () => {
  const pc = await openPc();
  await putIntoCart(pc, shop.url, "Dial Radio");
  await checkOut(pc);
  const phone = await openPhone();
  await openWithSystemCamera(phone, await photograph(pc));
  await payButton(phone).waitFor();
  await pc.getByRole("button", { name: "Cancel this payment" }).click();
  await heading(pc, "Payment cancelled").waitFor();
  await pc.getByRole("main").getByText("Nothing was charged.").waitFor();
  await capture(pc, "terminal-cancelled");
  await payButton(phone).click();
  await phone.getByText("was not charged").waitFor();
  await capture(phone, "wallet-cancelled");

  await pc.getByRole("link", { name: "Back to the shop" }).click();
  await heading(pc, "Cancelled").waitFor();
  await capture(pc, "shop-order-cancelled");
  assert.deepEqual(await books.onShelf("LM-RAD-01"), { stock: 5, held: 0 });
  await pc.getByRole("button", { name: "Order it again for €119.00" }).click();
  await codesOn(pc).waitFor();
  await openWithSystemCamera(phone, await photograph(pc));
  await payOnPhone(phone);
  await seePaid(pc);
  assert.deepEqual(await books.listPaid(), [119_00]);
});
