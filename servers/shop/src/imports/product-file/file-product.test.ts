import assert from "node:assert/strict";
import { test } from "node:test";
import { readHeader } from "./columns.ts";
import { gatherProduct } from "./file-product.ts";
import { readRow } from "./product-row.ts";

const header =
  "Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant Price,Image Src,Image Position";
const columns = readHeader(header.split(","));

/** The product of these lines, of which the first is line 2. */
function gather(...lines: readonly string[]) {
  const rows = lines.map((text, place) =>
    readRow({ line: place + 2, cells: text.split(","), fault: null }, { columns, currency: "EUR" }),
  );
  const { product, problems } = gatherProduct(rows, columns);
  return {
    product,
    options: product?.variants.map(({ options }) => options),
    pictures: product?.pictures?.map(({ url }) => url.replace("https://p.example/", "")),
    problems: problems.map(({ line, column, reason }) => `${line} ${column}: ${reason}`),
  };
}

test("the names of options stand on the first line only", () => {
  const { options, problems } = gather(
    "tee,Tee,Size,S,Colour,Red,1.00,,",
    "tee,,,M,,Red,1.00,,",
    "tee,,,M,,Blue,1.00,,",
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(options, [
    { Size: "S", Colour: "Red" },
    { Size: "M", Colour: "Red" },
    { Size: "M", Colour: "Blue" },
  ]);
});

test("what is called Title and Default Title is no choice", () => {
  assert.deepEqual(gather("tee,Tee,Title,Default Title,,,1.00,,").options, [{}]);
  assert.deepEqual(gather("tee,Tee,,,,,1.00,,").options, [{}]);
  assert.deepEqual(gather("tee,Tee,Title,Dr,,,1.00,,").options, [{ Title: "Dr" }]);
});

test("a line without price and options is there for its picture, and pictures have an order", () => {
  const { options, pictures, problems } = gather(
    "tee,Tee,,,,,1.00,https://p.example/b,2",
    "tee,,,,,,,https://p.example/z,",
    "tee,,,,,,,https://p.example/a,1",
    "tee,,,,,,,https://p.example/b,4",
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(options, [{}]);
  assert.deepEqual(pictures, ["a", "b", "z"]);
});

const badLines: Readonly<Record<string, readonly [lines: readonly string[], problem: string]>> = {
  "a price that is missing": [
    ["tee,Tee,Size,S,,,1.00,,", "tee,,,M,,,,,"],
    "3 Variant Price: is missing",
  ],
  "an option that is missing": [
    ["tee,Tee,Size,S,Colour,Red,1.00,,", "tee,,,M,,,1.00,,"],
    "3 Option2 Value: is missing",
  ],
  "an option without a name": [
    ["tee,Tee,Size,S,,,1.00,,", "tee,,,M,,Red,1.00,,"],
    "3 Option2 Name: is missing",
  ],
  "the same options again": [
    ["tee,Tee,Size,S,,,1.00,,", "tee,,,S,,,2.00,,"],
    "3 null: has the same options as line 2",
  ],
  "a line with nothing on it": [
    ["tee,Tee,Size,S,,,1.00,,", "tee,,,,,,,,"],
    "3 null: describes neither a variant nor a picture",
  ],
  "too few cells": [
    ["tee,Tee,Size,S,,,1.00,,", "tee,,,M,,,1.00"],
    "3 null: has 7 cells, but the first line names 9 columns",
  ],
  "too many cells": [
    ["tee,Tee,Size,S,,,1.00,,", "tee,,,M,,,1,00,,"],
    "3 null: has 10 cells, but the first line names 9 columns",
  ],
  "a picture from nowhere": [
    ["tee,Tee,Size,S,,,1.00,,", "tee,,,M,,,1.00,ftp://p.example/a,"],
    '3 Image Src: "ftp://p.example/a" is not an address that begins with https:// or http://',
  ],
};

for (const [what, [lines, problem]] of Object.entries(badLines)) {
  test(`${what} costs one line`, () => {
    const { options, problems } = gather(...lines);
    assert.deepEqual(problems, [problem]);
    assert.deepEqual(Object.values(options?.[0] ?? {})[0], "S");
    assert.equal(options?.length, 1);
  });
}

test("a first line with a bad variant still describes the product", () => {
  const { product, options, problems } = gather("tee,Tee,Size,S,,,1.0.0,,", "tee,,,M,,,1.00,,");
  assert.deepEqual(problems, ['2 Variant Price: "1.0.0" is not an amount such as 12.50']);
  assert.equal(product?.title, "Tee");
  assert.deepEqual(options, [{ Size: "M" }]);
});

test("a first line that does not describe the product costs all of it, and every line is told", () => {
  const long = "x".repeat(201);
  assert.deepEqual(gather(`tee,${long},Size,S,,,1.00,,`, "tee,,,M,,,x,,", "tee,,,L,,,1.00,,"), {
    product: null,
    options: undefined,
    pictures: undefined,
    problems: [
      "2 Title: is longer than 200 characters",
      '3 Variant Price: "x" is not an amount such as 12.50',
      "4 null: belongs to the product of line 2, which cannot be imported",
    ],
  });
  assert.deepEqual(gather("tee,Tee,Size,S,size,M,1.00,,").problems, [
    "2 Option2 Name: is there twice",
  ]);
  assert.deepEqual(gather(",,Size,S,,,1.00,,").problems, ["2 Handle: is missing"]);
});
