/** The time of a code runs out. Nothing is charged for it, and a new code is one press away. */
import assert from "node:assert/strict";
import { capture } from "./rig/capture.ts";
import { prepareJourneys } from "./rig/journey.ts";
import { addressIn, heading, openWithSystemCamera, payOnPhone, photograph } from "./rig/payer.ts";
import { checkOut, codesOn, openReceipt, orderNumberOn, putIntoCart } from "./rig/shopper.ts";

const { journey, openPc, openPhone, shop, books } = await prepareJourneys();

journey("an expired code says so on both screens, and a new one is paid", async () => {
  const pc = await openPc();
  await putIntoCart(pc, shop.url, "Speckle Mug");
  await checkOut(pc);
  const orderNumber = await orderNumberOn(pc);
  const oldCode = await photograph(pc);
  await books.leaveTime(orderNumber, 100);
  await pc.reload();
  await pc.getByText(/^1:\d\d left$/).waitFor();
  await capture(pc, "terminal-countdown");

  await books.leaveTime(orderNumber, 0);
  await heading(pc, "This code is no longer valid").waitFor();
  await pc.getByRole("main").getByText("Nothing was charged.").waitFor();
  await capture(pc, "terminal-expired");
  const phone = await openPhone();
  await openWithSystemCamera(phone, oldCode);
  await heading(phone, "Code no longer valid").waitFor();
  await phone.getByText("Nothing was charged.").waitFor();
  await capture(phone, "wallet-expired");

  await pc.getByRole("link", { name: "Back to the shop" }).click();
  await heading(pc, "The code ran out").waitFor();
  await capture(pc, "shop-order-expired");
  assert.deepEqual(await books.onShelf("LM-MUG-01"), { stock: 36, held: 0 });
  await pc.goBack();
  await pc.getByRole("link", { name: "Get a new code" }).click();
  await codesOn(pc).waitFor();
  assert.equal(await orderNumberOn(pc), orderNumber);
  assert.notEqual(await addressIn(await photograph(pc)), await addressIn(oldCode));
  assert.deepEqual(await books.onShelf("LM-MUG-01"), { stock: 36, held: 1 });
  await openWithSystemCamera(phone, await photograph(pc));
  await payOnPhone(phone);
  await openReceipt(pc);
  assert.deepEqual(await books.listPaid(), [14_50]);
  assert.deepEqual(await books.onShelf("LM-MUG-01"), { stock: 35, held: 0 });
});
