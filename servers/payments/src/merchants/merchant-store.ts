/** The merchants' SQL. API keys are found by their hash. */
import { fromUuid, type Id, toUuid } from "@scantill/service-kit/ids";
import type { Reader, TenantTx } from "#tenant";
import { type Merchant, type Scope, scopes } from "./merchant.ts";

type MerchantRow = { readonly id: string; readonly name: string; readonly origin: string };

/** The merchant whose key it is, and what that key may be used for. */
export async function findMerchantByKey(
  reader: Reader,
  keyHash: Buffer,
): Promise<(Merchant & { readonly scopes: readonly Scope[] }) | null> {
  const [row] = await reader.sql<(MerchantRow & { readonly scopes: readonly Scope[] })[]>`
    select m.id, m.name, m.origin, k.scopes
    from payments.api_key k
    join payments.merchant m on m.tenant_id = k.tenant_id and m.id = k.merchant_id
    where k.tenant_id = ${reader.tenantId} and k.key_hash = ${keyHash} and k.revoked_at is null`;
  return row === undefined ? null : { ...toMerchant(row), scopes: row.scopes };
}

export async function insertMerchant(tx: TenantTx, merchant: Merchant): Promise<void> {
  await tx.sql`
    insert into payments.merchant (tenant_id, id, name, origin)
    values (${tx.tenantId}, ${toUuid(merchant.id)}, ${merchant.name}, ${merchant.origin})`;
}

export async function saveMerchantOrigin(
  tx: TenantTx,
  id: Id<"mer">,
  origin: string,
): Promise<void> {
  await tx.sql`
    update payments.merchant
    set origin = ${origin}
    where tenant_id = ${tx.tenantId} and id = ${toUuid(id)}`;
}

export async function insertApiKey(
  tx: TenantTx,
  merchantId: Id<"mer">,
  keyHash: Buffer,
): Promise<void> {
  await tx.sql`
    insert into payments.api_key (tenant_id, key_hash, merchant_id, scopes)
    values (${tx.tenantId}, ${keyHash}, ${toUuid(merchantId)}, ${[...scopes]})`;
}

/** The merchant's endpoint: made the first time, afterwards it only moves. */
export async function ensureWebhookEndpoint(
  tx: TenantTx,
  endpoint: {
    readonly id: Id<"wh">;
    readonly merchantId: Id<"mer">;
    readonly url: string;
    readonly sealedSecret: Buffer;
  },
): Promise<void> {
  const moved = await tx.sql`
    update payments.webhook_endpoint
    set url = ${endpoint.url}
    where tenant_id = ${tx.tenantId} and merchant_id = ${toUuid(endpoint.merchantId)}`;
  if (moved.count > 0) return;
  await tx.sql`
    insert into payments.webhook_endpoint (tenant_id, id, merchant_id, url, secret_sealed)
    values (${tx.tenantId}, ${toUuid(endpoint.id)}, ${toUuid(endpoint.merchantId)}, ${endpoint.url}, ${endpoint.sealedSecret})`;
}

function toMerchant(row: MerchantRow): Merchant {
  return { id: fromUuid("mer", row.id), name: row.name, origin: row.origin };
}
