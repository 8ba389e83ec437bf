import assert from "node:assert/strict";
import { before, test } from "node:test";
import { connectDatabase } from "@scantill/service-kit/database";
import { openShop } from "../testing/open-shop.ts";
import { readShelfQuery, type ShelfQuery, type Sort, sortWords } from "./shelf-query.ts";
import { listShelf, pageSize, selectProducts } from "./shelf-store.ts";

const shop = await openShop();
const { database } = shop.services;
const shopper = shop.aShopper();
const sorts = Object.keys(sortWords) as readonly Sort[];
const manyProducts = 20_000;

const read = (address: string): ShelfQuery => {
  const { searchParams } = new URL(address, "http://shop.example");
  return readShelfQuery((name) => searchParams.get(name) ?? undefined);
};
const titlesAt = async (address: string) =>
  (await listShelf(database, read(address))).products.map(({ title }) => title);
const lowest = ({ variants }: { variants: readonly { price: { minor: bigint } }[] }) =>
  variants.reduce((least, { price }) => (price.minor < least ? price.minor : least), 2n ** 60n);

test("a search finds the beginnings of words of titles and tags, all of them together", async () => {
  assert.deepEqual(await titlesAt("/?q=bicy"), ["Otter City Bicycle"]);
  assert.deepEqual(await titlesAt("/?q=tea+CERAMICS+mug"), ["Speckle Mug"]);
  assert.deepEqual(await titlesAt("/?q=bee+submarine"), []);
});

test("a tag is looked at alone, whatever else it looks like", async () => {
  assert.deepEqual(await titlesAt("/?tag=one+of+a+kind"), ["Wren House"]);
  assert.deepEqual(await titlesAt("/?tag=tea&q=mug"), ["Speckle Mug"]);
  assert.match((await shopper.get("/?tag=tea")).text, /<a href="\/\?tag=tea" aria-current="true">/);
  assert.match((await shopper.get("/?tag=tea")).text, /3 things in tea/);
});

test("the shelf can be put in order by name, price and age", async () => {
  const first = async (sort: Sort) => (await titlesAt(`/?tag=desk&sort=${sort}`))[0];
  assert.equal(await first("shelf"), "Heron Desk Lamp");
  assert.equal(await first("name"), "Cedar Pencil");
  assert.equal(await first("price"), "Cedar Pencil");
  assert.equal(await first("price_down"), "Dial Radio");
  assert.equal(await first("newest"), "Dial Radio");
});

test("what is not published is neither listed, found, shown nor put into a cart", async () => {
  const owner = connectDatabase({ url: shop.ownerUrl, applicationName: "test" });
  await owner`update shop.product set is_published = false where handle = 'dial-radio'`;
  for (const sort of sorts) {
    assert.ok(!(await titlesAt(`/?sort=${sort}`)).includes("Dial Radio"), sort);
  }
  assert.deepEqual(await titlesAt("/?q=radio"), []);
  assert.equal((await shopper.get("/products/dial-radio")).status, 404);
  assert.equal(
    (await shopper.post("/cart/lines", { sku: "LM-RAD-01", quantity: "1" })).status,
    404,
  );
  await owner`update shop.product set is_published = true where handle = 'dial-radio'`;
  await owner.end();
});

