/**
 * What an import changes: the products of a file beside what stands on the shelf. Pure. Nothing but a picture is ever taken off
 * the shelf, and importing the same file again plans no change at all.
 */
import { type Difference, productDifferences, variantDifferences } from "./differences.ts";
import { type Claims, keyOf } from "./product-file/claims.ts";
import { type Columns, columnOf, type Field } from "./product-file/columns.ts";
import type { FileProduct, FileVariant } from "./product-file/file-product.ts";
import { quoted } from "./product-file/plain-text.ts";
import type { Problem } from "./product-file/product-row.ts";
import type { Shelf, ShelfProduct, ShelfVariant } from "./shelf.ts";
import { findTwin, mergeVariant, refusalOfVariant, told, twinsOf } from "./variant-plan.ts";

export type Fate = "new" | "changed" | "unchanged";

export type PlannedVariant = {
  readonly variant: ShelfVariant;
  readonly fate: Fate;
  readonly differences: readonly Difference[];
};

export type PlannedProduct = {
  readonly product: Omit<ShelfProduct, "variants">;
  readonly fate: Fate;
  readonly differences: readonly Difference[];
  readonly variants: readonly PlannedVariant[];
};

export type ImportPlan = {
  readonly products: readonly PlannedProduct[];
  readonly problems: readonly Problem[];
  /** What these products add to the claims of those before. */
  readonly claims: Claims;
};

export type Surroundings = {
  readonly shelf: Shelf;
  readonly columns: Columns;
  /** Of the products before these in the same file. */
  readonly claims: Claims;
  readonly newId: () => string;
};

/** The plan while it is being made. */
type Draft = Surroundings & {
  readonly ownClaims: Map<string, number>;
  readonly problems: Problem[];
};

export function planImport(
  products: readonly FileProduct[],
  surroundings: Surroundings,
): ImportPlan {
  const draft: Draft = { ...surroundings, ownClaims: new Map(), problems: [] };
  return {
    products: products.flatMap((product) => planProduct(product, draft) ?? []),
    problems: draft.problems,
    claims: draft.ownClaims,
  };
}

function planProduct(wanted: FileProduct, draft: Draft): PlannedProduct | null {
  const found = findProduct(wanted, draft);
  const title = wanted.title ?? found?.title;
  if (title === undefined) return refuseProduct(wanted, "title", draft);
  const product = mergeProduct(wanted, found, { id: found?.id ?? draft.newId(), title });
  const variants = planVariants(wanted, { product, found }, draft);
  if (found === null && variants.length === 0) return refuseProduct(wanted, "price", draft);
  draft.ownClaims.set(keyOf("product", product.id), wanted.firstLine);
  const differences = found === null ? [] : productDifferences(found, product);
  return { product, fate: fateOf(found, differences), differences, variants };
}

/** By its handle; else by a SKU of its variants, for a product that has another handle now. Nobody is meant twice. */
function findProduct({ handle, variants }: FileProduct, draft: Draft): ShelfProduct | null {
  const { byHandle, bySku } = draft.shelf;
  const candidates = [
    byHandle.get(handle),
    ...variants.map(({ sku }) => bySku.get(sku ?? "")?.product),
  ];
  const isFree = ({ id }: ShelfProduct) => claimOf(keyOf("product", id), draft) === undefined;
  return candidates.find((product) => product !== undefined && isFree(product)) ?? null;
}

/** Leaves out what is left of a product: its first line lacks something, the others lack a product. */
function refuseProduct(wanted: FileProduct, missing: Field, draft: Draft): null {
  const known = new Set(draft.problems.map(({ line }) => line));
  const reason = `belongs to the product of line ${wanted.firstLine}, which cannot be imported`;
  for (const line of wanted.lines.filter((one) => !known.has(one))) {
    draft.problems.push(
      line === wanted.firstLine
        ? { line, column: columnOf(missing, draft.columns), reason: "is missing" }
        : { line, column: null, reason },
    );
  }
  return null;
}

