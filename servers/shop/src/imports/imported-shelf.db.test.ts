import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { importProducts, openProductFile } from "../operations.ts";
import { checkoutForm, openShop } from "../testing/open-shop.ts";

const shop = await openShop();

for (const name of ["older-names.csv", "bad-rows.csv"]) {
  await importProducts({
    databaseUrl: shop.ownerUrl,
    file: await openProductFile(fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))),
    currency: "EUR",
    isDryRun: false,
    onProgress() {},
  });
}

test("imported products stand on the shelf and are found, unless they are not published", async () => {
  const shopper = shop.aShopper();
  const shelf = await shopper.get("/");
  assert.match(shelf.text, /<a href="\/products\/harbour-lantern">Harbour Lantern<\/a>/);
  assert.match(shelf.text, /<a href="\/products\/row-boat-jumper">Row Boat Jumper<\/a>/);
  assert.doesNotMatch(shelf.text, /Winter Bell/);
  assert.equal((await shopper.get("/products/winter-bell")).status, 404);
  assert.match((await shopper.get("/?q=lantern+evening")).text, /Harbour Lantern/);
});

test("a picture from elsewhere is fetched by the browser alone, late and without a word about us", async () => {
  const { text, headers } = await shop.aShopper().get("/products/harbour-lantern");
  assert.match(
    text,
    /<img src="https:\/\/pictures\.example\/lantern-front\.jpg"[^>]* loading="lazy"[^>]* referrerpolicy="no-referrer">/,
  );
  assert.match(headers.get("Content-Security-Policy") ?? "", /img-src [^;]*https:/);
  assert.match(headers.get("Content-Security-Policy") ?? "", /script-src 'self'(;|$)/);
});

test("what a title or a description holds is text", async () => {
  const { text } = await shop.aShopper().get("/products/plum-jam");
  assert.match(text, /<h1>=1\+1 &lt;script&gt;alert\(1\)&lt;\/script&gt;<\/h1>/);
  assert.doesNotMatch(text, /<script>alert/);
  const lantern = (await shop.aShopper().get("/products/harbour-lantern")).text;
  assert.match(lantern, /It has seen real weather &amp; it shows\.\n\n• 27 cm high\n• Glass door/);
});

test("a variant without an article number of its own is chosen, counted, and paid for", async () => {
  const shopper = shop.aShopper();
  const page = await shopper.get("/products/row-boat-jumper?option1=Large");
  const sku = /name="sku" value="([^"]+)"/.exec(page.text)?.[1] ?? "";
  assert.equal(sku, "row-boat-jumper:Large:Sea-deep~f353a07c");
  await shopper.post("/cart/lines", { sku, quantity: "1" });
  const action = /action="(\/cart\/lines\/[^"]+)"/.exec((await shopper.get("/cart")).text)?.[1];
  assert.ok(action);
  await shopper.post(action, { quantity: "3" });
  const { location } = await shopper.post("/checkout", await checkoutForm(shopper));
  const request = shop.payments.requests().find(({ terminalUrl }) => terminalUrl === location);
  const item = request?.items.find((one) => one.sku === sku);
  assert.deepEqual(
    [item?.name, item?.quantity, item?.unitAmount],
    ["Row Boat Jumper, Large, Sea, deep", 3, { minor: 9400, currency: "EUR" }],
  );
  assert.deepEqual(await shop.stockOf(sku), { stock: 7, held: 3 });
});
