/** The phone's two calls of an approval: what is to be signed, and here is the signature. */
import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import {
  approvalOptionsSchema,
  approvePaymentSchema,
  startApprovalSchema,
  walletPaymentSchema,
} from "@scantill/contract/wallet";
import { newId, parseId } from "@scantill/service-kit/ids";
import { rpIdOf } from "#config";
import { getPaymentRequest } from "#payment-requests";
import { findPayment, handOver, openAddress, presentWalletPayment } from "#payments";
import { refuse } from "#refuse";
import { idParams, jsonAnswer, jsonBody, problemAnswer, refuseInvalid } from "#route-parts";
import type { Services } from "#services";
import { transact } from "#tenant";
import { acceptLowerSignCount, getSession, listPasskeys, rememberAddress } from "#wallets";
import type { Verdict } from "./approval.ts";
import { type Evidence, passkeyEvidence, pinEvidence } from "./evidence.ts";
import { startApproval } from "./start-approval.ts";

const timeoutMs = 120_000;

const startRoute = createRoute({
  method: "post",
  path: "/v1/wallet/payments/{id}/approval",
  request: { params: idParams, body: jsonBody(startApprovalSchema) },
  responses: { 200: jsonAnswer(approvalOptionsSchema, "What to sign"), default: problemAnswer },
});

const approveRoute = createRoute({
  method: "post",
  path: "/v1/wallet/payments/{id}/approve",
  request: { params: idParams, body: jsonBody(approvePaymentSchema) },
  responses: {
    200: jsonAnswer(walletPaymentSchema, "The approved payment"),
    default: problemAnswer,
  },
});

export function approvalRoutes(services: Services): OpenAPIHono {
  const { database, config, approvals, sealer } = services;
  const app = new OpenAPIHono({ defaultHook: refuseInvalid });
  const rpId = rpIdOf(config);

  app.openapi(startRoute, async (context) => {
    const session = await getSession(database, context.req.header("Cookie"), config.publicUrl);
    const walletId = session.walletId ?? refuse("wallet_required");
    const paymentId = parseId("pay", context.req.valid("param").id) ?? refuse("payment_not_found");
    const { attemptId, deliveryAddress } = context.req.valid("json");
    const address =
      deliveryAddress === undefined ? null : handOver(sealer, paymentId, deliveryAddress);
    const document = await transact(database, (tx) =>
      startApproval(tx, { paymentId, sessionId: session.id, walletId, attemptId, address }),
    );
    const passkeys = await listPasskeys(database, walletId);
    const credentialIds = passkeys.map((passkey) => passkey.credentialId);
    const answered = { ...document, codeIds: [...document.codeIds], items: [...document.items] };
    const { pinDeviceId: deviceId } = session;
    return context.json({ document: answered, rpId, credentialIds, deviceId, timeoutMs }, 200);
  });

  app.openapi(approveRoute, async (context) => {
    const session = await getSession(database, context.req.header("Cookie"), config.publicUrl);
    const walletId = session.walletId ?? refuse("wallet_required");
    const paymentId = parseId("pay", context.req.valid("param").id) ?? refuse("payment_not_found");
    const body = context.req.valid("json");
    const payment = await findPayment(database, paymentId);
    if (payment === null || payment.sessionId !== session.id) refuse("payment_not_found");
    const request = await getPaymentRequest(database, payment.requestId);
    const evidence =
      "pin" in body
        ? await pinEvidence(services, session, body.pin, { payment, request })
        : await passkeyEvidence(services, session, body.assertion);
    const verdict = await approvals.submit({
      paymentId,
      requestId: payment.requestId,
      attemptId: body.attemptId,
      walletId,
      merchantId: request.merchantId,
      currency: payment.currency,
      transferId: newId("tr"),
      ...evidence,
    });
    await heedCounter(services, verdict, evidence);
    if (!verdict.isApproved) refuse(verdict.refusal);
    const approved = (await findPayment(database, paymentId)) ?? refuse("payment_not_found");
    const address = openAddress(sealer, approved);
    if (address !== null) await rememberAddress(services, walletId, address);
    return context.json(await presentWalletPayment(database, approved), 200);
  });

  return app;
}

/** The payer is warned once that the passkey may exist twice; after that, a fresh gesture counts. */
async function heedCounter(
  { database }: Services,
  verdict: Verdict,
  { passkeyUse }: Evidence,
): Promise<void> {
  if (verdict.isApproved || verdict.refusal !== "passkey_counter_fell" || passkeyUse === null)
    return;
  await acceptLowerSignCount(database, passkeyUse);
}
