/** Opens a payment request: checks it, and stores it with its codes and its first event. */

import type { openPaymentRequestSchema } from "@scantill/contract/payment-requests";
import { violatedConstraint } from "@scantill/service-kit/database";
import { newId, newToken } from "@scantill/service-kit/ids";
import { hashSecret, type Sealer } from "@scantill/service-kit/sealed";
import type { z } from "zod";
import { insertCodes, type NewCode, newCodeSecrets, sealCodeSecrets, shortCodeHash } from "#codes";
import { codesFor } from "#codes/rules";
import { recordEvents } from "#events";
import { withEvent } from "#events/rules";
import { listAccounts } from "#ledger";
import type { Merchant } from "#merchants";
import { refuse, refuseIf } from "#refuse";
import type { TenantTx } from "#tenant";
import { amountOfItem, type PaymentRequest, refusalToOpen } from "./payment-request.ts";
import { insertPaymentRequest } from "./payment-request-store.ts";

export async function openPaymentRequest(
  tx: TenantTx,
  input: {
    readonly merchant: Merchant;
    readonly wanted: z.output<typeof openPaymentRequestSchema>;
    readonly sealer: Sealer;
  },
): Promise<PaymentRequest> {
  const { merchant, wanted, sealer } = input;
  refuseIf(refusalToOpen(wanted));
  refuseForeignUrls(merchant, [wanted.returnUrl, wanted.retryUrl]);
  const accounts = await listAccounts(tx, { ownerId: merchant.id, kind: "merchant" });
  if (!accounts.some((account) => account.currency === wanted.currency))
    refuse("currency_not_supported");

  const amounts = wanted.items.map(amountOfItem);
  const id = newId("pr");
  const clientSecret = newToken();
  const { subject, event } = withEvent(
    {
      id,
      merchantId: merchant.id,
      reference: wanted.reference,
      status: "open",
      currency: wanted.currency,
      eventCount: 0,
      merchantName: merchant.name,
      split: wanted.split,
      items: wanted.items,
      amount: amounts.reduce((sum, amount) => sum + amount, 0n),
      returnUrl: wanted.returnUrl,
      retryUrl: wanted.retryUrl ?? null,
      metadata: wanted.metadata,
      clientSecretHash: hashSecret(clientSecret),
      sealedClientSecret: sealer.seal(clientSecret, id),
      expiresInSeconds: wanted.expiresIn,
    },
    "request.opened",
  );
  const request = await insertPaymentRequest(tx, subject).catch((error: unknown) => {
    if (violatedConstraint(error)?.includes("reference")) refuse("reference_already_used");
    throw error;
  });
  await insertCodes(tx, newCodes(request, amounts, sealer));
  await recordEvents(tx, [event]);
  return request;
}

function newCodes(
  request: PaymentRequest,
  itemAmounts: readonly bigint[],
  sealer: Sealer,
): readonly NewCode[] {
  return codesFor(request.split, itemAmounts).map(({ itemIndex, amount }) => {
    const id = newId("cd");
    const secrets = newCodeSecrets();
    return {
      id,
      requestId: request.id,
      revision: request.revision,
      itemIndex,
      amount,
      tokenHash: hashSecret(secrets.token),
      shortCodeHash: shortCodeHash(sealer, secrets.shortCode),
      sealedSecrets: sealCodeSecrets(sealer, id, secrets),
    };
  });
}

/** Shoppers are only ever sent back to the shop that the merchant has named; the phone shows its host. */
function refuseForeignUrls(merchant: Merchant, urls: readonly (string | undefined)[]): void {
  const foreign = urls.some((url) => url !== undefined && new URL(url).origin !== merchant.origin);
  if (foreign) refuse("return_url_not_allowed");
}
