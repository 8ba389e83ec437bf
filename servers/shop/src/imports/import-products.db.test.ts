import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { connectDatabase } from "@scantill/service-kit/database";
import { testDatabase } from "@scantill/service-kit/testing";
import { defaultTenantId } from "#tenant";
import { type ImportProgress, importProducts, openProductFile, UnusableFile } from "./imports.ts";

const folder = await mkdtemp(join(tmpdir(), "scantill-import-"));
after(() => rm(folder, { recursive: true }));

/** A shelf of its own, with nothing on it. */
async function emptyShelf() {
  const { ownerUrl } = await testDatabase("shop");
  const sql = connectDatabase({ url: ownerUrl, applicationName: "import-test", maxConnections: 2 });
  after(() => sql.end());
  const database = { sql, tenantId: defaultTenantId };
  const bring = async (path: string, options: { isDryRun?: boolean; currency?: string } = {}) => {
    const progress: ImportProgress[] = [];
    const report = await importProducts(database, {
      file: await openProductFile(path),
      currency: options.currency ?? "EUR",
      isDryRun: options.isDryRun ?? false,
      onProgress: (one) => progress.push(one),
    });
    return {
      report,
      problems: progress.flatMap(({ problems }) => problems),
      products: progress.flatMap(({ products }) => products),
    };
  };
  return { sql, database, bring, everything: () => everythingOn(sql) };
}

/** All that imports write, whoever wrote it. */
async function everythingOn(sql: ReturnType<typeof connectDatabase>) {
  return {
    products: await sql`select *, xmin::text from shop.product order by id`,
    variants: await sql`select *, xmin::text from shop.variant order by id`,
    pictures:
      await sql`select *, xmin::text from shop.product_picture order by product_id, position`,
  };
}

function fixture(name: string): string {
  return fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
}

let files = 0;

async function aFile(text: string): Promise<string> {
  files += 1;
  const path = join(folder, `${files}.csv`);
  await writeFile(path, text);
  return path;
}

const counts = (fresh: number, changed: number, unchanged: number) => ({
  new: fresh,
  changed,
  unchanged,
});

test("products come onto the shelf with their variants and pictures", async () => {
  const { sql, bring } = await emptyShelf();
  const { report, problems } = await bring(fixture("older-names.csv"));
  assert.deepEqual(problems, []);
  assert.deepEqual(report.products, counts(4, 0, 0));
  assert.deepEqual(report.variants, counts(6, 0, 0));
  const rows = await sql`
    select p.handle, p.title, p.description, p.brand, p.category, p.tags, p.is_published, p.position, v.sku, v.gtin,
      v.options::text, v.price_minor, v.compare_at_minor, v.currency, v.stock, v.picture_url
    from shop.product p join shop.variant v on v.product_id = p.id
    order by p.position, v.position`;
  assert.deepEqual(
    { ...rows[0] },
    {
      handle: "harbour-lantern",
      title: "Harbour Lantern",
      description:
        'A tin lantern for one candle. It has seen real weather & it shows.\n\n• 27 cm high\n• Glass door, 4" wide',
      brand: "Saltmarsh Works",
      category: "Light",
      tags: ["garden", "evening", "tin"],
      is_published: true,
      position: 0,
      sku: "SW-LAN-1",
      gtin: "2000000011011",
      options: "{}",
      price_minor: 3450n,
      compare_at_minor: 4200n,
      currency: "EUR",
      stock: 12,
      picture_url: null,
    },
  );
  assert.deepEqual(
    rows.map((row) => [row["sku"], row["options"], row["stock"], row["is_published"]]),
    [
      ["SW-LAN-1", "{}", 12, true],
      ["SW-JUM-S", '{"Size":"Small","Colour":"Sea, deep"}', 4, true],
      ["SW-JUM-M", '{"Size":"Medium","Colour":"Sea, deep"}', 0, true],
      ["row-boat-jumper:Large:Sea-deep~f353a07c", '{"Size":"Large","Colour":"Sea, deep"}', 7, true],
      ["seed-bombs", "{}", 250, true],
      ["SW-BEL-1", "{}", 3, false],
    ],
  );
  const pictures = await sql`
    select i.url, i.description from shop.product_picture i join shop.product p on p.id = i.product_id
    where p.handle = 'harbour-lantern' order by i.position`;
  assert.deepEqual(
    pictures.map(({ url, description }) => [url, description]),
    [
      ["https://pictures.example/lantern-front.jpg", "A tin lantern with a lit candle"],
      ["https://pictures.example/lantern-side.jpg", ""],
      ["https://pictures.example/lantern-door.jpg", "Its glass door"],
    ],
  );
});

