import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openProductFile, UnusableFile } from "./product-file.ts";
import { type Batch, readProducts } from "./read-products.ts";

const folder = await mkdtemp(join(tmpdir(), "scantill-product-file-"));
after(() => rm(folder, { recursive: true }));

async function aFile(content: string | Uint8Array): Promise<string> {
  const path = join(folder, "products.csv");
  await writeFile(path, content);
  return path;
}

async function readAll(content: string | Uint8Array) {
  const batches: Batch[] = [];
  const file = await openProductFile(await aFile(content));
  for await (const batch of readProducts(file, "EUR")) batches.push(batch);
  return batches;
}

const header = "Handle,Title,Option1 Name,Option1 Value,Variant Price,Image Src\n";

const unusable: Readonly<Record<string, readonly [content: string | Uint8Array, why: RegExp]>> = {
  "an empty file": ["", /is empty\.$/],
  "a file of blank lines": ["\n\n  \n", /is empty\.$/],
  "a file in Latin-1": [
    Buffer.from(`${header}caf\u00e9,Caf\u00e9\n`, "latin1"),
    /is not text in UTF-8/,
  ],
  "a file in UTF-16": [Buffer.from(`\ufeff${header}`, "utf16le"), /is not text in UTF-8/],
  "a file in UTF-16 that does not say so": [Buffer.from(header, "utf16le"), /is not text in UTF-8/],
  "a workbook": [Buffer.from("PK\u0003\u0004\u0014\u0000\u0006\u0000"), /is not text in UTF-8/],
  "a file that breaks off within a character": [
    Buffer.from(`${header}é`).subarray(0, -1),
    /is not text in UTF-8/,
  ],
  "another kind of file": ["Date,Payee,Amount\n", /is not Shopify's product file/],
  "a web page": ["<!doctype html>\n<title>Handle</title>", /is not Shopify's product file/],
  "a file that says one thing in two columns": [
    "Handle,Title,Price,Variant Price\n",
    /two columns/,
  ],
};

for (const [what, [content, why]] of Object.entries(unusable)) {
  test(`${what} is refused in one sentence`, async () => {
    await assert.rejects(readAll(content), (error) => {
      assert.ok(error instanceof UnusableFile);
      assert.match(error.message, why);
      return true;
    });
  });
}

test("what is not a file is refused", async () => {
  await assert.rejects(openProductFile(folder), /is a folder, not a file\.$/);
  await assert.rejects(openProductFile("/dev/null"), /is not a file\.$/);
  await assert.rejects(openProductFile(join(folder, "missing.csv")), /does not exist\.$/);
  await assert.rejects(openProductFile(join(folder, "no\u001bne")), /no.?ne" does not exist\.$/);
});

test("a file with a mark at its beginning, other line ends and semicolons is read", async () => {
  const text = `\ufeff${header.replaceAll(",", ";")}kite;Kite;;;4.50;\n`.replaceAll("\n", "\r\n");
  const [batch] = await readAll(text);
  assert.deepEqual(batch?.problems, []);
  assert.deepEqual(
    batch?.products.map(({ handle, variants }) => [handle, variants[0]?.price?.minor]),
    [["kite", 450n]],
  );
});

test("a header alone is a file without products", async () => {
  assert.deepEqual(await readAll(header), []);
});

test("batches hold whole products and end soon", async () => {
  const products = Array.from({ length: 1_300 }, (_, n) =>
    [`thing-${n},Thing,Size,S,1.00,`, `thing-${n},,,M,1.00,`].join("\n"),
  );
  const batches = await readAll(header + products.join("\n"));
  assert.deepEqual(
    batches.map((batch) => batch.products.length),
    [500, 500, 300],
  );
  assert.ok(
    batches.every(({ products: all }) => all.every(({ variants }) => variants.length === 2)),
  );
  assert.equal(
    batches.reduce((sum, { rows }) => sum + rows, 0),
    2_600,
  );
});

test("a product without end is cut off, and what follows is read", async () => {
  const rows = Array.from({ length: 6_000 }, (_, n) => `endless,Endless,Size,${n},1.00,`);
  const batches = await readAll(`${header}${rows.join("\n")}\nnext,Next,,,2.00,\n`);
  const problems = batches.flatMap((batch) => batch.problems);
  assert.equal(problems.length, 3_500);
  assert.match(problems[0]?.reason ?? "", /^belongs to the product of line 2; .* at most 2500$/);
  assert.deepEqual(
    batches.flatMap(({ products }) => products.map(({ handle }) => handle)),
    ["endless", "next"],
  );
});
