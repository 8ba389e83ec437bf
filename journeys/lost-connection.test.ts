/** Connections come and go. Nobody is told anything that is not known, and what was missed is made up for. */
import assert from "node:assert/strict";
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
import { checkOut, codesOn, putIntoCart, seePaid } from "./rig/shopper.ts";

const { journey, openPc, openPhone, payments, shop, books } = await prepareJourneys();

journey("a PC that was away finds out that it was paid meanwhile", async () => {
  const pc = await openPc();
  await putIntoCart(pc, shop.url, "Moss Teapot");
  await checkOut(pc);
  const picture = await photograph(pc);
  await pc.context().setOffline(true);
  await pc.locator("#offline").getByText("Connection lost").waitFor();
  await codesOn(pc).waitFor();
  await capture(pc, "terminal-waiting-offline");

  const phone = await openPhone();
  await openWithSystemCamera(phone, picture);
  await payOnPhone(phone);
  await pc.context().setOffline(false);
  await seePaid(pc);
  assert.deepEqual(await books.listPaid(), [38_00]);
});

journey("a phone without an answer asks again when its owner does", async () => {
  const pc = await openPc();
  await putIntoCart(pc, shop.url, "Cedar Pencil");
  await checkOut(pc);
  const phone = await openPhone();
  const calls = "**/v1/wallet/**";
  await phone.route(calls, (route) => route.abort("connectionfailed"));
  await phone.goto(await addressIn(await photograph(pc)));
  await heading(phone, "No connection").waitFor();
  await capture(phone, "wallet-no-connection");

  await phone.unroute(calls);
  await phone.getByRole("button", { name: "Try again" }).click();
  await payButton(phone).waitFor();
  await payOnPhone(phone);
  await seePaid(pc);
});

journey("a server that is stopped in order lets the screens wait for its successor", async () => {
  const pc = await openPc();
  await putIntoCart(pc, shop.url, "Hearth Candle");
  await checkOut(pc);
  const phone = await openPhone();
  await openWithSystemCamera(phone, await photograph(pc));
  await payButton(phone).waitFor();
  await heading(pc, "Continue on your phone").waitFor();

  assert.equal(await payments.stop(), "finished");
  await pc.locator("#offline").getByText("Connection lost").waitFor();
  await payments.start();
  await payOnPhone(phone);
  await seePaid(pc);
});
