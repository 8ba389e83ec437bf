/** The merchant's calls about payment requests. */
import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import {
  listPaymentRequestsQuerySchema,
  openPaymentRequestSchema,
  type PaymentRequest as PaymentRequestJson,
  paymentRequestPageSchema,
  paymentRequestSchema,
  revisePaymentRequestSchema,
} from "@scantill/contract/payment-requests";
import { parseId } from "@scantill/service-kit/ids";
import { listCodesOfRequests } from "#codes";
import { type IdempotentCall, idempotentCall, onlyOnce } from "#idempotency";
import { authenticateMerchant, type Merchant } from "#merchants";
import { refuse } from "#refuse";
import {
  emptyBody,
  idParams,
  jsonAnswer,
  jsonBody,
  problemAnswer,
  refuseInvalid,
} from "#route-parts";
import type { Services } from "#services";
import type { Reader, TenantTx } from "#tenant";
import { cancelPaymentRequest } from "./close-payment-requests.ts";
import { openPaymentRequest } from "./open-payment-request.ts";
import type { PaymentRequest } from "./payment-request.ts";
import { findPaymentRequest, listPaymentRequests } from "./payment-request-store.ts";
import {
  type Presentation,
  presentPaymentRequest,
  withoutSecrets,
  withSecrets,
} from "./present-payment-request.ts";
import { revisePaymentRequest } from "./revise-payment-request.ts";

const openRoute = createRoute({
  method: "post",
  path: "/v1/payment-requests",
  request: { body: jsonBody(openPaymentRequestSchema) },
  responses: {
    201: jsonAnswer(paymentRequestSchema, "The open request with its codes"),
    default: problemAnswer,
  },
});

const listRoute = createRoute({
  method: "get",
  path: "/v1/payment-requests",
  request: { query: listPaymentRequestsQuerySchema },
  responses: {
    200: jsonAnswer(paymentRequestPageSchema, "Requests, newest first"),
    default: problemAnswer,
  },
});

const getRoute = createRoute({
  method: "get",
  path: "/v1/payment-requests/{id}",
  request: { params: idParams },
  responses: {
    200: jsonAnswer(paymentRequestSchema, "The request as it is now"),
    default: problemAnswer,
  },
});

const cancelRoute = createRoute({
  method: "post",
  path: "/v1/payment-requests/{id}/cancel",
  request: { params: idParams, body: emptyBody },
  responses: {
    200: jsonAnswer(paymentRequestSchema, "The cancelled request"),
    default: problemAnswer,
  },
});

const reviseRoute = createRoute({
  method: "post",
  path: "/v1/payment-requests/{id}/revise",
  request: { params: idParams, body: jsonBody(revisePaymentRequestSchema) },
  responses: {
    200: jsonAnswer(paymentRequestSchema, "The open request with its new codes"),
    default: problemAnswer,
  },
});

