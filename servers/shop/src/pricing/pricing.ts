/**
 * What an order costs beside its products: a discount, delivery, tax. Pure and exact: shares of it over the lines always add up
 * to the same total.
 */
import { type Money, multiply, spreadByLargestRemainder, sumMoney } from "@scantill/money";

/** A hundredth of a per cent. */
type BasisPoints = bigint;

/** What this shop asks for beside its prices. */
export type Terms = {
  readonly shipping: { readonly flatMinor: bigint; readonly freeFromMinor: bigint | null } | null;
  /** By code, in upper case: what it takes off the products' prices. */
  readonly discounts: ReadonlyMap<string, BasisPoints>;
  readonly tax: {
    readonly name: string;
    readonly rate: BasisPoints;
    /** Whether prices contain it already, or it is added as a line. */
    readonly shown: "included" | "line";
  } | null;
};

export type Charge = {
  readonly kind: "discount" | "shipping" | "tax";
  readonly name: string;
  /** Below zero for a discount, above zero for anything else. */
  readonly amount: Money;
  /** Contained in the other amounts already: said, but not added. */
  readonly isIncluded: boolean;
};

export type PricedLine = { readonly price: Money; readonly quantity: number };

const whole: BasisPoints = 10_000n;

export function amountOf(line: PricedLine): Money {
  return multiply(line.price, line.quantity);
}

/** What the products cost. Refuses `currency_mismatch`. */
export function subtotalOf(lines: readonly PricedLine[], currency: string): Money {
  return sumMoney(lines.map(amountOf), currency);
}

export function totalOf(
  lines: readonly PricedLine[],
  charges: readonly Charge[],
  currency: string,
): Money {
  return sumMoney([subtotalOf(lines, currency), ...added(charges).map(amountIn)], currency);
}

/** What is charged for these products now; at least one line. */
export function chargesOn(
  lines: readonly PricedLine[],
  terms: Terms,
  discountCode: string | null,
): readonly Charge[] {
  const currency = lines[0]?.price.currency;
  if (currency === undefined) return [];
  const products = subtotalOf(lines, currency).minor;
  const discount = discountOn(products, lines.length, terms.discounts.get(discountCode ?? ""));
  const shipping = shippingFor(products - discount, terms.shipping);
  const tax = taxOn(products - discount + shipping, terms.tax);
  const charge = (kind: Charge["kind"], name: string, minor: bigint): Charge => {
    const isIncluded = kind === "tax" && terms.tax?.shown === "included";
    return { kind, name, amount: { minor, currency }, isIncluded };
  };
  return [
    charge("discount", `Discount ${discountCode}`, -discount),
    charge("shipping", "Delivery", shipping),
    charge("tax", terms.tax?.name ?? "", tax),
  ].filter(({ amount }) => amount.minor !== 0n);
}

/** Rounded in the shop's favour, and never so much that a line would be left without a price: each may have its own code. */
function discountOn(products: bigint, lineCount: number, rate: BasisPoints = 0n): bigint {
  const most = products - BigInt(lineCount);
  const discount = (products * rate) / whole;
  return discount < most ? discount : most;
}

function shippingFor(products: bigint, shipping: Terms["shipping"]): bigint {
  if (shipping === null) return 0n;
  const isFree = shipping.freeFromMinor !== null && products >= shipping.freeFromMinor;
  return isFree ? 0n : shipping.flatMinor;
}

function taxOn(amount: bigint, tax: Terms["tax"]): bigint {
  if (tax === null) return 0n;
  const divisor = tax.shown === "included" ? whole + tax.rate : whole;
  return (2n * amount * tax.rate + divisor) / (2n * divisor);
}

/** What each line costs with its share of everything that is added; every one at least one minor unit. */
export function dueOf(lines: readonly PricedLine[], charges: readonly Charge[]): readonly Money[] {
  const shares = added(charges).map((charge) => sharesOf(lines, charge));
  return lines.map((line, place) => {
    const parts = shares.map((share) => share[place] ?? { minor: 0n, currency: "" });
    return sumMoney([amountOf(line), ...parts], line.price.currency);
  });
}

/** What belongs to some of the lines, when the others are paid or gone. */
export function chargesOfSome(
  lines: readonly PricedLine[],
  charges: readonly Charge[],
  isKept: (place: number) => boolean,
): readonly Charge[] {
  return charges
    .map((charge) => {
      const shares = sharesOf(lines, charge).filter((_, place) => isKept(place));
      return { ...charge, amount: sumMoney(shares, charge.amount.currency) };
    })
    .filter(({ amount }) => amount.minor !== 0n);
}

export function added(charges: readonly Charge[]): readonly Charge[] {
  return charges.filter(({ isIncluded }) => !isIncluded);
}

/** By what the lines cost. A discount leaves each line its last minor unit. */
function sharesOf(lines: readonly PricedLine[], { kind, amount }: Charge): readonly Money[] {
  const last = kind === "discount" ? 1n : 0n;
  return spreadByLargestRemainder(
    amount,
    lines.map((line) => amountOf(line).minor - last),
  );
}

function amountIn({ amount }: Charge): Money {
  return amount;
}
