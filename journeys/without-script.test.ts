/** A PC that runs no script at all: the shop and the terminal are plain pages that look again by themselves. */
import assert from "node:assert/strict";
import { prepareJourneys } from "./rig/journey.ts";
import { heading, openWithSystemCamera, payOnPhone, photograph } from "./rig/payer.ts";
import { checkOut, openReceipt, putIntoCart } from "./rig/shopper.ts";

const { journey, openPc, openPhone, shop, books } = await prepareJourneys();

journey("cart, code and receipt without a line of script on the PC", async () => {
  const pc = await openPc({ javaScriptEnabled: false });
  await putIntoCart(pc, shop.url, "Rill Watering Can");
  await checkOut(pc);
  const phone = await openPhone();
  await openWithSystemCamera(phone, await photograph(pc));
  await heading(pc, "Continue on your phone").waitFor();
  await payOnPhone(phone);
  await openReceipt(pc);
  assert.deepEqual(await books.onShelf("LM-CAN-01"), { stock: 10, held: 0 });
});
