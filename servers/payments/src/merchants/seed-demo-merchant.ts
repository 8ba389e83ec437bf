/** The merchant of a demonstration: its shop, its key, its account and its webhook endpoint, made once. */
import { newId } from "@scantill/service-kit/ids";
import { hashSecret, type Sealer } from "@scantill/service-kit/sealed";
import { openAccount } from "#ledger";
import type { TenantTx } from "#tenant";
import {
  ensureWebhookEndpoint,
  findMerchantByKey,
  insertApiKey,
  insertMerchant,
  saveMerchantOrigin,
} from "./merchant-store.ts";

export async function seedDemoMerchant(
  tx: TenantTx,
  seed: {
    readonly merchantApiKey: string;
    readonly webhookSecret: string;
    readonly webhookUrl: string;
    readonly shopOrigin: string;
    readonly sealer: Sealer;
  },
): Promise<void> {
  const origin = new URL(seed.shopOrigin).origin;
  const keyHash = hashSecret(seed.merchantApiKey);
  const known = await findMerchantByKey(tx, keyHash);
  const merchant = known ?? { id: newId("mer"), name: "Larkmoss", origin };
  if (known === null) {
    await insertMerchant(tx, merchant);
    await insertApiKey(tx, merchant.id, keyHash);
    await openAccount(tx, { ownerId: merchant.id, kind: "merchant", currency: "EUR" });
  } else if (known.origin !== origin) {
    await saveMerchantOrigin(tx, merchant.id, origin);
  }
  const endpointId = newId("wh");
  const sealedSecret = seed.sealer.seal(seed.webhookSecret, endpointId);
  await ensureWebhookEndpoint(tx, {
    id: endpointId,
    merchantId: merchant.id,
    url: seed.webhookUrl,
    sealedSecret,
  });
}