test("importing the same file again writes nothing at all", async () => {
  const { bring, everything } = await emptyShelf();
  await bring(fixture("older-names.csv"));
  const before = await everything();
  const { report, products } = await bring(fixture("older-names.csv"));
  assert.deepEqual(report.products, counts(0, 0, 4));
  assert.deepEqual(report.variants, counts(0, 0, 6));
  assert.deepEqual(
    products.flatMap(({ differences }) => differences),
    [],
  );
  assert.deepEqual(await everything(), before);
});

test("a file with the newer names changes what has changed, and finds the rest by SKU and handle", async () => {
  const { sql, bring } = await emptyShelf();
  await bring(fixture("older-names.csv"));
  const { report, problems, products } = await bring(fixture("newer-names.csv"));
  assert.deepEqual(problems, []);
  assert.deepEqual(report.products, counts(1, 1, 0));
  assert.deepEqual(
    products[0]?.differences.map(({ field }) => field),
    ["description", "tags", "pictures"],
  );
  assert.deepEqual(products[0]?.variants[0]?.differences, [
    { field: "price", before: "34.50 EUR", after: "36.00 EUR" },
    { field: "former price", before: "42.00 EUR", after: "none" },
    { field: "stock", before: "12", after: "9" },
  ]);
  const rows = await sql`
    select p.handle, p.title, p.description, v.sku, v.price_minor, v.stock
    from shop.product p join shop.variant v on v.product_id = p.id
    where p.handle in ('harbour-lantern', 'café-becher-möwe') order by p.position`;
  assert.deepEqual(
    rows.map((row) => Object.values(row)),
    [
      ["harbour-lantern", "Harbour Lantern", "A tin lantern for one candle.", "SW-LAN-1", 3600n, 9],
      [
        "café-becher-möwe",
        "Café-Becher „Möwe“",
        "Fasst 0,3 l.\n\nSpülmaschinenfest.",
        "café-becher-möwe:Klein",
        1200n,
        5,
      ],
    ],
  );
});

test("a dry run says what would change and changes nothing", async () => {
  const { bring, everything } = await emptyShelf();
  await bring(fixture("older-names.csv"));
  const before = await everything();
  const dry = await bring(fixture("newer-names.csv"), { isDryRun: true });
  assert.deepEqual(await everything(), before);
  const real = await bring(fixture("newer-names.csv"));
  const { bytesRead: _, ...promised } = dry.report;
  assert.partialDeepStrictEqual(real.report, promised);
});

test("a bad line is told and left out, and the lines around it are imported", async () => {
  const { sql, bring } = await emptyShelf();
  const expected = [
    [3, "Variant Price", '"45,00" is not an amount such as 12.50'],
    [5, null, "has the same options as line 4"],
    [6, "Handle", `"=cmd|'/c calc'!A1" is not a handle: letters, digits, "-" and "_" only`],
    [8, "Variant SKU", '"PJ-1" is that of line 7 already'],
    [9, null, "belongs to the product of line 8, which cannot be imported"],
    [10, "Variant Price", '"-7.50" is not an amount such as 12.50'],
    [11, "Variant Barcode", '"4006381333932" is not a GTIN: its check digit is wrong'],
    [11, "Variant Price", '"7.5e1" is not an amount such as 12.50'],
    [12, "Variant Inventory Qty", '"2.5" is not a whole number from 0'],
    [
      13,
      "Image Src",
      '"javascript:alert(1)" is not an address that begins with https:// or http://',
    ],
  ];
  for (const isDryRun of [true, false, false]) {
    const { report, problems } = await bring(fixture("bad-rows.csv"), { isDryRun });
    assert.deepEqual(
      problems.map(({ line, column, reason }) => [line, column, reason]),
      expected,
    );
    assert.deepEqual([report.rows, report.badRows], [13, 9]);
  }
  const rows = await sql`
    select p.title, v.sku from shop.product p join shop.variant v on v.product_id = p.id
    order by p.position, v.position`;
  assert.deepEqual(
    rows.map(({ title, sku }) => [title, sku]),
    [
      ["Oak Stool", "OS-L"],
      ["Oak Stool", "OS-H"],
      ["=1+1 <script>alert(1)</script>", "PJ-1"],
      ["Last Thing", "LT-1"],
    ],
  );
});

