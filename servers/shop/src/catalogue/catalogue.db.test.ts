import assert from "node:assert/strict";
import { test } from "node:test";
import { isRefusal } from "#refuse";
import { transact } from "#tenant";
import { seedDemo } from "../operations.ts";
import { openShop } from "../testing/open-shop.ts";
import { findProduct } from "./product-store.ts";
import { holdStock, returnStock, takeStock } from "./stock.ts";

const shop = await openShop();
const { database } = shop.services;

async function wanted(handle: string, quantity: number) {
  const product = await findProduct(database, handle);
  const [variant] = product?.variants ?? [];
  assert.ok(variant);
  return { variantId: variant.id, quantity };
}

test("seeding again leaves the stock as it is", async () => {
  await transact(database, async (tx) => holdStock(tx, [await wanted("hearth-candle", 3)]));
  await seedDemo({ databaseUrl: shop.ownerUrl });
  assert.deepEqual(await shop.stockOf("LM-HEA-01"), { stock: 40, held: 3 });
});

test("stock is held, then taken or returned", async () => {
  const lines = [await wanted("swift-kite", 2), await wanted("field-notebook", 5)];
  await transact(database, (tx) => holdStock(tx, lines));
  assert.deepEqual(await shop.stockOf("LM-KIT-01"), { stock: 17, held: 2 });
  await transact(database, (tx) => takeStock(tx, lines.slice(0, 1)));
  await transact(database, (tx) => returnStock(tx, lines.slice(1)));
  assert.deepEqual(await shop.stockOf("LM-KIT-01"), { stock: 15, held: 0 });
  assert.deepEqual(await shop.stockOf("LM-NOT-01"), { stock: 75, held: 0 });
});

test("when one thing is short nothing is held, and the refusal names it", async () => {
  const lines = [await wanted("moss-teapot", 1), await wanted("dial-radio", 6)];
  await assert.rejects(
    transact(database, (tx) => holdStock(tx, lines)),
    (error) => {
      assert.ok(isRefusal(error, "stock_short"));
      assert.deepEqual(error.errors, [
        { path: "LM-RAD-01", code: "stock_short", message: "Dial Radio: 5 left" },
      ]);
      return true;
    },
  );
  assert.deepEqual(await shop.stockOf("LM-TEA-01"), { stock: 14, held: 0 });
});

test("of many who want the same few at once, exactly as many as there are get one", async () => {
  const [bicycle, radio] = [await wanted("otter-bicycle", 1), await wanted("dial-radio", 1)];
  const tries = Array.from({ length: 8 }, (_, place) =>
    // Both orders of the same two things: locks are taken in id order, so nobody deadlocks.
    transact(database, (tx) =>
      holdStock(tx, place % 2 === 0 ? [bicycle, radio] : [radio, bicycle]),
    ),
  );
  const outcomes = await Promise.allSettled(tries);
  assert.equal(outcomes.filter(({ status }) => status === "fulfilled").length, 3);
  assert.deepEqual(await shop.stockOf("LM-BIC-01"), { stock: 3, held: 3 });
  assert.deepEqual(await shop.stockOf("LM-RAD-01"), { stock: 5, held: 3 });
});

test("the server's role can neither delete an order nor put products on the shelf", async () => {
  await assert.rejects(database.sql`delete from shop.order`, /permission denied/);
  await assert.rejects(database.sql`update shop.product set title = 'x'`, /permission denied/);
});
