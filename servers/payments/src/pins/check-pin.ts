/** Is this the device's PIN? Each try is counted before it is checked; too many in a row have to wait, in every process. */
import type { Sealer } from "@scantill/service-kit/sealed";
import { refuse } from "#refuse";
import { type TenantDatabase, transact } from "#tenant";
import { isPin } from "./hash-pin.ts";
import { delayAfter, type PinDevice } from "./pin.ts";
import { countTry, forgetUsedRecoveryCode, forgiveTries, lockPin } from "./pin-store.ts";

/** Refuses with `pin_locked` and the time to wait. */
export async function checkPin(
  { database, sealer }: { readonly database: TenantDatabase; readonly sealer: Sealer },
  device: PinDevice,
  pin: string,
): Promise<boolean> {
  const counted = await transact(database, async (tx) => {
    const outcome = await countTry(tx, device.id);
    const delay = "tries" in outcome ? delayAfter(outcome.tries) : 0;
    if (delay > 0) await lockPin(tx, device.id, delay);
    return outcome;
  });
  if ("lockedForSeconds" in counted) {
    refuse("pin_locked", { retryAfterSeconds: counted.lockedForSeconds });
  }
  const stored = { salt: device.pinSalt, hash: device.pinHash };
  if (!(await isPin(sealer, { deviceId: device.id, pin }, stored))) return false;
  await forgiveTries(database, device.id);
  await forgetUsedRecoveryCode(database, device.walletId);
  return true;
}
