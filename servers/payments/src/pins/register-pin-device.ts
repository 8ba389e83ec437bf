/**
 * A phone without passkeys gets its wallet, or gets back into one with the recovery code. Either way it proves that it has its key,
 * and is shown a new recovery code once.
 */
import type { RegisterPinDevice } from "@scantill/contract/wallet";
import { newId, newToken, parseToken } from "@scantill/service-kit/ids";
import { hashSecret } from "@scantill/service-kit/sealed";
import { refuse } from "#refuse";
import type { TenantTx } from "#tenant";
import {
  createWallet,
  type FreshSession,
  takeOverSession,
  type WalletId,
  type WalletSession,
} from "#wallets";
import type { PinHash } from "./hash-pin.ts";
import { isSignedBy, type PinDeviceId } from "./pin.ts";
import { insertPinDevice, lockWalletByRecoveryCode, saveRecoveryCode } from "./pin-store.ts";

export type PinRegistration = {
  readonly session: WalletSession;
  readonly deviceId: PinDeviceId;
  readonly publicKey: RegisterPinDevice["publicKey"];
  readonly pinHash: PinHash;
};

export type RegisteredPinDevice = FreshSession & { readonly recoveryCode: string };

/** Refuses unless the phone has signed the challenge with the key that it registers. */
export function refuseUnlessHasKey(
  challenge: string,
  { publicKey, signature }: RegisterPinDevice,
): void {
  if (!isSignedBy(publicKey, challenge, signature)) refuse("pin_registration_failed");
}

export async function registerPinDevice(
  tx: TenantTx,
  registration: PinRegistration,
  isDemo: boolean,
): Promise<RegisteredPinDevice> {
  if (registration.session.walletId !== null) refuse("wallet_exists");
  return addDevice(tx, registration, await createWallet(tx, isDemo));
}

/** The code is worth nothing afterwards: a new one takes its place. */
export async function recoverWallet(
  tx: TenantTx,
  registration: PinRegistration,
  recoveryCode: string,
): Promise<RegisteredPinDevice> {
  const typed = recoveryCode.replaceAll(/[\s-]/g, "");
  const hash = hashSecret(parseToken(typed) ?? typed);
  const walletId = (await lockWalletByRecoveryCode(tx, hash)) ?? refuse("recovery_code_unknown");
  return addDevice(tx, registration, walletId);
}

async function addDevice(
  tx: TenantTx,
  { session, deviceId, publicKey, pinHash }: PinRegistration,
  walletId: WalletId,
): Promise<RegisteredPinDevice> {
  const recoveryCode = newToken();
  await insertPinDevice(tx, {
    id: deviceId,
    walletId,
    publicKey,
    pinSalt: pinHash.salt,
    pinHash: pinHash.hash,
  });
  await saveRecoveryCode(tx, walletId, hashSecret(recoveryCode));
  const fresh = await takeOverSession(tx, session, {
    walletId,
    pinDeviceId: deviceId,
    credentialId: null,
  });
  return { ...fresh, recoveryCode };
}

export function newPinDeviceId(): PinDeviceId {
  return newId("dev");
}