export function paymentRequestRoutes(services: Services): OpenAPIHono {
  const { database, sealer, limits } = services;
  const app = new OpenAPIHono({ defaultHook: refuseInvalid });

  app.openapi(openRoute, async (context) => {
    const merchant = await authenticateMerchant(
      database,
      context.req.header("Authorization"),
      "payment_requests",
    );
    await limits.count("requestsOfMerchant", merchant.id);
    const wanted = context.req.valid("json");
    const key = context.req.header("Idempotency-Key");
    const call = idempotentCall(merchant.id, "open payment request", key, wanted);
    const { body, replayed } = await writeOnce(services, call, (tx) =>
      openPaymentRequest(tx, { merchant, wanted, sealer }),
    );
    if (replayed) context.header("Idempotency-Replayed", "true");
    return context.json(body, 201);
  });

  app.openapi(listRoute, async (context) => {
    const merchant = await authenticateMerchant(
      database,
      context.req.header("Authorization"),
      "payment_requests",
    );
    const { reference = null, limit, after } = context.req.valid("query");
    const olderThan =
      after === undefined ? null : (parseId("pr", after) ?? refuse("request_not_found"));
    const page = { merchantId: merchant.id, reference, olderThan, limit };
    const requests = await listPaymentRequests(database, page);
    const next = requests.length === limit ? (requests.at(-1)?.id ?? null) : null;
    const presented = requests.map((request) => presentFrom(services, database, request));
    return context.json({ paymentRequests: await Promise.all(presented), next }, 200);
  });

  app.openapi(getRoute, async (context) => {
    const merchant = await authenticateMerchant(
      database,
      context.req.header("Authorization"),
      "payment_requests",
    );
    const request = await getOwnRequest(services, merchant, context.req.valid("param").id);
    return context.json(await presentFrom(services, database, request), 200);
  });

  app.openapi(reviseRoute, async (context) => {
    const merchant = await authenticateMerchant(
      database,
      context.req.header("Authorization"),
      "payment_requests",
    );
    const { id } = await getOwnRequest(services, merchant, context.req.valid("param").id);
    const change = context.req.valid("json");
    const key = context.req.header("Idempotency-Key");
    const call = idempotentCall(merchant.id, `revise payment request ${id}`, key, change);
    const { body, replayed } = await writeOnce(services, call, (tx) =>
      revisePaymentRequest(tx, id, { change, sealer }),
    );
    if (replayed) context.header("Idempotency-Replayed", "true");
    return context.json(body, 200);
  });

  app.openapi(cancelRoute, async (context) => {
    const merchant = await authenticateMerchant(
      database,
      context.req.header("Authorization"),
      "payment_requests",
    );
    const { id } = await getOwnRequest(services, merchant, context.req.valid("param").id);
    const key = context.req.header("Idempotency-Key");
    const call = idempotentCall(merchant.id, `cancel payment request ${id}`, key, {});
    const { body, replayed } = await writeOnce(services, call, (tx) =>
      cancelPaymentRequest(tx, id, "merchant"),
    );
    if (replayed) context.header("Idempotency-Replayed", "true");
    return context.json(body, 200);
  });

  return app;
}

/** Another merchant's request is refused like one that does not exist. */
async function getOwnRequest(
  { database }: Services,
  merchant: Merchant,
  id: string,
): Promise<PaymentRequest> {
  const requestId = parseId("pr", id);
  const request = requestId === null ? null : await findPaymentRequest(database, requestId);
  return request?.merchantId === merchant.id ? request : refuse("request_not_found");
}

/** One effect however often it is sent; the answer says whether it is a repetition. */
async function writeOnce(
  services: Services,
  call: IdempotentCall,
  work: (tx: TenantTx) => Promise<PaymentRequest>,
): Promise<{ readonly body: PaymentRequestJson; readonly replayed: boolean }> {
  const outcome = await onlyOnce(services.database, call, async (tx) => {
    const fresh = await presentFrom(services, tx, await work(tx));
    return { fresh, answer: withoutSecrets(fresh) };
  });
  if (!outcome.isReplay) return { body: outcome.fresh, replayed: false };
  // Written above, in the shape that the route answers with.
  return { body: await repeated(services, outcome.answer as PaymentRequestJson), replayed: true };
}

async function repeated(
  services: Services,
  answer: PaymentRequestJson,
): Promise<PaymentRequestJson> {
  const id = parseId("pr", answer.id) ?? refuse("request_not_found");
  const request = (await findPaymentRequest(services.database, id)) ?? refuse("request_not_found");
  const codes = await listCodesOfRequests(services.database, [id]);
  return withSecrets(presentationOf(services), answer, { request, codes });
}

async function presentFrom(
  services: Services,
  reader: Reader,
  request: PaymentRequest,
): Promise<PaymentRequestJson> {
  const codes = await listCodesOfRequests(reader, [request.id]);
  return presentPaymentRequest(presentationOf(services), request, codes);
}

function presentationOf({ sealer, config }: Services): Presentation {
  return { sealer, publicUrl: config.publicUrl };
}
