/** A delivery address on its way from the phone to the merchant: sealed while it is kept, signed by its hash. */
import { createHash } from "node:crypto";
import { canonicalJson } from "@scantill/contract/canonical-json";
import type { DeliveryAddress } from "@scantill/contract/delivery-address";
import type { Sealer } from "@scantill/service-kit/sealed";
import type { HandedOverAddress, Payment, PaymentId } from "./payment.ts";

/** The phone computes the same hash from what it shows: SHA-256 of the canonical JSON (RFC 8785), in base64url. */
export function handOver(
  sealer: Sealer,
  paymentId: PaymentId,
  address: DeliveryAddress,
): HandedOverAddress {
  const text = canonicalJson(address);
  return {
    sealed: sealer.seal(text, paymentId),
    hash: createHash("sha256").update(text).digest("base64url"),
  };
}

export function openAddress(sealer: Sealer, payment: Payment): DeliveryAddress | null {
  if (payment.sealedDeliveryAddress === null) return null;
  // Sealed by `handOver`, after the contract had checked it.
  return JSON.parse(sealer.open(payment.sealedDeliveryAddress, payment.id)) as DeliveryAddress;
}
