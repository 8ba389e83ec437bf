/** The payment server loses its power in the worst moments. The phone promises nothing that it does not know, and it all comes right. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { capture } from "./rig/capture.ts";
import { prepareJourneys } from "./rig/journey.ts";
import { heading, openWithSystemCamera, payButton, photograph } from "./rig/payer.ts";
import { checkOut, orderNumberOn, putIntoCart } from "./rig/shopper.ts";

const { journey, openPc, openPhone, payments, shop, merchant, books } = await prepareJourneys();

/** Whatever the phone has shown: it must never have said that nothing was charged. */
async function checksWithoutPromise(phone: Page): Promise<void> {
  await heading(phone, "Checking…").waitFor();
  const words = await phone.getByRole("main").innerText();
  assert.match(words, /do not pay again/);
  assert.doesNotMatch(words, /charged|not paid|failed/i);
}

async function settlesByItself(pc: Page, phone: Page, orderNumber: string): Promise<void> {
  await heading(phone, "Paid").waitFor();
  await pc.waitForURL(`${shop.url}/orders/*`);
  await heading(pc, "Paid. Thank you!").waitFor();
  assert.equal((await merchant.findPaymentRequest(orderNumber))?.status, "paid");
}

journey("killed before the approval arrives", async () => {
  const pc = await openPc();
  await putIntoCart(pc, shop.url, "Coin Plant");
  await checkOut(pc);
  const orderNumber = await orderNumberOn(pc);
  const phone = await openPhone();
  await openWithSystemCamera(phone, await photograph(pc));
  await phone.route(
    "**/approve",
    async (route) => {
      await payments.kill();
      await route.continue();
    },
    { times: 1 },
  );
  await payButton(phone).click();

  await checksWithoutPromise(phone);
  await capture(phone, "wallet-checking");
  await pc.getByText("Connection lost, checking…").waitFor();
  await capture(pc, "terminal-offline");
  assert.deepEqual(await books.listPaid(), []);

  await payments.start();
  await settlesByItself(pc, phone, orderNumber);
  assert.deepEqual(await books.listPaid(), [18_90]);
});

journey("killed after the payment is made, before the phone is told", async () => {
  const pc = await openPc();
  await putIntoCart(pc, shop.url, "Drizzle Umbrella");
  await checkOut(pc);
  const orderNumber = await orderNumberOn(pc);
  const phone = await openPhone();
  await openWithSystemCamera(phone, await photograph(pc));
  await phone.route(
    "**/approve",
    async (route) => {
      const answer = await route.fetch();
      assert.equal(answer.status(), 200);
      await payments.kill();
      await route.abort("connectionreset");
    },
    { times: 1 },
  );
  await payButton(phone).click();

  await checksWithoutPromise(phone);
  assert.deepEqual(await books.listPaid(), [18_90, 29_00]);

  await payments.start();
  await settlesByItself(pc, phone, orderNumber);
  assert.deepEqual(await books.listPaid(), [18_90, 29_00]);
});
