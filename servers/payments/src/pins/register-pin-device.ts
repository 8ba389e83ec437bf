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
import {
  insertPinDevice,
  lockWalletByRecoveryCode,
  replaceRecoveryCode,
  saveRecoveryCode,
} from "./pin-store.ts";

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
  const walletId = await createWallet(tx, isDemo);
  const recoveryCode = newToken();
  await saveRecoveryCode(tx, walletId, hashSecret(recoveryCode));
  return { ...(await addDevice(tx, registration, walletId)), recoveryCode };
}

/**
 * A new code takes the place of the one that was typed. That one counts until this phone has used its PIN: an answer that got lost
 * must not lose the wallet.
 */
export async function recoverWallet(
  tx: TenantTx,
  registration: PinRegistration,
  typedCode: string,
): Promise<RegisteredPinDevice> {
  const typed = typedCode.replaceAll(/[\s-]/g, "");
  const used = hashSecret(parseToken(typed) ?? typed);
  const walletId = (await lockWalletByRecoveryCode(tx, used)) ?? refuse("recovery_code_unknown");
  const recoveryCode = newToken();
  await replaceRecoveryCode(tx, walletId, { used, next: hashSecret(recoveryCode) });
  return { ...(await addDevice(tx, registration, walletId)), recoveryCode };
}

async function addDevice(
  tx: TenantTx,
  { session, deviceId, publicKey, pinHash }: PinRegistration,
  walletId: WalletId,
): Promise<FreshSession> {
  await insertPinDevice(tx, {
    id: deviceId,
    walletId,
    publicKey,
    pinSalt: pinHash.salt,
    pinHash: pinHash.hash,
  });
  return takeOverSession(tx, session, { walletId, pinDeviceId: deviceId, credentialId: null });
}

export function newPinDeviceId(): PinDeviceId {
  return newId("dev");
}
