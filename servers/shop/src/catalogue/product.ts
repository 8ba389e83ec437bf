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
};

export type Product = {
  readonly id: string;
  readonly handle: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly image: string;
  /** What the picture shows. */
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

/** The lowest price of a product, and whether others cost more. */
export function priceFrom(product: Pick<Product, "variants">): {
  readonly price: Money;
  readonly isLowest: boolean;
} {
  const [first, ...others] = product.variants.map((variant) => variant.price);
  if (first === undefined) throw new Error("a product has at least one variant");
  const price = others.reduce((least, other) => (other.minor < least.minor ? other : least), first);
  return { price, isLowest: others.some((other) => other.minor !== first.minor) };
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
