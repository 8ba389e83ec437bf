/**
 * One line of the product file. It may stand for a product (its first line), for a variant, for a picture, or for all three at
 * once. Pure. Where the file has no such column a value is undefined, where the cell is empty it is null.
 */
import type { Money } from "@scantill/money";
import {
  handleOfTitle,
  type Reading,
  readAmount,
  readDescription,
  readGtin,
  readHandle,
  readName,
  readPictureText,
  readPosition,
  readPrice,
  readSku,
  readStatus,
  readStock,
  readTags,
  readTitle,
  readTruth,
  readWebUrl,
} from "./cells.ts";
import { type Columns, columnOf, type Field } from "./columns.ts";
import type { CsvRecord } from "./csv-records.ts";

/** What is wrong with a line, and in which column of it if it is one column's fault. */
export type Problem = {
  readonly line: number;
  readonly column: string | null;
  readonly reason: string;
};

type Cell<Value> = Value | null | undefined;

export type ProductCells = {
  readonly title: Cell<string>;
  readonly description: Cell<string>;
  readonly brand: Cell<string>;
  readonly category: Cell<string>;
  readonly tags: Cell<readonly string[]>;
  readonly isPublished: boolean | undefined;
};

export type VariantCells = {
  readonly sku: Cell<string>;
  readonly gtin: Cell<string>;
  readonly price: Cell<Money>;
  readonly compareAt: Cell<Money>;
  readonly stock: Cell<number>;
  readonly pictureUrl: Cell<string>;
};

export type PictureCells = {
  readonly url: Cell<string>;
  readonly position: Cell<number>;
  readonly text: Cell<string>;
};

export type ProductRow = {
  readonly line: number;
  /** Null where the line does not say it. */
  readonly handle: string | null;
  readonly product: ProductCells;
  /** The three names and values of what the shopper chooses. */
  readonly options: readonly { readonly name: Cell<string>; readonly value: Cell<string> }[];
  readonly variant: VariantCells;
  readonly picture: PictureCells;
  /** With any of these the whole product is left out. */
  readonly productProblems: readonly Problem[];
  /** With any of these the variant and the picture of this line are left out. */
  readonly problems: readonly Problem[];
};

export type RowFormat = { readonly columns: Columns; readonly currency: string };

type ReadCell = <Value>(field: Field, read: (text: string) => Reading<Value>) => Cell<Value>;

export function readRow(record: CsvRecord, { columns, currency }: RowFormat): ProductRow {
  const { line } = record;
  const fault = faultOf(record, columns);
  const productProblems: Problem[] = fault === null ? [] : [{ line, column: null, reason: fault }];
  const problems: Problem[] = [];
  const cells = fault === null ? record.cells : [];
  const readProduct = cellReader({ line, cells }, columns, productProblems);
  const read = cellReader({ line, cells }, columns, problems);

  const givenHandle = readProduct("handle", readHandle);
  const isUnreadable = productProblems.length > 0;
  const product = readProductCells(readProduct);
  const handle = isUnreadable ? null : (givenHandle ?? ownHandle(product));
  if (handle === null && productProblems.length === 0) {
    productProblems.push({ line, column: columnOf("handle", columns), reason: "is missing" });
  }
  return {
    line,
    handle,
    product,
    options: optionFields.map(({ name, value }) => ({
      name: readProduct(name, readName),
      value: read(value, readName),
    })),
    variant: {
      sku: read("sku", readSku),
      gtin: read("gtin", readGtin),
      price: read("price", (text) => readPrice(text, currency)),
      compareAt: read("compareAt", (text) => readAmount(text, currency)),
      stock: read("stock", readStock),
      pictureUrl: read("variantPictureUrl", readWebUrl),
    },
    picture: {
      url: read("pictureUrl", readWebUrl),
      position: read("picturePosition", readPosition),
      text: read("pictureText", readPictureText),
    },
    productProblems,
    problems,
  };
}

export const optionFields = [
  { name: "option1Name", value: "option1Value" },
  { name: "option2Name", value: "option2Value" },
  { name: "option3Name", value: "option3Value" },
] as const satisfies readonly { readonly name: Field; readonly value: Field }[];

/** Why the cells of a line cannot be told apart, or null. */
function faultOf({ fault, cells }: CsvRecord, { header }: Columns): string | null {
  if (fault !== null || cells.length === header.length) return fault;
  return `has ${cells.length} cells, but the first line names ${header.length} columns`;
}

function readProductCells(read: ReadCell): ProductCells {
  const published = read("published", readTruth);
  const active = read("status", readStatus);
  return {
    title: read("title", readTitle),
    description: read("description", readDescription),
    brand: read("brand", readName),
    category: read("category", readName),
    tags: read("tags", readTags),
    // Left empty, both mean yes.
    isPublished:
      published === undefined && active === undefined
        ? undefined
        : (published ?? true) && (active ?? true),
  };
}

function ownHandle({ title }: ProductCells): string | null {
  const reading = title ? handleOfTitle(title) : null;
  return reading !== null && "value" in reading ? reading.value : null;
}

type Cells = Pick<CsvRecord, "line" | "cells">;

function cellReader({ line, cells }: Cells, columns: Columns, problems: Problem[]): ReadCell {
  return (field, readCell) => {
    const place = columns.places.get(field);
    if (place === undefined) return undefined;
    const text = cells[place]?.trim() ?? "";
    if (text === "") return null;
    const reading = readCell(text);
    if ("value" in reading) return reading.value;
    problems.push({ line, column: columns.header[place] ?? null, reason: reading.reason });
    return null;
  };
}
