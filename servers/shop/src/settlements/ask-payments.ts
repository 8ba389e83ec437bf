/**
 * Asking the payments server about an order. Never inside of a transaction. When it cannot be reached the order simply stays as
 * it is, and somebody asks again: the shopper's button, the order's page, or the worker.
 */
import type { PaymentRequest } from "@scantill/sdk";
import { isOpen, isOpened, type Order } from "#orders/rules";
import { refuse } from "#refuse";
import type { Services } from "#services";
import { transact } from "#tenant";
import { settleOrder } from "./settle-order.ts";
import { paymentRequestOf } from "./settlement.ts";

/**
 * Opens the payment of an order that has none yet, or opens it again after its codes ran out. The order's id and revision as key
 * make it one request, and one set of new codes, however often we ask.
 */
export async function requestPayment(services: Services, order: Order): Promise<Order> {
  if (isOpened(order) || !isOpen(order)) return order;
  const { config, payments } = services;
  const { paymentRequestId, revision } = order;
  return await settleBy(services, order, () =>
    paymentRequestId === null
      ? payments.openPaymentRequest(paymentRequestOf(order, config.publicUrl), {
          idempotencyKey: order.id,
        })
      : payments.revisePaymentRequest(
          paymentRequestId,
          {},
          { idempotencyKey: `${order.id}:revision:${revision}` },
        ),
  );
}

/** Brings an open order up to date with its payment request. */
export async function followOrder(services: Services, order: Order): Promise<Order> {
  const { paymentRequestId } = order;
  if (paymentRequestId === null || !isOpen(order)) return order;
  return await settleBy(services, order, () =>
    services.payments.getPaymentRequest(paymentRequestId),
  );
}

/** Closes what can still be paid of an order. What has been paid stays paid. */
export async function cancelOrder(services: Services, order: Order): Promise<Order> {
  // Without an answer to the first call, a request may be open that we have not heard of: opening it again finds out.
  const opened = await requestPayment(services, order);
  const { paymentRequestId } = opened;
  if (paymentRequestId === null || !isOpened(opened)) refuse("service_unavailable");
  if (!isOpen(opened)) return opened;
  const cancelled = await settleBy(services, opened, () =>
    services.payments.cancelPaymentRequest(paymentRequestId, {
      idempotencyKey: `${order.id}:cancel:${opened.revision}`,
    }),
  );
  // It may have been paid or have expired in the same moment.
  return isOpen(cancelled) ? await followOrder(services, cancelled) : cancelled;
}

async function settleBy(
  { database, log }: Services,
  order: Order,
  ask: () => Promise<PaymentRequest>,
): Promise<Order> {
  let request: PaymentRequest;
  try {
    request = await ask();
  } catch (error) {
    log.warn(
      { err: error, order: order.number },
      "payments did not answer as hoped; the order waits",
    );
    return order;
  }
  const settled = await transact(database, (tx) => settleOrder(tx, request));
  if (settled === null)
    throw new Error(`payments answered about another order than ${order.number}`);
  return settled;
}
