import assert from "node:assert/strict";
import { test } from "node:test";
import { describeChanges, describeProblem } from "./describe.ts";
import { type ImportPlan, planImport } from "./import-plan.ts";
import { readHeader } from "./product-file/columns.ts";
import type { FileProduct, FileVariant } from "./product-file/file-product.ts";
import { arrange, type ShelfProduct, type ShelfVariant } from "./shelf.ts";
import { ownSku } from "./variant-plan.ts";

const columns = readHeader(["Handle", "Title", "SKU", "Barcode", "Price"]);
const euros = (minor: bigint) => ({ minor, currency: "EUR" });

function aFileVariant(change: Partial<FileVariant> = {}): FileVariant {
  return {
    ...{ line: 2, position: 0, sku: undefined, gtin: undefined, options: {}, price: euros(500n) },
    ...{ compareAt: undefined, stock: undefined, pictureUrl: undefined },
    ...change,
  };
}

function aFileProduct(change: Partial<FileProduct> = {}): FileProduct {
  return {
    ...{ handle: "kite", lines: [2], firstLine: 2, variants: [aFileVariant()], title: "Kite" },
    ...{ description: undefined, brand: undefined, category: undefined, tags: undefined },
    ...{ isPublished: undefined, pictures: undefined },
    ...change,
  };
}

function aShelfVariant(change: Partial<ShelfVariant> = {}): ShelfVariant {
  return {
    ...{ id: "v1", position: 0, sku: "K-1", gtin: null, options: {}, price: euros(500n) },
    ...{ compareAt: null, stock: 3, held: 0, pictureUrl: null },
    ...change,
  };
}

function aShelfProduct(change: Partial<ShelfProduct> = {}): ShelfProduct {
  return {
    ...{
      id: "p1",
      handle: "kite",
      title: "Kite",
      description: "It flies.",
      brand: "",
      category: "",
    },
    ...{ tags: [], isPublished: true, pictures: [], variants: [aShelfVariant()] },
    ...change,
  };
}

function plan(
  products: readonly FileProduct[],
  shelf: readonly ShelfProduct[] = [],
  claims: ReadonlyMap<string, number> = new Map(),
): ImportPlan {
  let count = 0;
  const newId = () => {
    count += 1;
    return `new ${count}`;
  };
  return planImport(products, { shelf: arrange(shelf), columns, claims, newId });
}

const problemsOf = ({ problems }: ImportPlan) => problems.map(describeProblem);
const changesOf = ({ products }: ImportPlan) => products.flatMap(describeChanges);

test("what is not on the shelf is new", () => {
  const { products } = plan([aFileProduct()]);
  assert.deepEqual(
    products.map(({ fate, variants }) => [fate, variants[0]?.fate, variants[0]?.variant.sku]),
    [["new", "new", "kite"]],
  );
});

test("what the file does not speak of stays as it is", () => {
  const planned = plan([aFileProduct()], [aShelfProduct()]);
  assert.deepEqual(
    planned.products.map(({ fate, variants }) => [fate, variants[0]?.fate]),
    [["unchanged", "unchanged"]],
  );
  assert.deepEqual(changesOf(planned), []);
});

test("an empty cell empties, but never takes away the article number, the price or the stock", () => {
  const variant = aShelfVariant({ gtin: "96385074", compareAt: euros(900n) });
  const emptied = { sku: null, gtin: null, compareAt: null, stock: null, price: null };
  const wanted = aFileProduct({ description: null, variants: [aFileVariant(emptied)] });
  assert.deepEqual(changesOf(plan([wanted], [aShelfProduct({ variants: [variant] })])), [
    'changed  kite: description "It flies." → ""',
    'changed  kite  "K-1": GTIN "96385074" → "none"; former price "9.00 EUR" → "none"',
  ]);
});

test("a former price must have been higher", () => {
  const compareAt = (minor: bigint) =>
    plan([aFileProduct({ variants: [aFileVariant({ compareAt: euros(minor) })] })]).products[0]
      ?.variants[0]?.variant.compareAt;
  assert.deepEqual(compareAt(501n), euros(501n));
  assert.equal(compareAt(500n), null);
  assert.equal(compareAt(0n), null);
});

test("a variant is found by its SKU although its options have changed", () => {
  const found = aShelfProduct({ variants: [aShelfVariant({ options: { Size: "S" } })] });
  const variants = [aFileVariant({ sku: "K-1", options: { Size: "Small" } })];
  assert.deepEqual(changesOf(plan([aFileProduct({ variants })], [found])), [
    'changed  kite  "K-1": options "{"Size":"S"}" → "{"Size":"Small"}"',
  ]);
});

test("a variant is found by its options although it has a SKU now", () => {
  const found = aShelfProduct({ variants: [aShelfVariant({ options: { A: "1", B: "2" } })] });
  const variants = [aFileVariant({ sku: "K-NEW", options: { B: "2", A: "1" } })];
  assert.deepEqual(changesOf(plan([aFileProduct({ variants })], [found])), [
    'changed  kite  "K-NEW": SKU "K-1" → "K-NEW"',
  ]);
});

