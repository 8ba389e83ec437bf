/** Removing a device: only with a fresh gesture of this wallet's payer, and never the last one. */
import type { RemoveDevice } from "@scantill/contract/wallet";
import { parseId } from "@scantill/service-kit/ids";
import { rpIdOf } from "#config";
import { checkPin, findPinDevice } from "#pins";
import { isSignedBy } from "#pins/rules";
import { refuse, refuseIf } from "#refuse";
import type { Services } from "#services";
import type { TenantTx } from "#tenant";
import { findPasskey, type WalletId, type WalletSession } from "#wallets";
import { checkAssertion } from "#wallets/assertion";
import { deleteDevice, listDevices, lockWallet } from "./device-store.ts";

/** What a challenge for removing this device may be used for. */
export function removalPurpose(deviceId: string): string {
  return `remove device ${deviceId}`;
}

/** Refuses unless the payer has just signed the challenge with a device of this wallet. */
export async function refuseUnlessGestured(
  services: Services,
  session: WalletSession,
  challenge: string,
  gesture: RemoveDevice,
): Promise<void> {
  const { database, config } = services;
  if ("assertion" in gesture) {
    const passkey = await findPasskey(database, gesture.assertion.credentialId);
    if (passkey === null || passkey.walletId !== session.walletId) refuse("passkey_unknown");
    const { publicKey } = passkey;
    const expected = { publicKey, rpId: rpIdOf(config), origin: config.publicUrl };
    const checked = checkAssertion(gesture.assertion, expected);
    refuseIf(checked.refusal);
    if (checked.challenge !== challenge) refuse("proof_invalid");
    return;
  }
  const { deviceId, signature, pin } = gesture.pin;
  const device = await findPinDevice(
    database,
    parseId("dev", deviceId) ?? refuse("device_not_found"),
  );
  if (device === null || device.walletId !== session.walletId) refuse("device_not_found");
  if (!isSignedBy(device.publicKey, challenge, signature)) refuse("proof_invalid");
  if (!(await checkPin(services, device, pin))) refuse("pin_wrong");
}

export async function removeDevice(
  tx: TenantTx,
  walletId: WalletId,
  deviceId: string,
): Promise<void> {
  await lockWallet(tx, walletId);
  const devices = await listDevices(tx, walletId);
  const device = devices.find(({ id }) => id === deviceId) ?? refuse("device_not_found");
  if (devices.length === 1) refuse("last_device");
  await deleteDevice(tx, walletId, device);
}
