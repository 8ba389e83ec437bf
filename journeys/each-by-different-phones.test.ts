/** A bill that is shared: one code for each product, and another phone for each code. */
import assert from "node:assert/strict";
import { capture } from "./rig/capture.ts";
import { prepareJourneys } from "./rig/journey.ts";
import { closeUp, heading, openWithSystemCamera, payOnPhone } from "./rig/payer.ts";
import { checkOut, codesOn, openReceipt, putIntoCart } from "./rig/shopper.ts";

const { journey, openPc, openPhone, shop, books } = await prepareJourneys();

journey("two phones pay one product each", async () => {
  const pc = await openPc();
  await putIntoCart(pc, shop.url, "Swift Kite");
  await putIntoCart(pc, shop.url, "Cedar Pencil");
  await checkOut(pc, "each");
  const terminalUrl = pc.url();
  const [first, second] = [await openPhone(), await openPhone()];

  await openWithSystemCamera(first, await closeUp(codesOn(pc).first()));
  await payOnPhone(first);
  await first.getByText("1 more code of this order is still to be paid.").waitFor();
  await capture(first, "wallet-paid-partly");
  await pc.getByText("1 of 2 paid", { exact: true }).waitFor();
  assert.equal(await codesOn(pc).count(), 1);
  await capture(pc, "terminal-wall-partly-paid");

  await pc.goto(`${shop.url}/orders`);
  await pc.getByRole("link", { name: /LM-/ }).click();
  await heading(pc, "€24.00 paid, €2.50 to go").waitFor();
  await capture(pc, "shop-order-partly-paid");
  assert.deepEqual(await books.onShelf("LM-KIT-01"), { stock: 16, held: 0 });
  assert.deepEqual(await books.onShelf("LM-PEN-01"), { stock: 240, held: 1 });
  await pc.getByRole("link", { name: "Continue to payment" }).click();
  assert.equal(pc.url(), terminalUrl);

  await openWithSystemCamera(second, await closeUp(codesOn(pc).first()));
  await payOnPhone(second);
  await openReceipt(pc);
  assert.deepEqual(await books.onShelf("LM-PEN-01"), { stock: 239, held: 0 });
  assert.deepEqual(await books.listPaid(), [24_00, 2_50]);
});
