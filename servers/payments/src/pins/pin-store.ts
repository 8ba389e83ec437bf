/** The SQL of phones with a PIN. */
import { fromUuid, type Id, toUuid } from "@scantill/service-kit/ids";
import type { Reader, TenantTx } from "#tenant";
import type { DeviceKey, PinDevice, PinDeviceId } from "./pin.ts";

type PinDeviceRow = {
  readonly id: string;
  readonly wallet_id: string;
  readonly public_key: DeviceKey;
  readonly pin_salt: Uint8Array;
  readonly pin_hash: Uint8Array;
};

export async function insertPinDevice(tx: TenantTx, device: PinDevice): Promise<void> {
  await tx.sql`
    insert into payments.pin_device (tenant_id, id, wallet_id, public_key, pin_salt, pin_hash)
    values (${tx.tenantId}, ${toUuid(device.id)}, ${toUuid(device.walletId)}, ${tx.sql.json(device.publicKey)},
      ${Buffer.from(device.pinSalt)}, ${Buffer.from(device.pinHash)})`;
}

export async function findPinDevice(reader: Reader, id: PinDeviceId): Promise<PinDevice | null> {
  const [row] = await reader.sql<PinDeviceRow[]>`
    select id, wallet_id, public_key, pin_salt, pin_hash
    from payments.pin_device
    where tenant_id = ${reader.tenantId} and id = ${toUuid(id)}`;
  return row === undefined ? null : toPinDevice(row);
}

/**
 * Counts a try before its PIN is looked at, so that tries at once are all counted. Returns the tries so far with this one, or how
 * long nobody may try.
 */
export async function countTry(
  tx: TenantTx,
  id: PinDeviceId,
): Promise<{ readonly tries: number } | { readonly lockedForSeconds: number }> {
  const [row] = await tx.sql<{ readonly tries: number; readonly locked_for: number | null }[]>`
    select tries, extract(epoch from locked_until - clock_timestamp())::float8 as locked_for
    from payments.pin_device
    where tenant_id = ${tx.tenantId} and id = ${toUuid(id)}
    for update`;
  if (row === undefined) throw new Error("a PIN device vanished while it was used");
  if (row.locked_for !== null && row.locked_for > 0)
    return { lockedForSeconds: Math.ceil(row.locked_for) };
  await tx.sql`
    update payments.pin_device
    set tries = tries + 1
    where tenant_id = ${tx.tenantId} and id = ${toUuid(id)}`;
  return { tries: row.tries + 1 };
}

export async function lockPin(reader: Reader, id: PinDeviceId, seconds: number): Promise<void> {
  await reader.sql`
    update payments.pin_device
    set locked_until = now() + make_interval(secs => ${seconds})
    where tenant_id = ${reader.tenantId} and id = ${toUuid(id)}`;
}

export async function forgiveTries(reader: Reader, id: PinDeviceId): Promise<void> {
  await reader.sql`
    update payments.pin_device
    set tries = 0, locked_until = null, last_used_at = now()
    where tenant_id = ${reader.tenantId} and id = ${toUuid(id)}`;
}

/** The wallet's way back, before it had to be used. */
export async function saveRecoveryCode(
  tx: TenantTx,
  walletId: Id<"wal">,
  hash: Buffer,
): Promise<void> {
  await tx.sql`
    update payments.wallet
    set recovery_code_hash = ${hash}
    where tenant_id = ${tx.tenantId} and id = ${toUuid(walletId)}`;
}

/** A new code takes the place of the used one, which counts until `forgetUsedRecoveryCode`. */
export async function replaceRecoveryCode(
  tx: TenantTx,
  walletId: Id<"wal">,
  { used, next }: { readonly used: Buffer; readonly next: Buffer },
): Promise<void> {
  await tx.sql`
    update payments.wallet
    set recovery_code_hash = ${next}, previous_recovery_code_hash = ${used}
    where tenant_id = ${tx.tenantId} and id = ${toUuid(walletId)}`;
}

export async function forgetUsedRecoveryCode(reader: Reader, walletId: Id<"wal">): Promise<void> {
  await reader.sql`
    update payments.wallet
    set previous_recovery_code_hash = null
    where tenant_id = ${reader.tenantId}
      and id = ${toUuid(walletId)}
      and previous_recovery_code_hash is not null`;
}

export async function lockWalletByRecoveryCode(
  tx: TenantTx,
  hash: Buffer,
): Promise<Id<"wal"> | null> {
  const [row] = await tx.sql<{ readonly id: string }[]>`
    select id
    from payments.wallet
    where tenant_id = ${tx.tenantId}
      and (recovery_code_hash = ${hash} or previous_recovery_code_hash = ${hash})
    for update`;
  return row === undefined ? null : fromUuid("wal", row.id);
}

function toPinDevice(row: PinDeviceRow): PinDevice {
  return {
    id: fromUuid("dev", row.id),
    walletId: fromUuid("wal", row.wallet_id),
    publicKey: row.public_key,
    pinSalt: row.pin_salt,
    pinHash: row.pin_hash,
  };
}
