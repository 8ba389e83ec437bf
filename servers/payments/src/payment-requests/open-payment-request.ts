/** Opens a payment request: checks it, and stores it with its codes and its first event. */

import type { openPaymentRequestSchema } from "@scantill/contract/payment-requests";
import { violatedConstraint } from "@scantill/service-kit/database";
import { newId, newToken } from "@scantill/service-kit/ids";
import { hashSecret, type Sealer } from "@scantill/service-kit/sealed";
import type { z } from "zod";
import { recordEvents } from "#events";
import { withEvent } from "#events/rules";
import { listAccounts } from "#ledger";
import type { Merchant } from "#merchants";
import { refuse, refuseIf } from "#refuse";
import type { TenantTx } from "#tenant";
import { drawCodes } from "./draw-codes.ts";
import { amountOfItems, type PaymentRequest, refusalToOpen } from "./payment-request.ts";
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
      amount: amountOfItems(wanted.items),
      returnUrl: wanted.returnUrl,
      retryUrl: wanted.retryUrl ?? null,
      collect: wanted.collect,
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
  await drawCodes(tx, request, sealer);
  await recordEvents(tx, [event]);
  return request;
}

/** Shoppers are only ever sent back to the shop that the merchant has named; the phone shows its host. */
function refuseForeignUrls(merchant: Merchant, urls: readonly (string | undefined)[]): void {
  const foreign = urls.some((url) => url !== undefined && new URL(url).origin !== merchant.origin);
  if (foreign) refuse("return_url_not_allowed");
}
