/** How one variant of the file comes onto the shelf: as a new one, or onto one that is there. Pure. */
import { createHash } from "node:crypto";
import type { Money } from "@scantill/money";
import { titleOf } from "#catalogue/rules";
import { longestTitle } from "./product-file/cells.ts";
import type { FileVariant } from "./product-file/file-product.ts";
import { type Options, optionsKey } from "./product-file/options.ts";
import type { ShelfProduct, ShelfVariant } from "./shelf.ts";

/** The variants of one product on the shelf, by what a file may call them. */
export type Twins = {
  readonly bySku: ReadonlyMap<string, ShelfVariant>;
  readonly byOptions: ReadonlyMap<string, ShelfVariant>;
};

export function twinsOf(product: ShelfProduct | null): Twins {
  const variants = product?.variants ?? [];
  return {
    bySku: new Map(variants.map((variant) => [variant.sku, variant])),
    byOptions: new Map(variants.map((variant) => [optionsKey(variant.options), variant])),
  };
}

/**
 * The variant on the shelf that a line means: the one with its SKU, else the one with its options. Where a file has no columns
 * for options, a product's only variant is meant.
 */
export function findTwin({ sku, options }: FileVariant, twins: Twins): ShelfVariant | null {
  const bySku = twins.bySku.get(sku ?? "");
  if (bySku !== undefined) return bySku;
  if (options !== undefined) return twins.byOptions.get(optionsKey(options)) ?? null;
  const [only, ...others] = twins.bySku.values();
  return only !== undefined && others.length === 0 ? only : null;
}

/** Null when there is no price for it. */
export function mergeVariant(
  wanted: FileVariant,
  twin: ShelfVariant | null,
  { id, handle }: { readonly id: string; readonly handle: string },
): ShelfVariant | null {
  const price = wanted.price ?? twin?.price ?? null;
  if (price === null) return null;
  const options = wanted.options ?? twin?.options ?? {};
  const held = twin?.held ?? 0;
  return {
    id,
    // A file without options lists some variants only, in any order.
    position: wanted.options === undefined ? (twin?.position ?? 0) : wanted.position,
    sku: wanted.sku ?? twin?.sku ?? ownSku(handle, options),
    gtin: told(wanted.gtin, twin?.gtin),
    options,
    price,
    compareAt: formerPrice(told(wanted.compareAt, twin?.compareAt), price),
    // What is being paid right now cannot be taken away.
    stock: Math.max(wanted.stock ?? twin?.stock ?? 0, held),
    held,
    pictureUrl: told(wanted.pictureUrl, twin?.pictureUrl),
  };
}

/** Why a variant cannot be sold although each of its cells is right, or null. */
export function refusalOfVariant(title: string, variant: ShelfVariant): string | null {
  return titleOf({ title }, variant).length > longestTitle
    ? `has a title and options that together are longer than ${longestTitle} characters`
    : null;
}

/** What the file says; where it has no such column, what was there before. */
export function told<Value>(
  cell: Value | null | undefined,
  before: Value | null | undefined,
): Value | null {
  return cell === undefined ? (before ?? null) : cell;
}

/** A price that was not higher is no former price worth showing. */
function formerPrice(compareAt: Money | null, price: Money): Money | null {
  return compareAt !== null && compareAt.minor > price.minor ? compareAt : null;
}

const longestSku = 64;
const digestLength = 8;

/**
 * The article number of a variant that has none: always the same one, and no other's. A handle holds no colon; what cannot be
 * told from the letters alone is told by a digest.
 */
export function ownSku(handle: string, options: Options): string {
  const values = Object.values(options);
  const words = values.map((value) => (value.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join("-"));
  const text = [handle, ...words].join(":");
  const isExact = words.every((word, place) => word === values[place]);
  if (isExact && text.length <= longestSku) return text;
  const digest = createHash("sha256")
    .update(JSON.stringify([handle, values]))
    .digest("hex");
  const beginning = text.slice(0, longestSku - digestLength - 1);
  return `${beginning}~${digest.slice(0, digestLength)}`;
}