function mergeProduct(
  wanted: FileProduct,
  found: ShelfProduct | null,
  { id, title }: Pick<ShelfProduct, "id" | "title">,
): Omit<ShelfProduct, "variants"> {
  return {
    id,
    title,
    handle: wanted.handle,
    description: told(wanted.description, found?.description) ?? "",
    brand: told(wanted.brand, found?.brand) ?? "",
    category: told(wanted.category, found?.category) ?? "",
    tags: told(wanted.tags, found?.tags) ?? [],
    isPublished: wanted.isPublished ?? found?.isPublished ?? true,
    pictures: wanted.pictures ?? found?.pictures ?? [],
  };
}

type Target = {
  readonly product: Omit<ShelfProduct, "variants">;
  readonly found: ShelfProduct | null;
};

function planVariants(
  wanted: FileProduct,
  { product, found }: Target,
  draft: Draft,
): readonly PlannedVariant[] {
  const twins = twinsOf(found);
  const taken = new Set<string>();
  return wanted.variants.flatMap((one) => {
    const twin = findTwin(one, twins);
    const before = twin === null || taken.has(twin.id) ? null : twin;
    const variant = mergeVariant(one, before, {
      id: before?.id ?? draft.newId(),
      handle: product.handle,
    });
    const problem = refusalOf(one, { variant, title: product.title, before, found }, draft);
    if (problem !== null) draft.problems.push(problem);
    if (variant === null || problem !== null) return [];
    taken.add(variant.id);
    for (const { key } of claimsOf(variant)) draft.ownClaims.set(key, one.line);
    const differences = before === null ? [] : variantDifferences(before, variant);
    return { variant, fate: fateOf(before, differences), differences };
  });
}

type Merged = {
  readonly variant: ShelfVariant | null;
  readonly title: string;
  readonly before: ShelfVariant | null;
  readonly found: ShelfProduct | null;
};

function refusalOf(
  { line, options }: FileVariant,
  { variant, title, before, found }: Merged,
  draft: Draft,
): Problem | null {
  if (variant === null)
    return { line, column: columnOf("price", draft.columns), reason: "is missing" };
  if (options === undefined && before === null && found !== null) {
    return {
      line,
      column: null,
      reason: "fits no variant: it names neither a known SKU nor options",
    };
  }
  const reason = refusalOfVariant(title, variant);
  return reason === null ? refusalOfClaims(line, variant, draft) : { line, column: null, reason };
}

/** Two variants never share a SKU or a GTIN, neither within the file nor with another one on the shelf. */
function refusalOfClaims(line: number, variant: ShelfVariant, draft: Draft): Problem | null {
  for (const { field, key, value } of claimsOf(variant)) {
    const column = columnOf(field, draft.columns);
    const other = claimOf(key, draft);
    if (other !== undefined) {
      return { line, column, reason: `${quoted(value)} is that of line ${other} already` };
    }
    const owner = (field === "sku" ? draft.shelf.bySku : draft.shelf.byGtin).get(value);
    if (owner !== undefined && owner.variant.id !== variant.id) {
      const handle = quoted(owner.product.handle);
      return { line, column, reason: `${quoted(value)} belongs to ${handle} in the shop already` };
    }
  }
  return null;
}

type Claim = { readonly field: "sku" | "gtin"; readonly key: string; readonly value: string };

function claimsOf({ sku, gtin }: ShelfVariant): readonly Claim[] {
  return [
    { field: "sku", key: keyOf("sku", sku), value: sku },
    ...(gtin === null ? [] : [{ field: "gtin", key: keyOf("gtin", gtin), value: gtin } as const]),
  ];
}

function claimOf(key: string, { claims, ownClaims }: Draft): number | undefined {
  return ownClaims.get(key) ?? claims.get(key);
}

function fateOf(before: unknown, differences: readonly Difference[]): Fate {
  if (before === null) return "new";
  return differences.length === 0 ? "unchanged" : "changed";
}
