/** What stands on the shelf, as an import sees and changes it. */
import type { Money } from "@scantill/money";
import type { Picture } from "./product-file/file-product.ts";
import type { Options } from "./product-file/options.ts";

export type ShelfProduct = {
  readonly id: string;
  readonly handle: string;
  readonly title: string;
  readonly description: string;
  readonly brand: string;
  readonly category: string;
  readonly tags: readonly string[];
  readonly isPublished: boolean;
  readonly pictures: readonly Picture[];
  readonly variants: readonly ShelfVariant[];
};

export type ShelfVariant = {
  readonly id: string;
  readonly position: number;
  readonly sku: string;
  readonly gtin: string | null;
  readonly options: Options;
  readonly price: Money;
  readonly compareAt: Money | null;
  readonly stock: number;
  /** Set aside for orders that are being paid. */
  readonly held: number;
  readonly pictureUrl: string | null;
};

/** Where to look up who has a handle, a SKU or a GTIN. */
export type Shelf = {
  readonly byHandle: ReadonlyMap<string, ShelfProduct>;
  readonly bySku: ReadonlyMap<string, Owned>;
  readonly byGtin: ReadonlyMap<string, Owned>;
};

export type Owned = { readonly variant: ShelfVariant; readonly product: ShelfProduct };

export function arrange(products: readonly ShelfProduct[]): Shelf {
  const all = products.flatMap((product) =>
    product.variants.map((variant): Owned => ({ variant, product })),
  );
  return {
    byHandle: new Map(products.map((product) => [product.handle, product])),
    bySku: new Map(all.map((owned) => [owned.variant.sku, owned])),
    byGtin: new Map(
      all.flatMap((owned) => (owned.variant.gtin === null ? [] : [[owned.variant.gtin, owned]])),
    ),
  };
}
