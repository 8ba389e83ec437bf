/** An order and its states. Pure. An order's prices are those of the moment it was placed. */
import { type Money, sumMoney } from "@scantill/money";
import type { Split } from "@scantill/sdk";
import type { Id } from "@scantill/service-kit/ids";
import { type Charge, chargesOfSome, dueOf, subtotalOf } from "#pricing/rules";
import type { RefusalCode } from "#refuse";

export type OrderId = Id<"ord">;

export type OrderStatus = "awaiting_payment" | "partly_paid" | "paid" | "expired" | "cancelled";

/** `held` while it is being paid, `taken` once paid for, `returned` to the shelf when it was not. */
export type StockStatus = "held" | "taken" | "returned";

export type OrderLine = {
  readonly position: number;
  readonly variantId: string;
  readonly title: string;
  readonly image: string;
  readonly sku: string;
  readonly gtin: string | null;
  readonly quantity: number;
  readonly price: Money;
  readonly stockStatus: StockStatus;
  /** The payment that paid for it. */
  readonly paymentId: string | null;
};

export type Order = {
  readonly id: OrderId;
  /** What people read aloud, and the payment request's reference. */
  readonly number: string;
  /** The secret part of its page's address. */
  readonly key: string;
  readonly cartId: string | null;
  /** The order that this one repeats after it closed unpaid. */
  readonly repeatsOrderId: OrderId | null;
  /** Where the receipt goes; null for whoever wants none. Never in a log. */
  readonly email: string | null;
  /** Whether the payer's phone is asked for a delivery address. */
  readonly collectsAddress: boolean;
  readonly status: OrderStatus;
  readonly split: Split;
  readonly total: Money;
  /** Null until the payments server has confirmed that the request is open. */
  readonly paymentRequestId: string | null;
  readonly terminalUrl: string | null;
  /** The revision of the payment request that the stock is held for: one more each time the codes ran out and are drawn anew. */
  readonly revision: number;
  /** The newest revision that the payments server has confirmed. */
  readonly openedRevision: number | null;
  readonly createdAt: Date;
  readonly paidAt: Date | null;
  readonly lines: readonly OrderLine[];
  /** What the total has beside the lines. */
  readonly charges: readonly Charge[];
};

/**
 * Paid is final for money. What ran out wholly unpaid may be paid after all, with new codes; whatever else was left is ordered
 * again by an order of its own.
 */
export const nextStatuses = {
  awaiting_payment: ["partly_paid", "paid", "expired", "cancelled"],
  partly_paid: ["paid", "expired", "cancelled"],
  paid: [],
  expired: ["awaiting_payment"],
  cancelled: [],
} as const satisfies Record<OrderStatus, readonly OrderStatus[]>;

/** Whether something may still be paid. */
export function isOpen({ status }: Pick<Order, "status">): boolean {
  return status === "awaiting_payment" || status === "partly_paid";
}

export function mayBecome(from: OrderStatus, to: OrderStatus): boolean {
  const next: readonly OrderStatus[] = nextStatuses[from];
  return next.includes(to);
}

/** Whether there are codes that the shopper can be sent to: the payments server has confirmed the revision that is wanted. */
export function isOpened(order: Pick<Order, "revision" | "openedRevision">): boolean {
  return order.openedRevision === order.revision;
}

/** What the products cost, without anything beside. */
export function subtotalOfOrder({ lines, total }: Order): Money {
  return subtotalOf(lines, total.currency);
}

/** What was paid: the paid lines with their shares of what is charged beside the products. */
export function paidAmount(order: Order): Money {
  return dueFor(order, (line) => line.stockStatus === "taken");
}

/** What was not paid, likewise. */
export function unpaidAmount(order: Order): Money {
  return dueFor(order, (line) => line.stockStatus !== "taken");
}

/** What was charged beside the products that were not paid. */
export function unpaidCharges({ lines, charges }: Order): readonly Charge[] {
  return chargesOfSome(lines, charges, (place) => lines[place]?.stockStatus !== "taken");
}

function dueFor({ lines, charges, total }: Order, isMeant: (line: OrderLine) => boolean): Money {
  const due = dueOf(lines, charges).filter((_, place) => {
    const line = lines[place];
    return line !== undefined && isMeant(line);
  });
  return sumMoney(due, total.currency);
}

export function paidLines(order: Order): readonly OrderLine[] {
  return order.lines.filter((line) => line.stockStatus === "taken");
}

export function unpaidLines(order: Order): readonly OrderLine[] {
  return order.lines.filter((line) => line.stockStatus !== "taken");
}

/** Whether new codes can be drawn for the same order: its codes ran out and nothing was paid. */
export function isReopenable(order: Order): boolean {
  return order.status === "expired" && paidLines(order).length === 0;
}

/** What forbids drawing new codes for an order, or null. */
export function refusalToReopen(order: Order): RefusalCode | null {
  return isReopenable(order) ? null : "order_closed";
}

/** What forbids ordering again what was not paid, or null. */
export function refusalToRepeat(order: Order): RefusalCode | null {
  if (isOpen(order) || isReopenable(order)) return "order_still_open";
  return unpaidLines(order).length === 0 ? "order_nothing_left" : null;
}
