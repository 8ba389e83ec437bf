/** Orders and lines for tests, with only what a test is about spelled out. */
import type { Order, OrderLine } from "#orders/rules";
import { totalOf } from "#pricing/rules";

export const euros = (minor: bigint) => ({ minor, currency: "EUR" });

export function anOrderLine(change: Partial<OrderLine> = {}): OrderLine {
  return {
    position: 0,
    variantId: "01890000-0000-7000-8000-000000000001",
    title: "Moss Teapot",
    image: "products/moss-teapot.svg",
    sku: "TEAPOT",
    gtin: "2010000000014",
    quantity: 1,
    price: euros(3800n),
    stockStatus: "held",
    paymentId: null,
    ...change,
  };
}

export function anOrder(change: Partial<Order> = {}): Order {
  const lines = change.lines ?? [anOrderLine()];
  const charges = change.charges ?? [];
  return {
    id: "ord_01h00000000000000000000000",
    number: "LM-BCDF-GHJK",
    key: "0123456789ABCDEFGHJKMNPQRS",
    cartId: null,
    repeatsOrderId: null,
    email: null,
    collectsAddress: false,
    status: "awaiting_payment",
    split: "one",
    total: totalOf(lines, charges, "EUR"),
    paymentRequestId: "pr_01h00000000000000000000000",
    terminalUrl: "http://localhost:4100/t/SECRET",
    revision: 1,
    openedRevision: 1,
    createdAt: new Date("2026-11-23T11:00:00Z"),
    paidAt: null,
    lines,
    charges,
    ...change,
  };
}
