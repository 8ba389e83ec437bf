/** The SQL of everything that may approve for a wallet: passkeys, and phones with a PIN. */
import { fromUuid, type Id, parseId, toUuid } from "@scantill/service-kit/ids";
import { refuse } from "#refuse";
import type { Reader, TenantTx } from "#tenant";

export type WalletDevice = {
  /** A passkey's credential id, or a phone's device id. */
  readonly id: string;
  readonly kind: "passkey" | "pin";
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
};

type DeviceRow = {
  readonly credential_id: Uint8Array | null;
  readonly device_id: string | null;
  readonly created_at: Date;
  readonly last_used_at: Date | null;
};

export async function listDevices(
  reader: Reader,
  walletId: Id<"wal">,
): Promise<readonly WalletDevice[]> {
  const rows = await reader.sql<DeviceRow[]>`
    select credential_id, null::uuid as device_id, created_at, last_used_at
    from payments.passkey
    where tenant_id = ${reader.tenantId} and wallet_id = ${toUuid(walletId)}
    union all
    select null, id, created_at, last_used_at
    from payments.pin_device
    where tenant_id = ${reader.tenantId} and wallet_id = ${toUuid(walletId)}
    order by created_at`;
  return rows.map(toDevice);
}

/** Of two removals at once the second waits, so that never the last two devices go together. */
export async function lockWallet(tx: TenantTx, walletId: Id<"wal">): Promise<void> {
  await tx.sql`
    select id
    from payments.wallet
    where tenant_id = ${tx.tenantId} and id = ${toUuid(walletId)}
    for update`;
}

/** Every phone that came to the wallet by this device leaves it. */
export async function deleteDevice(
  tx: TenantTx,
  walletId: Id<"wal">,
  device: WalletDevice,
): Promise<void> {
  const wallet = tx.sql`tenant_id = ${tx.tenantId} and wallet_id = ${toUuid(walletId)}`;
  if (device.kind === "passkey") {
    const isPasskey = tx.sql`credential_id = ${Buffer.from(device.id, "base64url")}`;
    await tx.sql`delete from payments.passkey where ${wallet} and ${isPasskey}`;
    await leave(tx, tx.sql`${wallet} and ${isPasskey}`);
  } else {
    const deviceId = toUuid(parseId("dev", device.id) ?? refuse("device_not_found"));
    await tx.sql`delete from payments.pin_device where ${wallet} and id = ${deviceId}`;
    await leave(tx, tx.sql`${wallet} and pin_device_id = ${deviceId}`);
  }
}

async function leave(tx: TenantTx, phones: ReturnType<TenantTx["sql"]>): Promise<void> {
  await tx.sql`
    update payments.wallet_session
    set wallet_id = null, pin_device_id = null, credential_id = null
    where ${phones}`;
}

function toDevice(row: DeviceRow): WalletDevice {
  const id =
    row.credential_id === null
      ? fromUuid("dev", row.device_id ?? "")
      : Buffer.from(row.credential_id).toString("base64url");
  return {
    id,
    kind: row.credential_id === null ? "pin" : "passkey",
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  };
}
