/** The shopper changes the mind at the shop, not at the code: the terminal says who cancelled, and the phone is told. */
import assert from "node:assert/strict";
import { capture } from "./rig/capture.ts";
import { prepareJourneys } from "./rig/journey.ts";
import { heading, openWithSystemCamera, payButton, photograph } from "./rig/payer.ts";
import { checkOut, orderNumberOn, putIntoCart } from "./rig/shopper.ts";

const { journey, openPc, openPhone, shop, merchant, books } = await prepareJourneys();

journey("an order that is cancelled at the shop cannot be paid any more", async () => {
  const pc = await openPc();
  await putIntoCart(pc, shop.url, "Heron Desk Lamp");
  await checkOut(pc);
  const orderNumber = await orderNumberOn(pc);
  const phone = await openPhone();
  await openWithSystemCamera(phone, await photograph(pc));
  await payButton(phone).waitFor();
  assert.deepEqual(await books.onShelf("LM-LAM-01"), { stock: 6, held: 1 });

  const otherTab = await pc.context().newPage();
  await otherTab.goto(`${shop.url}/orders`);
  await otherTab.getByRole("link", { name: orderNumber }).click();
  await otherTab.getByRole("button", { name: "Cancel this order" }).click();
  await heading(otherTab, "Cancelled").waitFor();
  await otherTab.getByText("Nothing was charged, and nothing is set aside any more.").waitFor();
  assert.deepEqual(await books.onShelf("LM-LAM-01"), { stock: 6, held: 0 });

  await heading(pc, "Payment cancelled").waitFor();
  await pc.getByRole("main").getByText("The shop cancelled it. Nothing was charged.").waitFor();
  await capture(pc, "terminal-cancelled-by-shop");
  // As when its owner wakes the phone: the review asks how things stand.
  await phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  await heading(phone, "Cancelled").waitFor();
  await phone.getByText("This payment was cancelled at the shop.").waitFor();
  await phone.getByText("€89.00 to Larkmoss was not charged.").waitFor();
  await capture(phone, "wallet-cancelled-by-shop");
  assert.equal(await payButton(phone).count(), 0);
  assert.equal((await merchant.findPaymentRequest(orderNumber))?.cancelledBy, "merchant");
  assert.deepEqual(await books.listTransfers(), []);
});
