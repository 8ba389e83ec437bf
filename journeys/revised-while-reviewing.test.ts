/** The shop changes a request while a phone is looking at it: what was seen is not what would be paid, so it is not paid. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { OpenPaymentRequest } from "@scantill/sdk";
import { capture } from "./rig/capture.ts";
import { prepareJourneys } from "./rig/journey.ts";
import { heading, openWithSystemCamera, payButton, payOnPhone, photograph } from "./rig/payer.ts";
import {
  checkOut,
  codesOn,
  openReceipt,
  orderNumberOn,
  putIntoCart,
  stayOnPaid,
} from "./rig/shopper.ts";

const { journey, openPc, openPhone, shop, merchant, books } = await prepareJourneys();
const teapot = { name: "Moss Teapot", quantity: 1, unitAmount: euros(38_00) };

journey("a phone is told of the change and pays the new price by the new code", async () => {
  const reference = randomUUID();
  const { id, terminalUrl } = await merchant.openPaymentRequest(
    { reference, currency: "EUR", items: [teapot], returnUrl: shop.url },
    { idempotencyKey: reference },
  );
  const [pc, phone] = [await openPc(), await openPhone()];
  await pc.goto(terminalUrl);
  await codesOn(pc).waitFor();
  const oldCode = await photograph(pc);
  await openWithSystemCamera(phone, oldCode);
  await payButton(phone).waitFor();
  await heading(pc, "Continue on your phone").waitFor();

  const items = [{ ...teapot, name: "Moss Teapot, second choice", unitAmount: euros(30_00) }];
  const revised = await merchant.revisePaymentRequest(id, { items }, once());
  assert.equal(revised.revision, 2);
  await codesOn(pc).waitFor();
  await pc.getByText("€30.00").first().waitFor();
  await payButton(phone).click();
  await heading(phone, "The order changed").waitFor();
  await phone.getByText("The shop changed this order after you scanned it.").waitFor();
  await phone.getByText("€38.00 to Larkmoss was not charged.").waitFor();
  await capture(phone, "wallet-request-changed");
  assert.deepEqual(await books.listPaid(), []);
  await openWithSystemCamera(phone, oldCode);
  await heading(phone, "The order changed").waitFor();

  await openWithSystemCamera(phone, await photograph(pc));
  await phone.getByText("Moss Teapot, second choice").waitFor();
  await Promise.all([payOnPhone(phone), stayOnPaid(pc)]);
  await pc.getByText("€30.00").waitFor();
  assert.deepEqual(await books.listPaid(), [30_00]);
  assert.equal((await merchant.getPaymentRequest(id)).paidAmount.minor, 30_00);
});

journey("an order whose codes are drawn anew at the till is still paid once", async () => {
  const [pc, phone] = [await openPc(), await openPhone()];
  await putIntoCart(pc, shop.url, "Speckle Mug");
  await checkOut(pc);
  const orderNumber = await orderNumberOn(pc);
  await openWithSystemCamera(phone, await photograph(pc));
  await payButton(phone).waitFor();
  await heading(pc, "Continue on your phone").waitFor();

  const request = await merchant.findPaymentRequest(orderNumber);
  assert.ok(request);
  await merchant.revisePaymentRequest(request.id, {}, once());
  await codesOn(pc).waitFor();
  // As when its owner wakes the phone: the review asks how things stand.
  await phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  await heading(phone, "The order changed").waitFor();
  await phone.getByText("€14.50 to Larkmoss was not charged.").waitFor();
  assert.deepEqual(await books.onShelf("LM-MUG-01"), { stock: 36, held: 1 });

  await openWithSystemCamera(phone, await photograph(pc));
  await payOnPhone(phone);
  await openReceipt(pc);
  await pc.getByText(orderNumber, { exact: true }).waitFor();
  assert.deepEqual(await books.onShelf("LM-MUG-01"), { stock: 35, held: 0 });
  assert.deepEqual(await books.listPaid(), [30_00, 14_50]);
});

function euros(minor: number): OpenPaymentRequest["items"][number]["unitAmount"] {
  return { minor, currency: "EUR" };
}

function once(): { readonly idempotencyKey: string } {
  return { idempotencyKey: randomUUID() };
}
