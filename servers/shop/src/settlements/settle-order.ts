/** Applies the payments server's word to an order, exactly once: status, and stock taken or returned. */
import type { PaymentRequest } from "@scantill/sdk";
import { removeFromCart } from "#carts";
import { returnStock, takeStock } from "#catalogue";
import { noteDeliveries } from "#deliveries";
import { writePaidMail } from "#mails";
import { findOrder, lockOrderByNumber, saveLines, savePaymentRequest, saveStatus } from "#orders";
import type { Order } from "#orders/rules";
import type { TenantTx } from "#tenant";
import { mismatchOf, settlementOf } from "./settlement.ts";

/**
 * The order as it then is, or null when the request is of no order of ours. Safe to repeat and in any order. Throws, and so
 * changes nothing, when the request and the order do not agree about the amount.
 */
export async function settleOrder(tx: TenantTx, request: PaymentRequest): Promise<Order | null> {
  const order = await lockOrderByNumber(tx, request.reference);
  if (order === null) return null;
  const mismatch = mismatchOf(order, request);
  if (mismatch !== null) {
    throw new Error(
      `order ${order.number} and payment request ${request.id} do not agree: ${mismatch}`,
    );
  }
  if (request.revision > (order.openedRevision ?? 0)) await recordRequest(tx, order, request);
  const settlement = settlementOf(order, request);
  if (settlement !== null) {
    const { status, paidAt, taken, returned } = settlement;
    await saveStatus(tx, { id: order.id, status, paidAt });
    await saveLines(tx, order.id, [...taken, ...returned]);
    if (status === "paid") await writePaidMail(tx, order);
    await noteDeliveries(tx, order, taken);
    if (taken.length > 0) await takeStock(tx, taken);
    if (returned.length > 0) await returnStock(tx, returned);
  }
  return await findOrder(tx, order.id);
}

/** Now that it can be paid, what was ordered leaves the cart it came from, once. */
async function recordRequest(tx: TenantTx, order: Order, request: PaymentRequest): Promise<void> {
  await savePaymentRequest(tx, {
    id: order.id,
    paymentRequestId: request.id,
    terminalUrl: request.terminalUrl,
    revision: request.revision,
  });
  if (order.paymentRequestId !== null) return;
  if (order.cartId !== null && order.repeatsOrderId === null) {
    const variantIds = order.lines.map((line) => line.variantId);
    await removeFromCart(tx, { cartId: order.cartId, variantIds });
  }
}
