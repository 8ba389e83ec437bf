/** The phone's calls about its payments, up to the approval. */
import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { pageQuerySchema } from "@scantill/contract/values";
import {
  type BeginPayment,
  beginPaymentSchema,
  renewClaimSchema,
  walletPaymentPageSchema,
  walletPaymentSchema,
} from "@scantill/contract/wallet";
import { parseId, parseShortCode, parseToken } from "@scantill/service-kit/ids";
import { hashSecret } from "@scantill/service-kit/sealed";
import { type CodeSearch, shortCodeHash } from "#codes";
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
import { transact } from "#tenant";
import { createSession, findSession, getSession, sessionCookie } from "#wallets";
import { beginPayment } from "./begin-payment.ts";
import { declinePayment, renewClaims } from "./hold-payment.ts";
import { belongsTo } from "./payment.ts";
import { findPayment, listApprovedPayments } from "./payment-store.ts";
import { presentWalletPayment } from "./present-payment.ts";

const answers = {
  200: jsonAnswer(walletPaymentSchema, "The payment as it is now"),
  default: problemAnswer,
};

const beginRoute = createRoute({
  method: "post",
  path: "/v1/wallet/payments",
  request: { body: jsonBody(beginPaymentSchema) },
  responses: answers,
});

const listRoute = createRoute({
  method: "get",
  path: "/v1/wallet/payments",
  request: { query: pageQuerySchema },
  responses: {
    200: jsonAnswer(walletPaymentPageSchema, "Receipts, newest first"),
    default: problemAnswer,
  },
});

const getRoute = createRoute({
  method: "get",
  path: "/v1/wallet/payments/{id}",
  request: { params: idParams },
  responses: answers,
});

const renewRoute = createRoute({
  method: "post",
  path: "/v1/wallet/payments/{id}/renew",
  request: { params: idParams, body: jsonBody(renewClaimSchema) },
  responses: answers,
});

const declineRoute = createRoute({
  method: "post",
  path: "/v1/wallet/payments/{id}/decline",
  request: { params: idParams, body: emptyBody },
  responses: answers,
});

export function walletPaymentRoutes(services: Services): OpenAPIHono {
  const { database, sealer, config, limits } = services;
  const app = new OpenAPIHono({ defaultHook: refuseInvalid });

  /** Text that cannot be a token is looked up all the same, so that it takes the same path as one that is unknown. */
  const searchFor = (scanned: BeginPayment): CodeSearch =>
    "token" in scanned
      ? { tokenHash: hashSecret(parseToken(scanned.token) ?? scanned.token) }
      : {
          shortCodeHash: shortCodeHash(
            sealer,
            parseShortCode(scanned.shortCode) ?? scanned.shortCode,
          ),
        };

  const ownPayment = async (cookies: string | undefined, id: string) => {
    const session = await getSession(database, cookies, config.publicUrl);
    return { sessionId: session.id, paymentId: parseId("pay", id) ?? refuse("payment_not_found") };
  };

  app.openapi(beginRoute, async (context) => {
    const search = searchFor(context.req.valid("json"));
    const known = await findSession(database, context.req.header("Cookie"), config.publicUrl);
    await limits.count("paymentsOfSession", known?.id ?? null);
    const { payment, token } = await transact(database, async (tx) => {
      const fresh = known === null ? await createSession(tx) : null;
      const session = known ?? fresh?.session ?? refuse("wallet_session_required");
      return {
        payment: await beginPayment(tx, { session, search }),
        token: fresh?.token ?? null,
      };
    });
    if (token !== null) context.header("Set-Cookie", sessionCookie(token, config.publicUrl));
    return context.json(await presentWalletPayment(database, payment), 200);
  });

  app.openapi(listRoute, async (context) => {
    const session = await getSession(database, context.req.header("Cookie"), config.publicUrl);
    if (session.walletId === null) return context.json({ payments: [], next: null }, 200);
    const { limit, after } = context.req.valid("query");
    const olderThan =
      after === undefined ? null : (parseId("pay", after) ?? refuse("payment_not_found"));
    const payments = await listApprovedPayments(database, {
      walletId: session.walletId,
      olderThan,
      limit,
    });
    const next = payments.length === limit ? (payments.at(-1)?.id ?? null) : null;
    const presented = await Promise.all(
      payments.map((payment) => presentWalletPayment(database, payment)),
    );
    return context.json({ payments: presented, next }, 200);
  });

  app.openapi(getRoute, async (context) => {
    const session = await getSession(database, context.req.header("Cookie"), config.publicUrl);
    const id = parseId("pay", context.req.valid("param").id);
    const payment = id === null ? null : await findPayment(database, id);
    if (payment === null || !belongsTo(payment, session)) refuse("payment_not_found");
    return context.json(await presentWalletPayment(database, payment), 200);
  });

  app.openapi(renewRoute, async (context) => {
    const own = await ownPayment(context.req.header("Cookie"), context.req.valid("param").id);
    await limits.count("approvalsOfSession", own.sessionId);
    const { stoppedAttemptId = null } = context.req.valid("json");
    const payment = await transact(database, (tx) => renewClaims(tx, own, stoppedAttemptId));
    return context.json(await presentWalletPayment(database, payment), 200);
  });

  app.openapi(declineRoute, async (context) => {
    const own = await ownPayment(context.req.header("Cookie"), context.req.valid("param").id);
    const payment = await transact(database, (tx) => declinePayment(tx, own));
    return context.json(await presentWalletPayment(database, payment), 200);
  });

  return app;
}
