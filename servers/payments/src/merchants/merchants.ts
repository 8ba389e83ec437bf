/** The merchants' door: who is paid, and how a merchant's server proves who it is. */
import { hashSecret } from "@scantill/service-kit/sealed";
import { refuse } from "#refuse";
import type { Reader } from "#tenant";
import type { Merchant, Scope } from "./merchant.ts";
import { findMerchantByKey } from "./merchant-store.ts";

export type { Merchant } from "./merchant.ts";
export { insertApiKey, insertMerchant } from "./merchant-store.ts";
export { seedDemoMerchant } from "./seed-demo-merchant.ts";

/** The merchant whose key is in the Authorization header. A missing, unknown and revoked key are refused alike. */
export async function authenticateMerchant(
  reader: Reader,
  authorization: string | undefined,
  scope: Scope,
): Promise<Merchant> {
  const key = /^Bearer (\S{1,200})$/.exec(authorization ?? "")?.[1] ?? "";
  const merchant = (await findMerchantByKey(reader, hashSecret(key))) ?? refuse("api_key_invalid");
  return merchant.scopes.includes(scope) ? merchant : refuse("scope_missing");
}
