import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { testDatabase } from "@scantill/service-kit/testing";
import postgres from "postgres";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "scantill-shop-import-"));
after(() => rmSync(folder, { recursive: true }));

const { ownerUrl } = await testDatabase("shop");
const sql = postgres(ownerUrl, { max: 1 });
after(() => sql.end());

function run(...args: readonly string[]) {
  return runWith({}, ...args);
}

function runWith(environment: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [main, "shop", "import", ...args],
    {
      encoding: "utf8",
      cwd: folder,
      env: {
        ...process.env,
        DATABASE_URL: ownerUrl,
        SCANTILL_HOME: join(folder, "home"),
        ...environment,
      },
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  return { status, stdout, stderr };
}

function aFile(name: string, ...lines: readonly string[]): string {
  writeFileSync(join(folder, name), lines.join("\n"));
  return name;
}

const header = "Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty,Shelf mark";

test("a good file is imported, again without a change, and exits with 0", async () => {
  const path = aFile("good.csv", header, "kite,Kite,K-1,4.50,3,A", "bell,Bell,B-1,12.00,1,B");
  assert.deepEqual(run(path, "--currency", "eur", "--dry-run"), {
    status: 0,
    stdout: [
      "Columns that are not used: Shelf mark.",
      'new      kite  "Kite", 1 variant',
      'new      bell  "Bell", 1 variant',
      "2 rows read, none of them bad.",
      "Products: 2 would be new, 0 would be changed, 0 as they were.",
      "Variants: 2 would be new, 0 would be changed, 0 as they were.",
      "Nothing was changed, for this was a dry run.",
      "",
    ].join("\n"),
    stderr: "",
  });
  assert.equal((await sql`select from shop.product`).length, 0);
  assert.match(run(path, "--currency", "EUR").stdout, /Products: 2 new, 0 changed, 0 as they were/);
  assert.match(run(path, "--currency", "EUR").stdout, /Products: 0 new, 0 changed, 2 as they were/);
  assert.equal((await sql`select from shop.product`).length, 2);
});

test("a file that does not speak of stock is imported, and what that means is told", () => {
  const path = aFile("no-stock.csv", "Handle,Title,Variant Price", "flute,Flute,9.00");
  const { status, stdout } = run(path, "--currency", "EUR", "--dry-run");
  assert.equal(status, 0);
  assert.match(
    stdout,
    /^The file has no column Variant Inventory Qty: what is new is sold out\.\n/,
  );
});

test("a bad line is told on the error output, and makes it exit with 1", async () => {
  const path = aFile("bad.csv", header, 'kite,Kite,K-1,"4,50",3,', "drum,Drum,D-1,7.00,1,");
  const { status, stdout, stderr } = run(path, "--currency", "EUR");
  assert.equal(status, 1);
  assert.equal(stderr, 'line 2: Variant Price "4,50" is not an amount such as 12.50\n');
  assert.match(stdout, /2 rows read, 1 of them bad\.\nProducts: 1 new, /);
});

const useless: readonly (readonly [args: readonly string[], sentence: RegExp])[] = [
  [["missing.csv", "--currency", "EUR"], /^"missing.csv" does not exist\.\n$/],
  [[".", "--currency", "EUR"], /^"." is a folder, not a file\.\n$/],
  [[aFile("empty.csv"), "--currency", "EUR"], /^"empty.csv" is empty\.\n$/],
  [[aFile("other.csv", "a,b"), "--currency", "EUR"], /is not Shopify's product file/],
  [[aFile("kwd.csv", header, "k,K,X,1.250,1,"), "--currency", "KWD"], /prices are in EUR/],
  [["good.csv", "--currency", "DOLLAR"], /"DOLLAR" is not a currency of ISO 4217\.\nUsage: /],
  [["good.csv"], /does not say which currency its prices are in\.\nUsage: /],
  [["--currency", "EUR"], /One file is imported at a time\.\nUsage: /],
  [["good.csv", "other.csv", "--currency", "EUR"], /One file is imported at a time/],
  [["good.csv", "--currency", "EUR", "--force"], /'--force'.*\nUsage: /],
];

for (const [args, sentence] of useless) {
  test(`"${args.join(" ")}" exits with 2 and a sentence`, () => {
    const { status, stderr } = run(...args);
    assert.equal(status, 2);
    assert.match(stderr, sentence);
  });
}

test("a hundred thousand rows need no more memory than a small machine has", () => {
  const rows = Array.from({ length: 100_000 }, (_, row) => {
    const product = Math.floor(row / 2);
    const title = row % 2 === 0 ? `A thing with a long name ${product}` : "";
    return `a-thing-with-a-long-handle-${product},${title},Size,${row % 2},A-LONG-ARTICLE-NUMBER-${row},4.50,3`;
  });
  const names =
    "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty";
  const path = aFile("many.csv", names, ...rows);
  const heap = { NODE_OPTIONS: "--max-old-space-size=96" };
  const { status, stdout } = runWith(heap, path, "--currency", "EUR", "--dry-run");
  assert.equal(status, 0);
  assert.match(stdout, /100,000 rows read, none of them bad/);
});