test("a product that was renamed is found by its SKU and keeps its place", async () => {
  const { sql, bring } = await emptyShelf();
  const header = "Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty\n";
  await bring(await aFile(`${header}old-name,Old Name,N-1,5.00,2\n`));
  const [before] = await sql`select id from shop.product`;
  const { report } = await bring(await aFile(`${header}new-name,New Name,N-1,5.00,2\n`));
  assert.deepEqual([report.products, report.variants], [counts(0, 1, 0), counts(0, 0, 1)]);
  const rows = await sql`select id, handle, title from shop.product`;
  assert.deepEqual(
    rows.map((row) => ({ ...row })),
    [{ id: before?.["id"], handle: "new-name", title: "New Name" }],
  );
});

test("columns that a file does not have stay as they are", async () => {
  const { sql, bring } = await emptyShelf();
  await bring(fixture("older-names.csv"));
  const { report } = await bring(
    await aFile(
      "Variant Inventory Qty,Handle,Title,Variant SKU\n11,row-boat-jumper,,SW-JUM-M\n13,row-boat-jumper,,SW-JUM-S\n",
    ),
  );
  assert.deepEqual([report.products, report.variants], [counts(0, 0, 1), counts(0, 2, 0)]);
  const rows = await sql`
    select v.sku, v.stock, v.price_minor, v.options from shop.variant v where v.sku like 'SW-JUM%' order by v.position`;
  assert.deepEqual(
    rows.map((row) => Object.values(row)),
    [
      ["SW-JUM-S", 13, 8900n, { Size: "Small", Colour: "Sea, deep" }],
      ["SW-JUM-M", 11, 8900n, { Size: "Medium", Colour: "Sea, deep" }],
    ],
  );
});

test("what is being paid right now stays in stock", async () => {
  const { sql, bring } = await emptyShelf();
  const header = "Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty\n";
  await bring(await aFile(`${header}kite,Kite,K-1,5.00,4\n`));
  await sql`update shop.variant set held = 3 where sku = 'K-1'`;
  const soldOut = await aFile(`${header}kite,Kite,K-1,5.00,0\n`);
  assert.deepEqual((await bring(soldOut)).report.variants, counts(0, 1, 0));
  const [row] = await sql`select stock, held from shop.variant`;
  assert.deepEqual({ ...row }, { stock: 3, held: 3 });
  assert.deepEqual((await bring(soldOut)).report.variants, counts(0, 0, 1));
});

test("an import that broke off is finished by running it again", async () => {
  const { sql, database, bring } = await emptyShelf();
  const lines = Array.from({ length: 1_200 }, (_, n) => `thing-${n},Thing ${n},T-${n},1.00,${n}`);
  const path = await aFile(
    ["Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty", ...lines].join("\n"),
  );
  const file = await openProductFile(path);
  const breaksOff = importProducts(database, {
    file,
    currency: "EUR",
    isDryRun: false,
    onProgress: () => {
      throw new Error("the power is gone");
    },
  });
  await assert.rejects(breaksOff, /the power is gone/);
  assert.equal((await sql`select from shop.product`).length, 500);
  const { report } = await bring(path);
  assert.deepEqual(report.products, counts(700, 0, 500));
  const rows = await sql`select handle from shop.product order by position`;
  assert.deepEqual(
    rows.map(({ handle }) => handle),
    lines.map((line) => line.split(",")[0]),
  );
});

test("two imports at once put everything on the shelf once", async () => {
  const { sql, bring } = await emptyShelf();
  await Promise.all([bring(fixture("older-names.csv")), bring(fixture("older-names.csv"))]);
  assert.equal((await sql`select from shop.product`).length, 4);
  assert.equal((await sql`select from shop.variant`).length, 6);
});

test("a second currency is refused before anything is read", async () => {
  const { bring } = await emptyShelf();
  await bring(fixture("older-names.csv"));
  await assert.rejects(bring(fixture("older-names.csv"), { currency: "USD" }), UnusableFile);
});

const samples = new URL("../../../../../shared/data/", import.meta.url);
const sampleNames = existsSync(samples)
  ? readdirSync(samples).filter((name) => name.endsWith(".csv"))
  : [];

for (const name of sampleNames) {
  test(`the sample ${name} is imported without a bad line, and again without a change`, async () => {
    const { bring, everything } = await emptyShelf();
    const path = fileURLToPath(new URL(name, samples));
    const { report, problems } = await bring(path);
    assert.deepEqual(problems, []);
    assert.ok(report.products.new > 0 && report.variants.new >= report.products.new);
    const before = await everything();
    const again = await bring(path);
    assert.equal(again.report.products.unchanged, report.products.new);
    assert.deepEqual(await everything(), before);
  });
}
