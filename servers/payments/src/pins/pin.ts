/** A phone without passkeys: its own key, its PIN, and how wrong PINs are slowed down. */
import { createPublicKey, verify } from "node:crypto";
import type { PasskeyPublicKey } from "@scantill/contract/payments";
import type { RegisterPinDevice } from "@scantill/contract/wallet";
import type { Id } from "@scantill/service-kit/ids";

export type PinDeviceId = Id<"dev">;
export type DeviceKey = RegisterPinDevice["publicKey"];

export type PinDevice = {
  readonly id: PinDeviceId;
  readonly walletId: Id<"wal">;
  readonly publicKey: DeviceKey;
  readonly pinSalt: Uint8Array;
  readonly pinHash: Uint8Array;
};

/** Tries that cost nothing but the try. */
const freeTries = 5;
const firstDelaySeconds = 30;
const longestDelaySeconds = 86_400;

/** How long nobody may try again after this many tries in a row without a right one. */
export function delayAfter(tries: number): number {
  if (tries < freeTries) return 0;
  return Math.min(firstDelaySeconds * 2 ** (tries - freeTries), longestDelaySeconds);
}

/** ECDSA with SHA-256 in the 64-byte form of WebCrypto (IEEE P1363). */
export function isSignedBy(publicKey: PasskeyPublicKey, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: publicKey, format: "jwk" });
    const bytes = Buffer.from(signature, "base64url");
    return verify("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" }, bytes);
  } catch {
    // A stranger's point that is not on the curve signs nothing.
    return false;
  }
}
