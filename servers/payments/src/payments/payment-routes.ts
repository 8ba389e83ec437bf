/** The merchant's calls about payments: what was paid, and the proof that it was approved. */
import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import {
  listPaymentsQuerySchema,
  paymentPageSchema,
  paymentSchema,
} from "@scantill/contract/payments";
import { parseId } from "@scantill/service-kit/ids";
import { authenticateMerchant } from "#merchants";
import { findPaymentRequest } from "#payment-requests";
import { refuse } from "#refuse";
import { idParams, jsonAnswer, problemAnswer, refuseInvalid } from "#route-parts";
import type { Services } from "#services";
import { findPayment, listMerchantPayments } from "./payment-store.ts";
import { presentMerchantPayment } from "./present-payment.ts";

const listRoute = createRoute({
  method: "get",
  path: "/v1/payments",
  request: { query: listPaymentsQuerySchema },
  responses: {
    200: jsonAnswer(paymentPageSchema, "Payments, newest first"),
    default: problemAnswer,
  },
});

const getRoute = createRoute({
  method: "get",
  path: "/v1/payments/{id}",
  request: { params: idParams },
  responses: {
    200: jsonAnswer(paymentSchema, "The payment and the proof of its approval"),
    default: problemAnswer,
  },
});

export function paymentRoutes(services: Services): OpenAPIHono {
  const { database } = services;
  const app = new OpenAPIHono({ defaultHook: refuseInvalid });

  app.openapi(listRoute, async (context) => {
    const merchant = await authenticateMerchant(
      database,
      context.req.header("Authorization"),
      "payments",
    );
    const { requestId, limit, after } = context.req.valid("query");
    const payments = await listMerchantPayments(database, {
      merchantId: merchant.id,
      requestId:
        requestId === undefined ? null : (parseId("pr", requestId) ?? refuse("request_not_found")),
      olderThan:
        after === undefined ? null : (parseId("pay", after) ?? refuse("payment_not_found")),
      limit,
    });
    const next = payments.length === limit ? (payments.at(-1)?.id ?? null) : null;
    const presented = await Promise.all(
      payments.map((payment) => presentMerchantPayment(services, payment)),
    );
    return context.json({ payments: presented, next }, 200);
  });

  app.openapi(getRoute, async (context) => {
    const merchant = await authenticateMerchant(
      database,
      context.req.header("Authorization"),
      "payments",
    );
    const id = parseId("pay", context.req.valid("param").id);
    const payment = id === null ? null : await findPayment(database, id);
    const request = payment === null ? null : await findPaymentRequest(database, payment.requestId);
    if (payment === null || request?.merchantId !== merchant.id) refuse("payment_not_found");
    return context.json(await presentMerchantPayment(services, payment), 200);
  });

  return app;
}
