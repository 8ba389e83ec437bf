/** There is one left, and two want it: one of them may pay, the other is told before anything is charged. */
import assert from "node:assert/strict";
import { capture } from "./rig/capture.ts";
import { prepareJourneys } from "./rig/journey.ts";
import { heading, openWithSystemCamera, payOnPhone, photograph } from "./rig/payer.ts";
import { checkOut, openReceipt, putIntoCart } from "./rig/shopper.ts";

const { journey, openPc, openPhone, shop, books } = await prepareJourneys();

journey("the last Wren House goes to the one who ordered first", async () => {
  const [first, second] = [await openPc(), await openPc()];
  await putIntoCart(second, shop.url, "Cedar Pencil");
  for (const pc of [first, second]) await putIntoCart(pc, shop.url, "Wren House");
  await second.getByRole("link", { name: "Go to checkout" }).click();
  await checkOut(first);
  assert.deepEqual(await books.onShelf("LM-WRE-01"), { stock: 1, held: 1 });

  await second.getByRole("button", { name: "Pay €30.00" }).click();
  await heading(second, "Your cart").waitFor();
  await second
    .getByText("There are not enough of these left. Wren House: none left right now.")
    .waitFor();
  assert.equal(await second.getByRole("link", { name: "Go to checkout" }).count(), 0);
  await capture(second, "shop-cart-short");
  assert.deepEqual(await books.onShelf("LM-PEN-01"), { stock: 240, held: 0 });

  const phone = await openPhone();
  await openWithSystemCamera(phone, await photograph(first));
  await payOnPhone(phone);
  await openReceipt(first);
  assert.deepEqual(await books.onShelf("LM-WRE-01"), { stock: 0, held: 0 });

  await second.getByRole("button", { name: "Take out Wren House" }).click();
  await checkOut(second);
  const other = await openPhone();
  await openWithSystemCamera(other, await photograph(second));
  await payOnPhone(other);
  await openReceipt(second);
  assert.deepEqual(await books.listPaid(), [27_50, 2_50]);
});

journey("when both press at the same time, exactly one gets a code", async () => {
  const pcs = [await openPc(), await openPc()];
  for (const pc of pcs) {
    await putIntoCart(pc, shop.url, "Otter City Bicycle");
    await pc.getByRole("button", { name: "One Otter City Bicycle more" }).click();
    await pc.getByText("€2,580.00").first().waitFor();
    await pc.getByRole("link", { name: "Go to checkout" }).click();
  }
  await Promise.all(pcs.map((pc) => pc.getByRole("button", { name: /^Pay €/ }).click()));
  const endings = await Promise.all(
    pcs.map((pc) =>
      heading(pc, "Scan with your phone’s camera").or(heading(pc, "Your cart")).innerText(),
    ),
  );
  assert.deepEqual(endings.sort(), ["Scan with your phone’s camera", "Your cart"]);
  assert.deepEqual(await books.onShelf("LM-BIC-01"), { stock: 3, held: 2 });
  const told = pcs.map((pc) => pc.getByText("Otter City Bicycle: only 1 left.").count());
  assert.deepEqual((await Promise.all(told)).sort(), [0, 1]);
});