test("what is sold out is shown, says so, and cannot be bought", async () => {
  const owner = connectDatabase({ url: shop.ownerUrl, applicationName: "test" });
  await owner`update shop.variant set held = stock where sku = 'LM-WRE-01'`;
  await owner.end();
  assert.match((await shopper.get("/?q=wren")).text, /badge-sold-out">Sold out/);
  const { text } = await shopper.get("/products/wren-house");
  assert.match(text, /Sold out\. Somebody may be paying/);
  assert.doesNotMatch(text, /Put into the cart/);
  assert.equal(
    (await shopper.post("/cart/lines", { sku: "LM-WRE-01", quantity: "1" })).status,
    409,
  );
});

test("an earlier price is said, not only struck through", async () => {
  const { text } = await shopper.get("/products/drizzle-umbrella");
  assert.match(text, /<span class="unseen">now <\/span>€29\.00/);
  assert.match(text, /<s class="quiet"><span class="unseen">before <\/span>€35\.00<\/s>/);
});

test("a chosen variant has its own price, number and stock, and a choice survives anything in the address", async () => {
  const address = "/products/dune-blanket";
  assert.match((await shopper.get(address)).text, /€74\.00/);
  const { text } = await shopper.get(`${address}?option1=${encodeURIComponent("180 × 220 cm")}`);
  assert.match(text, /product-price">€112\.00/);
  assert.match(text, /name="sku" value="LM-BLA-02"/);
  assert.match(text, /Only 4 left/);
  assert.match(text, /<option value="180 × 220 cm" selected>/);
  const odd = await shopper.get(`${address}?option1=%3Cscript%3E&option2=x`);
  assert.match(odd.text, /name="sku" value="LM-BLA-01"/);
});

test("pictures from elsewhere load late and quietly over a drawing; without any there is the drawing", async () => {
  const owner = connectDatabase({ url: shop.ownerUrl, applicationName: "test" });
  await owner`
    insert into shop.product_picture (tenant_id, product_id, position, url, description)
    select 1, id, 0, ${"https://pictures.example/mug.jpg?a=1&b=2"}, 'A mug from elsewhere'
    from shop.product where handle = 'speckle-mug'`;
  await owner`update shop.product set image = 'products/unknown.svg' where handle = 'hearth-candle'`;
  await owner.end();
  const mug = (await shopper.get("/products/speckle-mug")).text;
  assert.match(
    mug,
    /<img src="https:\/\/pictures\.example\/mug\.jpg\?a=1&amp;b=2" alt="" width="400" height="400" loading="lazy" decoding="async" referrerpolicy="no-referrer">/,
  );
  assert.match(mug, /<svg role="img" aria-label="A mug from elsewhere"/);
  await shopper.post("/cart/lines", { sku: "LM-MUG-01", quantity: "1" });
  assert.match((await shopper.get("/cart")).text, /pictures\.example/);
  const candle = (await shopper.get("/?q=hearth")).text;
  assert.match(candle, /<svg role="img" aria-label="A lit candle/);
  assert.doesNotMatch(candle, /unknown\.svg/);
  const policy = (await shopper.get("/")).headers.get("Content-Security-Policy") ?? "";
  assert.match(policy, /img-src 'self' https: data:;/);
});

before(async () => {
  const owner = connectDatabase({ url: shop.ownerUrl, applicationName: "test" });
  await owner`
    insert into shop.product (tenant_id, id, handle, title, description, tags, image, image_text, position)
    select 1, overlay(gen_random_uuid()::text placing '01990000' from 1 for 8)::uuid, 'thing-' || n,
      'Thing ' || (n * 7919 % ${manyProducts}), '', array['many', 'tag' || n % 500], '', '', 1000 + n / 3
    from generate_series(1, ${manyProducts}::integer) as n`;
  await owner`
    insert into shop.variant (tenant_id, id, product_id, position, sku, options, price_minor, currency, stock)
    select 1, gen_random_uuid(), p.id, v, p.handle || '-' || v, '{}', 100 + (p.position * 31 + v * 17) % 900, 'EUR', 5
    from shop.product p, generate_series(0, 1) as v
    where p.handle like 'thing-%'`;
  await owner`analyze shop.product, shop.variant, shop.product_picture`;
  await owner.end();
});

test("page after page every product comes once, in order; and back again the same pages", async () => {
  for (const sort of sorts) {
    const start = read(`/?tag=tag7&sort=${sort}`);
    const seen: string[] = [];
    const pages: string[][] = [];
    let edge: ShelfQuery["edge"] = null;
    let prices: bigint[] = [];
    for (let hasNext = true; hasNext; ) {
      const page = await listShelf(database, { ...start, edge });
      const ids = page.products.map(({ id }) => id);
      assert.equal(page.hasPrevious, edge !== null);
      pages.push(ids);
      seen.push(...ids);
      prices = [...prices, ...page.products.map(lowest)];
      hasNext = page.hasNext;
      edge = { side: "after", productId: ids.at(-1) ?? "" };
    }
    assert.equal(seen.length, manyProducts / 500, sort);
    assert.equal(new Set(seen).size, seen.length, sort);
    const upwards = [...prices].sort((one, other) => Number(one - other));
    if (sort === "price") assert.deepEqual(prices, upwards);
    if (sort === "price_down") assert.deepEqual(prices, upwards.reverse());
    const [firstPage, secondPage] = pages;
    const back = await listShelf(database, {
      ...start,
      edge: { side: "before", productId: secondPage?.[0] ?? "" },
    });
    assert.deepEqual(
      back.products.map(({ id }) => id),
      firstPage,
    );
    assert.deepEqual([back.hasNext, back.hasPrevious], [true, false]);
  }
});

test("with many products a page is read from an index, in every order and from any edge", async () => {
  const { products } = await listShelf(database, read("/?q=thing+77"));
  const productId = products[0]?.id ?? "";
  for (const sort of sorts) {
    for (const side of [null, "after", "before"] as const) {
      const edge = side === null ? null : { side, productId };
      const [plan] = await database.sql<{ "QUERY PLAN": unknown }[]>`
        explain (format json) ${selectProducts(database, { ...read(`/?sort=${sort}`), edge })}`;
      const text = JSON.stringify(plan);
      assert.doesNotMatch(text, /"Seq Scan"[^}]*"(product|variant)"/, `${sort} ${side}`);
      assert.doesNotMatch(text, /"Node Type":"(Incremental )?Sort"/, `${sort} ${side}`);
    }
  }
});

test("many things are shown a page at a time, with a way on and back, and an edge that is gone leads to the start", async () => {
  const { text } = await shopper.get("/?tag=many");
  assert.equal(text.match(/<li class="card">/g)?.length, pageSize);
  assert.match(text, /Things in many/);
  const next = /rel="next" href="([^"]+)"/.exec(text)?.[1]?.replaceAll("&amp;", "&") ?? "";
  const second = await shopper.get(next);
  assert.match(second.text, /rel="prev"/);
  const gone = await shopper.get("/?tag=many&after=01890000-0000-7000-8000-00000000dead");
  assert.equal(gone.location, "/?tag=many");
});
