/** An order and its states. Pure. An order's prices are those of the moment it was placed. */
import { type Money, multiply, sumMoney } from "@scantill/money";
import type { Split } from "@scantill/sdk";
import type { Id } from "@scantill/service-kit/ids";
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
  readonly status: OrderStatus;
  readonly split: Split;
  readonly total: Money;
  /** Null until the payments server has confirmed that the request is open. */
  readonly paymentRequestId: string | null;
  readonly terminalUrl: string | null;
  readonly createdAt: Date;
  readonly paidAt: Date | null;
  readonly lines: readonly OrderLine[];
};

/** Paid is final for money; closed stays closed, and what is left is ordered again by an order of its own. */
export const nextStatuses = {
  awaiting_payment: ["partly_paid", "paid", "expired", "cancelled"],
  partly_paid: ["paid", "expired", "cancelled"],
  paid: [],
  expired: [],
  cancelled: [],
} as const satisfies Record<OrderStatus, readonly OrderStatus[]>;

/** Whether something may still be paid. */
export function isOpen({ status }: Pick<Order, "status">): boolean {
  return nextStatuses[status].length > 0;
}

export function mayBecome(from: OrderStatus, to: OrderStatus): boolean {
  const next: readonly OrderStatus[] = nextStatuses[from];
  return next.includes(to);
}

export function amountOf(line: Pick<OrderLine, "price" | "quantity">): Money {
  return multiply(line.price, line.quantity);
}

/** Refuses `currency_mismatch`: an order has one currency. */
export function amountOfLines(
  lines: readonly Pick<OrderLine, "price" | "quantity">[],
  currency: string,
): Money {
  return sumMoney(lines.map(amountOf), currency);
}

export function paidLines(order: Order): readonly OrderLine[] {
  return order.lines.filter((line) => line.stockStatus === "taken");
}

export function unpaidLines(order: Order): readonly OrderLine[] {
  return order.lines.filter((line) => line.stockStatus !== "taken");
}

/** What forbids ordering again what was not paid, or null. */
export function refusalToRepeat(order: Order): RefusalCode | null {
  if (isOpen(order)) return "order_still_open";
  return unpaidLines(order).length === 0 ? "order_nothing_left" : null;
}
