/** Makes the codes of a request's current revision: one for everything, or one for each item. */
import { TransactionCollision, violatedConstraint } from "@scantill/service-kit/database";
import { newId } from "@scantill/service-kit/ids";
import { hashSecret, type Sealer } from "@scantill/service-kit/sealed";
import { insertCodes, newCodeSecrets, sealCodeSecrets, shortCodeHash } from "#codes";
import { codesFor } from "#codes/rules";
import type { TenantTx } from "#tenant";
import { amountOfItem, type PaymentRequest } from "./payment-request.ts";

export async function drawCodes(
  tx: TenantTx,
  request: PaymentRequest,
  sealer: Sealer,
): Promise<void> {
  const wanted = codesFor(request.split, request.items.map(amountOfItem));
  const codes = wanted.map(({ itemIndex, amount }) => {
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
  await insertCodes(tx, codes).catch((error: unknown) => {
    // Short codes are few enough that another live request may have drawn the same one.
    throw violatedConstraint(error)?.includes("short_code")
      ? new TransactionCollision("short code")
      : error;
  });
}