test("nobody shares an article number with another line, another batch or another product", () => {
  const other = (change: Partial<FileVariant>) =>
    aFileProduct({
      ...{ handle: "bell", title: "Bell", lines: [3, 4], firstLine: 3 },
      variants: [aFileVariant({ line: 3, ...change })],
    });
  const first = aFileProduct({ variants: [aFileVariant({ sku: "X", gtin: "96385074" })] });
  const rest = "line 4: belongs to the product of line 3, which cannot be imported";
  assert.deepEqual(problemsOf(plan([first, other({ sku: "X" })])), [
    'line 3: SKU "X" is that of line 2 already',
    rest,
  ]);
  const { claims } = plan([first]);
  assert.deepEqual(problemsOf(plan([other({ gtin: "96385074" })], [], claims)), [
    'line 3: Barcode "96385074" is that of line 2 already',
    rest,
  ]);
  const shelf = [aShelfProduct({ variants: [aShelfVariant({ gtin: "96385074" })] })];
  assert.deepEqual(problemsOf(plan([other({ gtin: "96385074" })], shelf)), [
    'line 3: Barcode "96385074" belongs to "kite" in the shop already',
    rest,
  ]);
});

test("a product is renamed once: whoever else has one of its article numbers is refused", () => {
  const found = aShelfProduct({
    variants: [aShelfVariant(), aShelfVariant({ id: "v2", sku: "K-2", options: { Size: "L" } })],
  });
  const renamed = aFileProduct({
    handle: "dragon",
    variants: [aFileVariant({ sku: "K-1" })],
  });
  const second = aFileProduct({
    ...{ handle: "snake", lines: [3], firstLine: 3 },
    variants: [aFileVariant({ line: 3, sku: "K-2" })],
  });
  const planned = plan([renamed, second], [found]);
  assert.deepEqual(changesOf(planned), ['changed  dragon: handle "kite" → "dragon"']);
  assert.deepEqual(problemsOf(planned), [
    'line 3: SKU "K-2" belongs to "kite" in the shop already',
  ]);
});

test("a new product needs a title and a price", () => {
  assert.deepEqual(problemsOf(plan([aFileProduct({ title: null })])), ["line 2: Title is missing"]);
  assert.deepEqual(problemsOf(plan([aFileProduct({ variants: [], lines: [2, 3] })])), [
    "line 2: Price is missing",
    "line 3: belongs to the product of line 2, which cannot be imported",
  ]);
});

test("without columns for options, a line of a product with several must name a SKU that is there", () => {
  const found = aShelfProduct({
    variants: [
      aShelfVariant({ options: { Size: "S" } }),
      aShelfVariant({ id: "v2", sku: "K-2", options: { Size: "L" } }),
    ],
  });
  const lines = [
    aFileVariant({ options: undefined, sku: "K-2", stock: 9 }),
    aFileVariant({ line: 3, options: undefined, sku: "K-3", stock: 9 }),
  ];
  const planned = plan([aFileProduct({ variants: lines })], [found]);
  assert.deepEqual(changesOf(planned), ['changed  kite  "K-2": stock "3" → "9"']);
  assert.deepEqual(problemsOf(planned), [
    "line 3: fits no variant: it names neither a known SKU nor options",
  ]);
});

test("a name that no receipt could hold is refused", () => {
  const variants = [aFileVariant({ options: { Engraving: "x".repeat(190) } })];
  const [problem] = problemsOf(plan([aFileProduct({ title: "A long title", variants })]));
  assert.match(problem ?? "", /^line 2: has a title and options that together are longer than 200/);
});

test("an article number of our own is short, always the same, and no other's", () => {
  assert.equal(ownSku("kite", {}), "kite");
  assert.equal(ownSku("kite", { Size: "L", Colour: "Red" }), "kite:L:Red");
  assert.equal(ownSku("kite", { Size: "130 × 180, large" }), "kite:130-180-large~03e9a86c");
  const others = [
    ownSku("kite", { Size: "L:Red" }),
    ownSku("kite", { Size: "L/Red" }),
    ownSku("kite", { Size: "L Red" }),
    ownSku("k".repeat(200), {}),
    ownSku("k".repeat(201), {}),
  ];
  assert.equal(new Set([...others, "kite:L:Red"]).size, 6);
  assert.ok(others.every((sku) => sku.length <= 64));
  assert.equal(ownSku("k".repeat(200), {}), others[3]);
});

test("what is printed of a hostile file is harmless", () => {
  const planned = plan([aFileProduct({ title: "\u001b[2Jx\n\u202ey" })]);
  assert.deepEqual(changesOf(planned), ['new      kite  "[2Jx y", 1 variant']);
});
