/** The code ran out unpaid: the same order gets new codes, as long as its things are still there. */
import assert from "node:assert/strict";
import { capture } from "./rig/capture.ts";
import { prepareJourneys } from "./rig/journey.ts";
import { heading, openWithSystemCamera, payButton, payOnPhone, photograph } from "./rig/payer.ts";
import { checkOut, codesOn, openReceipt, orderNumberOn, putIntoCart } from "./rig/shopper.ts";

const { journey, openPc, openPhone, shop, merchant, books } = await prepareJourneys();

journey("the same order gets new codes, and the old ones stay worthless", async () => {
  const pc = await openPc();
  await putIntoCart(pc, shop.url, "Moss Teapot");
  await putIntoCart(pc, shop.url, "Speckle Mug");
  await checkOut(pc, "each");
  const orderNumber = await orderNumberOn(pc);
  const before = await merchant.findPaymentRequest(orderNumber);
  const oldAddresses = before?.codes.map(({ url }) => url) ?? [];
  await books.leaveTime(orderNumber, 0);
  await heading(pc, "This code is no longer valid").waitFor();

  await pc.getByRole("link", { name: "Get a new code" }).click();
  await codesOn(pc).first().waitFor();
  assert.equal(await codesOn(pc).count(), 2);
  assert.equal(await orderNumberOn(pc), orderNumber);
  const after = await merchant.findPaymentRequest(orderNumber);
  assert.equal(after?.id, before?.id);
  assert.deepEqual([before?.revision, after?.revision], [1, 2]);
  const phone = await openPhone();
  for (const address of oldAddresses) {
    await phone.goto(address ?? "");
    await heading(phone, "Code no longer valid").waitFor();
  }
  for (const { status, url } of after?.codes ?? []) {
    if (status !== "active") continue;
    await phone.goto(url ?? "");
    await payOnPhone(phone);
  }
  await openReceipt(pc);
  await pc.getByText(orderNumber, { exact: true }).waitFor();
  assert.deepEqual(await books.onShelf("LM-TEA-01"), { stock: 13, held: 0 });
  assert.deepEqual(await books.onShelf("LM-MUG-01"), { stock: 35, held: 0 });
  assert.deepEqual(await books.listPaid(), [38_00, 14_50]);
});

journey("what somebody else has taken meanwhile gets no new code", async () => {
  const [late, quick] = [await openPc(), await openPc()];
  await putIntoCart(late, shop.url, "Wren House");
  await checkOut(late);
  const orderNumber = await orderNumberOn(late);
  await books.leaveTime(orderNumber, 0);
  await heading(late, "This code is no longer valid").waitFor();
  await late.getByRole("link", { name: "Back to the shop" }).click();
  await heading(late, "The code ran out").waitFor();
  assert.deepEqual(await books.onShelf("LM-WRE-01"), { stock: 1, held: 0 });
  const paidBefore = await books.listPaid();

  await putIntoCart(quick, shop.url, "Wren House");
  await checkOut(quick);
  const phone = await openPhone();
  await openWithSystemCamera(phone, await photograph(quick));
  await payButton(phone).waitFor();
  await late.getByRole("button", { name: "Get a new code for €27.50" }).click();
  await late.getByText("Somebody else has taken: Wren House. Nothing was charged.").waitFor();
  await capture(late, "shop-order-short");
  assert.equal((await merchant.findPaymentRequest(orderNumber))?.status, "expired");

  await phone.getByRole("button", { name: "Not now" }).click();
  await quick.getByRole("button", { name: "Cancel this payment" }).click();
  await heading(quick, "Payment cancelled").waitFor();
  await quick.getByRole("link", { name: "Back to the shop" }).click();
  await heading(quick, "Cancelled").waitFor();
  await late.getByRole("button", { name: "Get a new code for €27.50" }).click();
  await codesOn(late).waitFor();
  assert.equal(await orderNumberOn(late), orderNumber);
  await openWithSystemCamera(phone, await photograph(late));
  await payOnPhone(phone);
  await openReceipt(late);
  assert.deepEqual(await books.onShelf("LM-WRE-01"), { stock: 0, held: 0 });
  assert.deepEqual(await books.listPaid(), [...paidBefore, 27_50]);
});
