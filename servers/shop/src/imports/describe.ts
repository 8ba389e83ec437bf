/** An import in words, safe to print whatever the file holds. Pure. */
import type { Difference } from "./differences.ts";
import type { PlannedProduct } from "./import-plan.ts";
import { quoted } from "./product-file/plain-text.ts";
import type { Problem } from "./product-file/product-row.ts";

/** `line 12: Variant Price "12,50" is not an amount such as 12.50` */
export function describeProblem({ line, column, reason }: Problem): string {
  return `line ${line}: ${column === null ? "" : `${column} `}${reason}`;
}

/** A line for a product that is new or changed, and one for each of its variants that is; none for what stays as it is. */
export function describeChanges({
  product,
  fate,
  differences,
  variants,
}: PlannedProduct): readonly string[] {
  const own =
    fate === "new"
      ? [`new      ${product.handle}  ${quoted(product.title)}, ${countOf(variants.length)}`]
      : changeOf(product.handle, differences);
  if (fate === "new") return own;
  return [
    ...own,
    ...variants.flatMap((one) =>
      one.fate === "new"
        ? [`new      ${product.handle}  ${quoted(one.variant.sku)}`]
        : changeOf(`${product.handle}  ${quoted(one.variant.sku)}`, one.differences),
    ),
  ];
}

function changeOf(name: string, differences: readonly Difference[]): readonly string[] {
  if (differences.length === 0) return [];
  const changes = differences.map(
    ({ field, before, after }) => `${field} ${quoted(before)} → ${quoted(after)}`,
  );
  return [`changed  ${name}: ${changes.join("; ")}`];
}

function countOf(variants: number): string {
  return variants === 1 ? "1 variant" : `${variants} variants`;
}
