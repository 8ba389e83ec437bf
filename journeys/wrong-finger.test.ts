/** The phone does not recognise its owner: it says so in plain words, charges nothing, and the right finger may pay after all. */
import assert from "node:assert/strict";
import { giveAuthenticator } from "./rig/authenticator.ts";
import { capture } from "./rig/capture.ts";
import { prepareJourneys } from "./rig/journey.ts";
import { heading, openWithSystemCamera, payButton, payOnPhone, photograph } from "./rig/payer.ts";
import { checkOut, openReceipt, orderNumberOn, putIntoCart, seePaid } from "./rig/shopper.ts";

const { journey, openPc, openPhone, shop, merchant, books } = await prepareJourneys();
const notConfirmed = "Your phone did not confirm that it is you, or the prompt was closed.";

journey("a wrong finger on a new phone makes no wallet, and the right one makes it", async () => {
  const pc = await openPc();
  await putIntoCart(pc, shop.url, "Hearth Candle");
  await checkOut(pc);
  const phone = await openPhone();
  const authenticator = await giveAuthenticator(phone);
  await authenticator.recognise("nobody");
  await openWithSystemCamera(phone, await photograph(pc));
  await payButton(phone).click();
  await phone.getByRole("status").getByText(notConfirmed).waitFor();
  await capture(phone, "wallet-not-recognised-new");
  await heading(pc, "Continue on your phone").waitFor();
  assert.deepEqual(await books.listTransfers(), []);

  await authenticator.recognise("owner");
  await payOnPhone(phone);
  await seePaid(pc);
  assert.deepEqual(await books.listPaid(), [9_80]);
});

journey("a wrong finger charges nothing, and the right one pays", async () => {
  const phone = await openPhone();
  const authenticator = await giveAuthenticator(phone);
  const pc = await openPc();
  await putIntoCart(pc, shop.url, "Field Notebook");
  await checkOut(pc);
  await openWithSystemCamera(phone, await photograph(pc));
  await payOnPhone(phone);
  await seePaid(pc);
  const before = await books.listTransfers();

  await putIntoCart(pc, shop.url, "Moss Teapot");
  await checkOut(pc);
  const orderNumber = await orderNumberOn(pc);
  await openWithSystemCamera(phone, await photograph(pc));
  await payButton(phone).waitFor();
  await phone.route("**/approval", async (route) => {
    const response = await route.fetch();
    await heading(pc, "Approve on your phone").waitFor();
    await route.fulfill({ response });
  });
  await authenticator.recognise("nobody");
  await payButton(phone).click();
  await phone.getByRole("status").getByText(notConfirmed).waitFor();
  await phone.getByRole("status").getByText("Nothing was charged.").waitFor();
  await capture(phone, "wallet-not-recognised");
  await heading(pc, "Continue on your phone").waitFor();
  assert.deepEqual(await books.listTransfers(), before);
  assert.deepEqual(await books.onShelf("LM-TEA-01"), { stock: 14, held: 1 });
  assert.equal((await merchant.findPaymentRequest(orderNumber))?.status, "open");

  await authenticator.recognise("owner");
  await payOnPhone(phone);
  await openReceipt(pc);
  assert.deepEqual(await books.listTransfers(), [...before, { kind: "pay", amountMinor: 38_00 }]);
  assert.deepEqual(await books.onShelf("LM-TEA-01"), { stock: 13, held: 0 });
});
