/** Two phones want to pay the same code: one of them does, the other is told so, and nobody is charged twice. */
import assert from "node:assert/strict";
import { capture } from "./rig/capture.ts";
import { prepareJourneys } from "./rig/journey.ts";
import { heading, openWithSystemCamera, payButton, payOnPhone, photograph } from "./rig/payer.ts";
import { checkOut, codesOn, putIntoCart, seePaid } from "./rig/shopper.ts";

const { journey, openPc, openPhone, shop, books } = await prepareJourneys();

journey("the second phone is told that another one pays, and later that it is paid", async () => {
  const pc = await openPc();
  await putIntoCart(pc, shop.url, "Hearth Candle");
  await checkOut(pc);
  const picture = await photograph(pc);
  const [first, second] = [await openPhone(), await openPhone()];

  await openWithSystemCamera(first, picture);
  await payButton(first).waitFor();
  await openWithSystemCamera(second, picture);
  await heading(second, "On another phone").waitFor();
  await second.getByText("This code is being paid on another phone right now.").waitFor();
  await second.getByText("Nothing was charged.").waitFor();
  await capture(second, "wallet-code-claimed");

  await payOnPhone(first);
  await second.getByRole("button", { name: "Try again" }).click();
  await heading(second, "Already paid").waitFor();
  await second.getByText("It is never charged twice.").waitFor();
  await second.getByText("Nothing was charged.").waitFor();
  await capture(second, "wallet-already-paid");
  await seePaid(pc);
  assert.deepEqual(await books.listPaid(), [9_80]);
});

journey("a phone that was sent away at the screen cannot pay after the other one", async () => {
  const pc = await openPc();
  await putIntoCart(pc, shop.url, "Field Notebook");
  await checkOut(pc);
  const [first, second] = [await openPhone(), await openPhone()];

  await openWithSystemCamera(first, await photograph(pc));
  await payButton(first).waitFor();
  await pc.getByRole("button", { name: "Show the code again" }).click();
  await codesOn(pc).waitFor();
  await openWithSystemCamera(second, await photograph(pc));
  await payOnPhone(second);

  await payButton(first).click();
  await first.getByText("was not charged").waitFor();
  await capture(first, "wallet-too-late");
  await seePaid(pc);
  assert.deepEqual(await books.listPaid(), [9_80, 6_40]);
});
