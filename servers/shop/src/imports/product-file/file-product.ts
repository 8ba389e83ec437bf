/** A product as the file describes it, put together from all of its lines. Pure. A line that is wrong costs only itself. */
import { type Columns, columnOf } from "./columns.ts";
import { type Options, optionsKey, optionsOf, refusalOfNames, refusalOfValues } from "./options.ts";
import type { Problem, ProductCells, ProductRow, VariantCells } from "./product-row.ts";

export type Picture = { readonly url: string; readonly text: string };

/** What the file has no column for is undefined, and stays as it is. */
export type FileProduct = ProductCells & {
  readonly handle: string;
  /** The lines that nothing was wrong with; the first of all describes the product. */
  readonly lines: readonly number[];
  readonly firstLine: number;
  readonly variants: readonly FileVariant[];
  readonly pictures: readonly Picture[] | undefined;
};

export type FileVariant = VariantCells & {
  readonly line: number;
  readonly position: number;
  readonly options: Options | undefined;
};

export type Gathered = {
  /** Null where nothing of it can be used. */
  readonly product: FileProduct | null;
  readonly problems: readonly Problem[];
};

/** @param rows the lines of one handle, at least one, the first of which describes the product. */
export function gatherProduct(rows: readonly ProductRow[], columns: Columns): Gathered {
  const [first, ...others] = rows;
  if (first === undefined) throw new Error("a product has at least one line");
  if (first.productProblems.length > 0) return refuseProduct(first, others);
  const namesProblem = refusalOfNames(first, columns);
  if (namesProblem !== null) return refuseProduct(withProblem(first, namesProblem), others);
  const checked = checkRows(rows, first, columns);
  const sound = checked.filter((row) => problemsOf(row).length === 0);
  return {
    product: {
      ...first.product,
      handle: first.handle ?? "",
      lines: sound.map(({ line }) => line),
      firstLine: first.line,
      variants: sound
        .filter((row) => describesVariant(row, columns))
        .map((row, position) => variantOf(row, { position, first, columns })),
      pictures: columns.places.has("pictureUrl") ? picturesOf(sound) : undefined,
    },
    problems: checked.flatMap(problemsOf),
  };
}

/** Leaves out all lines of a product because of its first. */
export function refuseProduct(first: ProductRow, others: readonly ProductRow[]): Gathered {
  const reason = `belongs to the product of line ${first.line}, which cannot be imported`;
  const left = others.map((row) =>
    problemsOf(row).length > 0 ? row : withProblem(row, { line: row.line, column: null, reason }),
  );
  return { product: null, problems: [first, ...left].flatMap(problemsOf) };
}

export function withProblem(row: ProductRow, problem: Problem): ProductRow {
  return { ...row, productProblems: [...row.productProblems, problem] };
}

function problemsOf(row: ProductRow): readonly Problem[] {
  return [...row.productProblems, ...row.problems];
}

/** Adds what is wrong with lines of which each cell is right. */
function checkRows(
  rows: readonly ProductRow[],
  first: ProductRow,
  columns: Columns,
): readonly ProductRow[] {
  const lineOfOptions = new Map<string, number>();
  return rows.map((row) => {
    if (problemsOf(row).length > 0) return row;
    const problem = refusalOfRow(row, first, columns);
    if (problem !== null) return withProblem(row, problem);
    if (!describesVariant(row, columns) || !hasOptions(columns)) return row;
    const key = optionsKey(optionsOf(row, first));
    const twin = lineOfOptions.get(key);
    if (twin === undefined) lineOfOptions.set(key, row.line);
    const reason = `has the same options as line ${twin}`;
    return twin === undefined ? row : withProblem(row, { line: row.line, column: null, reason });
  });
}

function refusalOfRow(row: ProductRow, first: ProductRow, columns: Columns): Problem | null {
  if (!describesVariant(row, columns)) {
    const reason = "describes neither a variant nor a picture";
    return row === first || row.picture.url ? null : { line: row.line, column: null, reason };
  }
  if (row.variant.price === null) {
    return { line: row.line, column: columnOf("price", columns), reason: "is missing" };
  }
  return refusalOfValues(row, first, columns);
}

/** A line without price and options is there for its picture. A file without prices may still tell numbers and stock. */
function describesVariant({ options, variant }: ProductRow, { places }: Columns): boolean {
  const { price, sku, gtin, stock } = variant;
  const told = places.has("price") ? [price] : [sku, gtin, stock];
  return [...told, ...options.map(({ value }) => value)].some(
    (value) => value !== null && value !== undefined,
  );
}

type Company = {
  readonly position: number;
  readonly first: ProductRow;
  readonly columns: Columns;
};

function variantOf(row: ProductRow, { position, first, columns }: Company): FileVariant {
  const options = hasOptions(columns) ? optionsOf(row, first) : undefined;
  return { ...row.variant, line: row.line, position, options };
}

function hasOptions({ places }: Columns): boolean {
  return places.has("option1Name") && places.has("option1Value");
}

/** In the order of their positions; those without one come last, as they stand in the file. */
function picturesOf(rows: readonly ProductRow[]): readonly Picture[] {
  const pictures = rows
    .flatMap(({ picture: { url, position, text } }) =>
      url ? [{ url, text: text ?? "", position: position ?? Number.MAX_SAFE_INTEGER }] : [],
    )
    .sort((one, other) => one.position - other.position);
  return [...new Map(pictures.map(({ url, text }) => [url, { url, text }])).values()];
}
