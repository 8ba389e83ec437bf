/** What the shopper chooses of a product, as the file writes it: up to three names on its first line, their values on every line. Pure. */
import { type Columns, columnOf } from "./columns.ts";
import { optionFields, type Problem, type ProductRow } from "./product-row.ts";

/** Such as `{ Size: "Small" }`; empty where there is no choice. */
export type Options = Readonly<Record<string, string>>;

/** What the file writes where there is no choice. */
const noChoice = JSON.stringify({ title: "default title" });

export function optionsOf(row: ProductRow, first: ProductRow): Options {
  const options = Object.fromEntries(
    first.options.flatMap(({ name }, place) => {
      const value = row.options[place]?.value;
      return name && value ? [[name, value] as const] : [];
    }),
  );
  return JSON.stringify(options).toLowerCase() === noChoice ? {} : options;
}

/** Equal for equal options, in whatever order they are named. */
export function optionsKey(options: Options): string {
  const byName = Object.entries(options).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify(Object.fromEntries(byName));
}

/** What is wrong with the names on a product's first line, or null. */
export function refusalOfNames(first: ProductRow, columns: Columns): Problem | null {
  const names = first.options.map(({ name }) => name?.toLowerCase());
  const place = names.findIndex((name, index) => name && names.indexOf(name) < index);
  const field = optionFields[place]?.name;
  if (field === undefined) return null;
  return { line: first.line, column: columnOf(field, columns), reason: "is there twice" };
}

/** What is wrong with the values on a line, or null. */
export function refusalOfValues(
  row: ProductRow,
  first: ProductRow,
  columns: Columns,
): Problem | null {
  for (const [place, { name, value }] of optionFields.entries()) {
    const hasName = Boolean(first.options[place]?.name);
    const hasValue = Boolean(row.options[place]?.value);
    if (hasName === hasValue) continue;
    const column = columnOf(hasName ? value : name, columns);
    return { line: row.line, column, reason: "is missing" };
  }
  return null;
}
