/** One code for each product, and one phone that collects them all: what is approved once is one payment of the whole amount. */
import assert from "node:assert/strict";
import { capture } from "./rig/capture.ts";
import { prepareJourneys } from "./rig/journey.ts";
import { closeUp, payButton, payOnPhone } from "./rig/payer.ts";
import { checkOut, codesOn, openReceipt, orderNumberOn, putIntoCart } from "./rig/shopper.ts";

const { journey, openPc, openPhone, camera, payments, shop, merchant, books } =
  await prepareJourneys();

journey("three codes are collected with the wallet's scanner and paid at once", async () => {
  const pc = await openPc();
  for (const product of ["Moss Teapot", "Speckle Mug", "Lime Blossom Honey"]) {
    await putIntoCart(pc, shop.url, product);
  }
  await pc.getByRole("link", { name: "Go to checkout" }).click();
  await capture(pc, "shop-checkout");
  await pc.goBack();
  await checkOut(pc, "each");
  assert.equal(await codesOn(pc).count(), 3);
  await capture(pc, "terminal-wall-waiting");
  const orderNumber = await orderNumberOn(pc);

  const phone = await openPhone();
  await phone.goto(`${payments.url}/wallet/`);
  await camera.show(await closeUp(codesOn(pc).first()));
  await phone.getByRole("link", { name: "Scan a code" }).click();
  await phone.getByText("1 of 3 codes collected").waitFor();
  await pc.getByText("On a phone").waitFor();
  assert.equal(await codesOn(pc).count(), 2);
  await capture(phone, "wallet-scan-collecting");

  await phone.getByRole("link", { name: "Back" }).click();
  await payButton(phone).waitFor();
  await capture(phone, "wallet-review-collecting");
  await camera.show(await closeUp(codesOn(pc).first()));
  await phone.getByRole("button", { name: "Scan another code" }).click();
  await phone.getByText("2 of 3 codes collected").waitFor();
  await pc.getByText("On a phone").nth(1).waitFor();
  await capture(pc, "terminal-wall-collecting");

  await phone.getByRole("link", { name: "Back" }).click();
  await camera.show(await closeUp(codesOn(pc).first()));
  await phone.getByRole("button", { name: "Scan another code" }).click();
  await phone.getByText("3 of 3 codes collected").waitFor();
  assert.equal(await payButton(phone).innerText(), "Pay €60.70");
  await capture(phone, "wallet-review-collected");

  await payOnPhone(phone);
  await openReceipt(pc);
  assert.deepEqual(await books.listTransfers(), [
    { kind: "top_up", amountMinor: 500_00 },
    { kind: "pay", amountMinor: 60_70 },
  ]);
  const request = await merchant.findPaymentRequest(orderNumber);
  const paymentIds = new Set(request?.codes.map(({ paymentId }) => paymentId));
  assert.equal(paymentIds.size, 1);
  for (const [sku, stock] of [
    ["LM-TEA-01", 13],
    ["LM-MUG-01", 35],
    ["LM-HON-01", 47],
  ] as const) {
    assert.deepEqual(await books.onShelf(sku), { stock, held: 0 });
  }
});
