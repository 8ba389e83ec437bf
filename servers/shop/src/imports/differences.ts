/** What is different between a thing as it stands on the shelf and as it will. Pure. */
import { type Money, toDecimalText } from "@scantill/money";
import type { Picture } from "./product-file/file-product.ts";
import { optionsKey } from "./product-file/options.ts";
import type { ShelfProduct, ShelfVariant } from "./shelf.ts";

export type Difference = {
  readonly field: string;
  readonly before: string;
  readonly after: string;
};

type Texts = Readonly<Record<string, string>>;
type ProductValues = Omit<ShelfProduct, "variants">;

export function productDifferences(
  before: ProductValues,
  after: ProductValues,
): readonly Difference[] {
  return differences(productTexts(before), productTexts(after));
}

export function variantDifferences(
  before: ShelfVariant,
  after: ShelfVariant,
): readonly Difference[] {
  return differences(variantTexts(before), variantTexts(after));
}

function differences(before: Texts, after: Texts): readonly Difference[] {
  return Object.entries(after).flatMap(([field, text]) => {
    const old = before[field] ?? "";
    return old === text ? [] : [{ field, before: old, after: text }];
  });
}

function productTexts(product: ProductValues): Texts {
  return {
    handle: product.handle,
    title: product.title,
    description: product.description,
    brand: product.brand,
    category: product.category,
    tags: product.tags.join(", "),
    published: product.isPublished ? "yes" : "no",
    pictures: product.pictures.map(pictureText).join(", "),
  };
}

function variantTexts(variant: ShelfVariant): Texts {
  return {
    position: String(variant.position),
    SKU: variant.sku,
    GTIN: variant.gtin ?? "none",
    options: optionsKey(variant.options),
    price: amountText(variant.price),
    "former price": variant.compareAt === null ? "none" : amountText(variant.compareAt),
    stock: String(variant.stock),
    picture: variant.pictureUrl ?? "none",
  };
}

function pictureText({ url, text }: Picture): string {
  return text === "" ? url : `${url} (${text})`;
}

function amountText(amount: Money): string {
  return `${toDecimalText(amount)} ${amount.currency}`;
}
