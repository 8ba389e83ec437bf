/** No second device: the phone is the screen of the shop, too. It pays by a link and finds its way back to the order. */
import assert from "node:assert/strict";
import { capture } from "./rig/capture.ts";
import { prepareJourneys } from "./rig/journey.ts";
import { heading, payOnPhone } from "./rig/payer.ts";
import { checkOut, putIntoCart } from "./rig/shopper.ts";

const { journey, openPhone, shop, books } = await prepareJourneys();

journey("the whole way on one phone", async () => {
  const phone = await openPhone();
  await putIntoCart(phone, shop.url, "Sea Salt Chocolate");
  await checkOut(phone);
  await capture(phone, "terminal-on-a-phone");
  await phone.getByRole("link", { name: "Pay on this device" }).click();
  await payOnPhone(phone);
  await capture(phone, "wallet-paid-on-this-device");

  await phone.getByRole("link", { name: "Back to the shop" }).click();
  await heading(phone, "Paid. Thank you!").waitFor();
  assert.ok(phone.url().startsWith(`${shop.url}/orders/`));
  assert.deepEqual(await books.onShelf("LM-CHO-01"), { stock: 119, held: 0 });
});
