/** The products of a file in batches, each small enough for one transaction. Never holds more than one batch of them. */
import { keyOf } from "./claims.ts";
import type { Columns } from "./columns.ts";
import {
  type FileProduct,
  type Gathered,
  gatherProduct,
  refuseProduct,
  withProblem,
} from "./file-product.ts";
import { type ProductFile, readFile } from "./product-file.ts";
import { type Problem, type ProductRow, type RowFormat, readRow } from "./product-row.ts";

export type Batch = {
  readonly products: readonly FileProduct[];
  /** In the order of the file. */
  readonly problems: readonly Problem[];
  /** Lines with something in them, the header not counted. */
  readonly rows: number;
  readonly bytesRead: number;
};

/** The lines of one product. */
type Group = { readonly rows: readonly ProductRow[]; readonly bytesRead: number };

const productsInBatch = 500;
const rowsInBatch = 2_000;
const rowsOfProduct = 2_500;

export async function* readProducts(file: ProductFile, currency: string): AsyncGenerator<Batch> {
  const { columns } = file;
  const firstLines = new Map<string, number>();
  let groups: Group[] = [];
  let rows = 0;
  for await (const group of readGroups(file, { columns, currency })) {
    groups.push(group);
    rows += group.rows.length;
    if (groups.length < productsInBatch && rows < rowsInBatch) continue;
    yield batchOf(groups, columns, firstLines);
    [groups, rows] = [[], 0];
  }
  if (rows > 0) yield batchOf(groups, columns, firstLines);
}

/** A line that does not say which product it belongs to stays with the one before it. */
async function* readGroups(file: ProductFile, format: RowFormat): AsyncGenerator<Group> {
  let rows: ProductRow[] = [];
  let bytesRead = 0;
  for await (const record of readFile(file)) {
    const row = readRow(record, format);
    const isOther = row.handle !== null && row.handle !== rows[0]?.handle;
    if (rows.length > 0 && (isOther || rows.length === rowsOfProduct)) {
      yield { rows, bytesRead };
      rows = [];
    }
    rows.push(row);
    bytesRead = record.bytesRead;
  }
  if (rows.length > 0) yield { rows, bytesRead };
}

/** @param firstLines where each product so far began; what begins here is added. */
function batchOf(
  groups: readonly Group[],
  columns: Columns,
  firstLines: Map<string, number>,
): Batch {
  const gathered = groups.map(({ rows }) => gather(rows, columns, firstLines));
  return {
    products: gathered.flatMap(({ product }) => product ?? []),
    problems: gathered
      .flatMap(({ problems }) => problems)
      .sort((one, other) => one.line - other.line),
    rows: groups.reduce((sum, group) => sum + group.rows.length, 0),
    bytesRead: groups.at(-1)?.bytesRead ?? 0,
  };
}

function gather(
  rows: readonly ProductRow[],
  columns: Columns,
  firstLines: Map<string, number>,
): Gathered {
  const [first, ...others] = rows;
  if (first === undefined || first.handle === null) return gatherProduct(rows, columns);
  const earlier = firstLines.get(keyOf("handle", first.handle));
  if (earlier === undefined) {
    firstLines.set(keyOf("handle", first.handle), first.line);
    return gatherProduct(rows, columns);
  }
  const reason = `belongs to the product of line ${earlier}; a product's lines stand together, at most ${rowsOfProduct}`;
  const problem = { line: first.line, column: null, reason };
  return refuseProduct(withProblem(first, problem), others);
}
