/** A wallet that holds less than the price: nothing is charged, both screens say where one is, and the order waits. */
import assert from "node:assert/strict";
import { capture } from "./rig/capture.ts";
import { prepareJourneys } from "./rig/journey.ts";
import { heading, openWithSystemCamera, payButton, photograph } from "./rig/payer.ts";
import { checkOut, orderNumberOn, putIntoCart } from "./rig/shopper.ts";

const { journey, openPc, openPhone, shop, merchant, books } = await prepareJourneys();

journey("a bicycle is too dear for a demo wallet", async () => {
  const pc = await openPc();
  await putIntoCart(pc, shop.url, "Otter City Bicycle");
  await checkOut(pc);
  const orderNumber = await orderNumberOn(pc);
  const phone = await openPhone();
  await openWithSystemCamera(phone, await photograph(pc));
  await payButton(phone).click();

  await heading(phone, "Not enough money").waitFor();
  await phone.getByText("€1,290.00 to Larkmoss was not charged.").waitFor();
  await phone.getByText("Your wallet has €500.00.").waitFor();
  await capture(phone, "wallet-not-enough-money");
  await heading(pc, "Continue on your phone").waitFor();
  await pc.locator("#notice-refused").getByText("Nothing was charged.").waitFor();
  await capture(pc, "terminal-refused");

  assert.deepEqual(await books.listTransfers(), [{ kind: "top_up", amountMinor: 500_00 }]);
  assert.deepEqual(await books.onShelf("LM-BIC-01"), { stock: 3, held: 1 });
  assert.equal((await merchant.findPaymentRequest(orderNumber))?.status, "open");
  await pc.goto(`${shop.url}/orders`);
  await capture(pc, "shop-orders");
  await pc.getByRole("link", { name: orderNumber }).click();
  await heading(pc, "Waiting for your payment").waitFor();
  await capture(pc, "shop-order-waiting");
});
