/** The story that everything is for: choose on the PC, scan with the phone, approve there, and see "paid" on both screens. */
import assert from "node:assert/strict";
import { verifyApproval } from "@scantill/sdk";
import { capture } from "./rig/capture.ts";
import { prepareJourneys } from "./rig/journey.ts";
import {
  addressIn,
  heading,
  openWithSystemCamera,
  payButton,
  payOnPhone,
  photograph,
} from "./rig/payer.ts";
import { codesIn } from "./rig/picture.ts";
import {
  checkOut,
  codesOn,
  openReceipt,
  orderNumberOn,
  putIntoCart,
  seePaid,
  stayOnPaid,
} from "./rig/shopper.ts";

const { journey, openPc, openPhone, camera, payments, shop, merchant, books } =
  await prepareJourneys();

journey("what is chosen on a PC is paid with the wallet's scanner", async () => {
  const pc = await openPc();
  await pc.goto(shop.url);
  await capture(pc, "shop-home");
  await putIntoCart(pc, shop.url, "Moss Teapot");
  await capture(pc, "shop-cart");
  await checkOut(pc);
  await capture(pc, "terminal-waiting");
  const orderNumber = await orderNumberOn(pc);
  const screen = await photograph(pc);

  const phone = await openPhone();
  await phone.goto(`${payments.url}/wallet/`);
  await heading(phone, "No wallet on this phone yet").waitFor();
  await capture(phone, "wallet-home-new");
  await camera.show(screen);
  await phone.getByRole("link", { name: "Scan a code" }).click();
  await payButton(phone).waitFor();
  const { host } = new URL(shop.url);
  for (const words of ["Larkmoss", "Moss Teapot", "€38.00", host, `Order ${orderNumber}`]) {
    await phone.getByRole("main").getByText(words, { exact: true }).first().waitFor();
  }

  await heading(pc, "Continue on your phone").waitFor();
  assert.deepEqual(await codesIn(await photograph(pc)), [], "a camera still reads a code");
  assert.equal(await codesOn(pc).count(), 0);
  const token = (await addressIn(screen)).slice(-26);
  assert.ok(!(await pc.content()).toUpperCase().includes(token), "the page still holds the code");
  await capture(pc, "terminal-scanned");
  await capture(phone, "wallet-review-new");

  await phone.route("**/approve", async (route) => {
    await heading(pc, "Approve on your phone").waitFor();
    await capture(pc, "terminal-approving");
    await capture(phone, "wallet-approving");
    await route.continue();
  });
  await Promise.all([payOnPhone(phone), stayOnPaid(pc)]);
  await capture(pc, "terminal-paid");
  await capture(phone, "wallet-paid");
  await phone.getByRole("link", { name: "To your wallet" }).click();
  await phone.getByText("€462.00").waitFor();
  await capture(phone, "wallet-home");

  await openReceipt(pc);
  await heading(pc, "Receipt").waitFor();
  await capture(pc, "shop-order-paid");
  assert.deepEqual(await books.onShelf("LM-TEA-01"), { stock: 13, held: 0 });
  assert.deepEqual(await books.listTransfers(), [
    { kind: "top_up", amountMinor: 500_00 },
    { kind: "pay", amountMinor: 38_00 },
  ]);
  const request = await merchant.findPaymentRequest(orderNumber);
  assert.equal(request?.status, "paid");
  const payment = await merchant.getPayment(request.codes[0]?.paymentId ?? "");
  const place = { rpId: "localhost", origin: payments.url };
  assert.deepEqual(verifyApproval(payment, place), { ok: true });
});

journey(
  "the phone's own camera opens the code's address, and the PC goes back by itself",
  async () => {
    const pc = await openPc();
    await putIntoCart(pc, shop.url, "Wren House");
    await checkOut(pc);
    const picture = await photograph(pc);
    assert.match(await addressIn(picture), /^HTTP:\/\/LOCALHOST:\d+\/C\/[0-9A-Z]{26}$/);

    const phone = await openPhone();
    await openWithSystemCamera(phone, picture);
    await phone.getByText("Wren House").waitFor();
    await payOnPhone(phone);
    await seePaid(pc);
    await pc.waitForURL(`${shop.url}/orders/*`);
    await heading(pc, "Paid. Thank you!").waitFor();
    assert.deepEqual(await books.onShelf("LM-WRE-01"), { stock: 0, held: 0 });
  },
);
