/** What is sold. Pure: names, availability, article numbers, and what a search asks for. */
import type { Money } from "@scantill/money";

export type Variant = {
  readonly id: string;
  readonly sku: string;
  readonly gtin: string | null;
  /** What the shopper chooses, such as `{ Size: "130 × 180 cm" }`; empty where there is no choice. */
  readonly options: Readonly<Record<string, string>>;
  readonly price: Money;
  readonly compareAt: Money | null;
  readonly stock: number;
  /** Set aside for orders that are being paid. */
  readonly held: number;
  /** Its own picture, at an address that is not ours. */
  readonly pictureUrl: string | null;
};

export type Product = {
  readonly id: string;
  readonly handle: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  /** A file of ours, or an address that is not ours. */
  readonly image: string;
  /** What the picture shows; may be empty. */
  readonly imageText: string;
  /** At least one, in the order of the shelf. */
  readonly variants: readonly Variant[];
};

/** So many of a variant; a variant comes at most once in a list. */
export type Quantity = { readonly variantId: string; readonly quantity: number };

export type Availability = "sold_out" | "last_one" | "few_left" | "in_stock";

const fewLeft = 5;

/** How many may still be promised to somebody. */
export function availableOf(variant: Pick<Variant, "stock" | "held">): number {
  return variant.stock - variant.held;
}

export function availabilityOf(available: number): Availability {
  if (available <= 0) return "sold_out";
  if (available === 1) return "last_one";
  return available <= fewLeft ? "few_left" : "in_stock";
}

/** "Dune Blanket, 130 × 180 cm": what a cart, an order and a phone show. */
export function titleOf(
  product: Pick<Product, "title">,
  variant: Pick<Variant, "options">,
): string {
  return [product.title, ...Object.values(variant.options)].join(", ");
}

export function productAddress({ handle }: Pick<Product, "handle">): string {
  return `/products/${encodeURIComponent(handle)}`;
}

/** The cheapest variant of a product, and whether others cost more. */
export function cheapestOf(product: Pick<Product, "variants">): {
  readonly variant: Variant;
  readonly isOneOfMany: boolean;
} {
  const [first, ...others] = product.variants;
  if (first === undefined) throw new Error("a product has at least one variant");
  const variant = others.reduce(
    (least, other) => (other.price.minor < least.price.minor ? other : least),
    first,
  );
  const isOneOfMany = product.variants.some(({ price }) => price.minor !== variant.price.minor);
  return { variant, isOneOfMany };
}

export type Options = Readonly<Record<string, string>>;

/** What there is to choose, each with its values in the order of the shelf; none for a product without a choice. */
export function choicesOf({ variants }: Pick<Product, "variants">) {
  const names = [...new Set(variants.flatMap(({ options }) => Object.keys(options)))];
  return names.map((name) => ({
    name,
    values: [...new Set(variants.flatMap(({ options }) => options[name] ?? []))],
  }));
}

/** The variant with exactly these options, or null: not every combination is made. */
export function findVariant(
  { variants }: Pick<Product, "variants">,
  wanted: Options,
): Variant | null {
  const isWanted = ({ options }: Variant) =>
    Object.entries(options).every(([name, value]) => wanted[name] === value);
  return variants.find(isWanted) ?? null;
}

/** What is shown before anybody has chosen: the first that is to be had, else the first. */
export function firstChoice({ variants }: Pick<Product, "variants">): Variant {
  const variant = variants.find((one) => availableOf(one) > 0) ?? variants[0];
  if (variant === undefined) throw new Error("a product has at least one variant");
  return variant;
}

/** A GTIN of 8, 12, 13 or 14 digits whose check digit is right (GS1 General Specifications, section 7.9.1). */
export function isGtin(text: string): boolean {
  if (!/^(\d{8}|\d{12,14})$/.test(text)) return false;
  const sum = [...text]
    .reverse()
    .reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}

const maximumTerms = 6;

/** The words that title or tags must hold, in lower case; none for an empty search. */
export function searchTerms(query: string): readonly string[] {
  const words =
    query
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return [...new Set(words)].slice(0, maximumTerms);
}
