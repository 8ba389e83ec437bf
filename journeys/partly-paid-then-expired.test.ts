/** One of two codes is paid when the time runs out: what is paid is kept, the rest goes back, and every screen says so. */
import assert from "node:assert/strict";
import { capture } from "./rig/capture.ts";
import { prepareJourneys } from "./rig/journey.ts";
import { closeUp, heading, openWithSystemCamera, payOnPhone, photograph } from "./rig/payer.ts";
import { checkOut, codesOn, openReceipt, orderNumberOn, putIntoCart } from "./rig/shopper.ts";

const { journey, openPc, openPhone, shop, merchant, books } = await prepareJourneys();

journey("what was paid in time is the shopper's, the rest is ordered anew", async () => {
  const pc = await openPc();
  await putIntoCart(pc, shop.url, "Swift Kite");
  await putIntoCart(pc, shop.url, "Cedar Pencil");
  await checkOut(pc, "each");
  const orderNumber = await orderNumberOn(pc);
  const [first, second] = [await openPhone(), await openPhone()];
  await openWithSystemCamera(first, await closeUp(codesOn(pc).first()));
  await payOnPhone(first);
  await pc.getByText("1 of 2 paid", { exact: true }).waitFor();
  const oldCode = await closeUp(codesOn(pc).first());

  await books.leaveTime(orderNumber, 0);
  await heading(pc, "This code is no longer valid").waitFor();
  const main = pc.getByRole("main");
  await main.getByText("€24.00 was paid before that. Nothing else was charged.").waitFor();
  const cards = pc.getByRole("list", { name: "Codes, one for each item" }).getByRole("listitem");
  await cards.filter({ hasText: "Swift Kite" }).getByText("Paid", { exact: true }).waitFor();
  await cards.filter({ hasText: "Cedar Pencil" }).getByText("Not paid").waitFor();
  await capture(pc, "terminal-expired-partly-paid");
  await openWithSystemCamera(second, oldCode);
  await heading(second, "Code no longer valid").waitFor();
  await second.getByText("Nothing was charged.").waitFor();
  await first.reload();
  await heading(first, "Paid").waitFor();
  assert.equal(await first.getByText("still to be paid").count(), 0, "nothing more can be paid");
  const request = await merchant.findPaymentRequest(orderNumber);
  assert.equal(request?.status, "expired");
  assert.equal(request.paidAmount.minor, 24_00);

  await pc.getByRole("link", { name: "Back to the shop" }).click();
  await heading(pc, "The code ran out").waitFor();
  await pc.getByText("€24.00 was paid before: those things are yours.").waitFor();
  await capture(pc, "shop-order-expired-partly-paid");
  assert.deepEqual(await books.onShelf("LM-KIT-01"), { stock: 16, held: 0 });
  assert.deepEqual(await books.onShelf("LM-PEN-01"), { stock: 240, held: 0 });

  await pc.getByRole("button", { name: "Order the rest again for €2.50" }).click();
  await codesOn(pc).waitFor();
  assert.notEqual(await orderNumberOn(pc), orderNumber);
  await openWithSystemCamera(second, await photograph(pc));
  await payOnPhone(second);
  await openReceipt(pc);
  assert.deepEqual(await books.onShelf("LM-PEN-01"), { stock: 239, held: 0 });
  assert.deepEqual(await books.listPaid(), [24_00, 2_50]);
});
