/** The phone's two calls of an approval: what is to be signed, and here is the signature. */
import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import {
  type ApprovePayment,
  approvalOptionsSchema,
  approvePaymentSchema,
  startApprovalSchema,
  walletPaymentSchema,
} from "@scantill/contract/wallet";
import { newId, parseId } from "@scantill/service-kit/ids";
import { rpIdOf } from "#config";
import { getPaymentRequest } from "#payment-requests";
import { findPayment, handOver, openAddress, presentWalletPayment } from "#payments";
import type { Payment } from "#payments/rules";
import { refuse } from "#refuse";
import { idParams, jsonAnswer, jsonBody, problemAnswer, refuseInvalid } from "#route-parts";
import type { Services } from "#services";
import { type Reader, transact } from "#tenant";
import {
  acceptLowerSignCount,
  getSession,
  listPasskeys,
  rememberAddress,
  type WalletSession,
} from "#wallets";
import { type Approval, isApprovedBy, type Verdict } from "./approval.ts";
import { findRefusal } from "./approval-store.ts";
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
  const { database, config, sealer, limits } = services;
  const app = new OpenAPIHono({ defaultHook: refuseInvalid });
  const rpId = rpIdOf(config);

  app.openapi(startRoute, async (context) => {
    const session = await getSession(database, context.req.header("Cookie"), config.publicUrl);
    await limits.count("approvalsOfSession", session.id);
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
    await limits.count("approvalsOfSession", session.id);
    const walletId = session.walletId ?? refuse("wallet_required");
    const paymentId = parseId("pay", context.req.valid("param").id) ?? refuse("payment_not_found");
    const body = context.req.valid("json");
    const payment = await findPayment(database, paymentId);
    if (payment === null || payment.sessionId !== session.id) refuse("payment_not_found");
    const verdict =
      (await findEarlierVerdict(database, payment, { attemptId: body.attemptId, walletId })) ??
      (await decide(services, session, payment, body));
    if (!verdict.isApproved) refuse(verdict.refusal);
    const approved = (await findPayment(database, paymentId)) ?? refuse("payment_not_found");
    const address = openAddress(sealer, approved);
    // It is paid: whatever becomes of this convenience must not sound as if it were not.
    if (address !== null)
      await rememberAddress(services, walletId, address).catch(services.log.error);
    return context.json(await presentWalletPayment(database, approved), 200);
  });

  return app;
}

/** The same attempt has the same verdict for ever, whatever it is sent with. */
async function findEarlierVerdict(
  reader: Reader,
  payment: Payment,
  attempt: Pick<Approval, "attemptId" | "walletId">,
): Promise<Verdict | null> {
  if (isApprovedBy(payment, attempt)) return { isApproved: true };
  const refusal = await findRefusal(reader, payment.id, attempt.attemptId);
  return refusal === null ? null : { isApproved: false, refusal };
}

async function decide(
  services: Services,
  session: WalletSession,
  payment: Payment,
  body: ApprovePayment,
): Promise<Verdict> {
  const request = await getPaymentRequest(services.database, payment.requestId);
  const evidence =
    "pin" in body
      ? await pinEvidence(services, session, body.pin, { payment, request })
      : await passkeyEvidence(services, session, body.assertion);
  const verdict = await services.approvals.submit({
    paymentId: payment.id,
    requestId: request.id,
    attemptId: body.attemptId,
    walletId: session.walletId ?? refuse("wallet_required"),
    merchantId: request.merchantId,
    currency: payment.currency,
    transferId: newId("tr"),
    ...evidence,
  });
  await heedCounter(services, evidence);
  return verdict;
}

/** The payer is warned once that the passkey may exist twice; after that, a fresh gesture counts. */
async function heedCounter(
  { database }: Services,
  { passkeyUse, proofRefusal }: Evidence,
): Promise<void> {
  if (proofRefusal !== "passkey_counter_fell" || passkeyUse === null) return;
  await acceptLowerSignCount(database, passkeyUse);
}
