/**
 * What an order becomes when the payments server's word about its request is taken. Pure. Only a request that was fetched from
 * there is given to it, never an event's own claim, and no clock of ours is ever asked.
 */
import { fromMoneyJson, toMoneyJson } from "@scantill/money";
import type { Item, OpenPaymentRequest, PaymentRequest } from "@scantill/sdk";
import { isOpen, mayBecome, type Order, type OrderLine, type OrderStatus } from "#orders/rules";
import { added, type Charge, dueOf } from "#pricing/rules";

export type Settlement = {
  readonly status: OrderStatus;
  readonly paidAt: Date | null;
  /** Lines that were held and are paid now, with their payment. */
  readonly taken: readonly OrderLine[];
  /** Lines that were held and will not be paid any more. */
  readonly returned: readonly OrderLine[];
};

const statusOf = {
  open: "awaiting_payment",
  partly_paid: "partly_paid",
  paid: "paid",
  expired: "expired",
  cancelled: "cancelled",
} as const satisfies Record<PaymentRequest["status"], OrderStatus>;

/** What is sent to the payments server: the same order always makes the same request. */
export function paymentRequestOf(order: Order, shopUrl: string): OpenPaymentRequest {
  const orderUrl = `${shopUrl}/orders/${order.key}`;
  return {
    reference: order.number,
    currency: order.total.currency,
    items: order.split === "each" ? itemsWithShares(order) : itemsWithCharges(order),
    split: order.split,
    ...(order.collectsAddress ? { collect: ["deliveryAddress"] } : {}),
    returnUrl: orderUrl,
    retryUrl: `${orderUrl}/pay`,
  };
}

/** Products, then everything else as lines of their own. */
function itemsWithCharges({ lines, charges }: Order): Item[] {
  return [
    ...lines.map(itemOf),
    ...added(charges).map(({ kind, name, amount }) => ({
      name,
      kind,
      quantity: 1,
      unitAmount: { minor: Number(amount.minor), currency: amount.currency },
    })),
  ];
}

/** Each product with its share of everything else, since each has a code of its own. */
function itemsWithShares({ lines, charges }: Order): Item[] {
  const names = added(charges).map(({ kind }) => kindWords[kind]);
  if (names.length === 0) return lines.map(itemOf);
  const due = dueOf(lines, charges);
  const suffix = ` (with ${names.join(", ")})`;
  return lines.map((line, place) => {
    const pieces = line.quantity === 1 ? "" : `${line.quantity} × `;
    return {
      ...itemOf(line),
      name: `${shortened(`${pieces}${line.title}`, longestName - suffix.length)}${suffix}`,
      quantity: 1,
      unitAmount: toMoneyJson(due[place] ?? line.price),
    };
  });
}

const kindWords = {
  discount: "discount",
  shipping: "delivery",
  tax: "tax",
} as const satisfies Record<Charge["kind"], string>;

function itemOf(line: OrderLine): Item {
  return {
    name: shortened(line.title, longestName),
    quantity: line.quantity,
    unitAmount: toMoneyJson(line.price),
    sku: line.sku,
    ...(line.gtin === null ? {} : { gtin: line.gtin }),
  };
}

/** What the payments server takes as a name. */
const longestName = 200;

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}

/** Why a request cannot be the one of this order, in words for the log, or null. */
export function mismatchOf(order: Order, request: PaymentRequest): string | null {
  if (request.reference !== order.number) return "another reference";
  if (order.paymentRequestId !== null && request.id !== order.paymentRequestId) return "another id";
  const amount = fromMoneyJson(request.amount);
  const isSameAmount =
    amount.minor === order.total.minor && amount.currency === order.total.currency;
  return isSameAmount ? null : "another amount";
}

/** Null when nothing changes: the news is old, or known already. */
export function settlementOf(order: Order, request: PaymentRequest): Settlement | null {
  if (!isOpen(order) || isPastExpiry(order, request)) return null;
  const status = statusOf[request.status];
  if (status !== order.status && !mayBecome(order.status, status)) return null;
  const held = order.lines.filter((line) => line.stockStatus === "held");
  const taken = held.flatMap((line) => {
    const paymentId = paymentIdOf(line, request);
    return paymentId === null ? [] : [{ ...line, stockStatus: "taken" as const, paymentId }];
  });
  const isClosed = status === "expired" || status === "cancelled";
  const returned = isClosed
    ? held
        .filter((line) => paymentIdOf(line, request) === null)
        .map((line) => ({ ...line, stockStatus: "returned" as const }))
    : [];
  if (status === "paid" && taken.length !== held.length) {
    throw new Error("a payment request is paid although one of its codes is not");
  }
  if (status === order.status && taken.length === 0) return null;
  return { status, paidAt: paidAtOf(status, request), taken, returned };
}

/** That an earlier revision ran out is known: the stock is held for a later one, which may not have reached payments yet. */
function isPastExpiry(order: Order, request: PaymentRequest): boolean {
  return request.status === "expired" && request.revision < order.revision;
}

/** The payment of the code that stands for a line. Codes are told apart by what they stand for: a SKU comes once in an order. */
function paymentIdOf(line: OrderLine, request: PaymentRequest): string | null {
  const code = request.codes.find(
    ({ status, items }) => status === "paid" && items.some((item) => item.sku === line.sku),
  );
  return code?.paymentId ?? null;
}

function paidAtOf(status: OrderStatus, request: PaymentRequest): Date | null {
  if (status !== "paid") return null;
  if (request.paidAt === null) throw new Error("a paid payment request does not say when");
  return new Date(request.paidAt);
}
