/** The wallets' SQL. */
import type { PasskeyPublicKey } from "@scantill/contract/payments";
import { columnsOf } from "@scantill/service-kit/database";
import { fromUuid, toUuid } from "@scantill/service-kit/ids";
import type { Reader, TenantTx } from "#tenant";
import type { Passkey, SessionId, Wallet, WalletId, WalletSession } from "./wallet.ts";

const challengeSeconds = 300;

export async function insertWallet(tx: TenantTx, wallet: Wallet): Promise<void> {
  await tx.sql`
    insert into payments.wallet (tenant_id, id, is_demo)
    values (${tx.tenantId}, ${toUuid(wallet.id)}, ${wallet.isDemo})`;
}

export async function findWallet(reader: Reader, id: WalletId): Promise<Wallet | null> {
  const [row] = await reader.sql<{ readonly is_demo: boolean }[]>`
    select is_demo
    from payments.wallet
    where tenant_id = ${reader.tenantId} and id = ${toUuid(id)}`;
  return row === undefined ? null : { id, isDemo: row.is_demo };
}

/** The sealed address that the wallet used last, or null. */
export async function findSealedAddress(reader: Reader, id: WalletId): Promise<Uint8Array | null> {
  const [row] = await reader.sql<{ readonly delivery_address_sealed: Uint8Array | null }[]>`
    select delivery_address_sealed
    from payments.wallet
    where tenant_id = ${reader.tenantId} and id = ${toUuid(id)}`;
  return row?.delivery_address_sealed ?? null;
}

export async function saveSealedAddress(
  reader: Reader,
  id: WalletId,
  sealed: Uint8Array,
): Promise<void> {
  await reader.sql`
    update payments.wallet
    set delivery_address_sealed = ${Buffer.from(sealed)}
    where tenant_id = ${reader.tenantId} and id = ${toUuid(id)}`;
}

export async function insertPasskey(tx: TenantTx, passkey: Passkey): Promise<void> {
  await tx.sql`
    insert into payments.passkey (tenant_id, credential_id, wallet_id, public_key, sign_count)
    values (${tx.tenantId}, ${Buffer.from(passkey.credentialId, "base64url")}, ${toUuid(passkey.walletId)},
      ${tx.sql.json(passkey.publicKey)}, ${BigInt(passkey.signCount)})`;
}

type PasskeyRow = {
  readonly credential_id: Uint8Array;
  readonly wallet_id: string;
  readonly public_key: PasskeyPublicKey;
  readonly sign_count: bigint;
};

export async function findPasskey(reader: Reader, credentialId: string): Promise<Passkey | null> {
  const [row] = await reader.sql<PasskeyRow[]>`
    select credential_id, wallet_id, public_key, sign_count
    from payments.passkey
    where tenant_id = ${reader.tenantId} and credential_id = ${Buffer.from(credentialId, "base64url")}`;
  return row === undefined ? null : toPasskey(row);
}

export async function listPasskeys(
  reader: Reader,
  walletId: WalletId,
): Promise<readonly Passkey[]> {
  const rows = await reader.sql<PasskeyRow[]>`
    select credential_id, wallet_id, public_key, sign_count
    from payments.passkey
    where tenant_id = ${reader.tenantId} and wallet_id = ${toUuid(walletId)}
    order by created_at`;
  return rows.map(toPasskey);
}

/** One use of a passkey: what its authenticator has counted. */
export type PasskeyUse = { readonly credentialId: string; readonly signCount: number };

/** Remembers when each passkey was last used, and its highest count. Synced passkeys always count 0. */
export async function savePasskeyUses(tx: TenantTx, uses: readonly PasskeyUse[]): Promise<void> {
  if (uses.length === 0) return;
  const { bigint, bytea } = columnsOf(tx.sql, uses);
  await tx.sql`
    update payments.passkey p
    set sign_count = greatest(p.sign_count, u.sign_count), last_used_at = now()
    from (
      select credential_id, max(sign_count) as sign_count
      from unnest(
        ${bytea(({ credentialId }) => Buffer.from(credentialId, "base64url"))},
        ${bigint(({ signCount }) => BigInt(signCount))}
      ) as all_uses (credential_id, sign_count)
      group by credential_id
    ) u
    where p.tenant_id = ${tx.tenantId} and p.credential_id = u.credential_id`;
}

/** After a warning the payer goes on from the lower count: the next gesture counts. */
export async function acceptLowerSignCount(reader: Reader, use: PasskeyUse): Promise<void> {
  await reader.sql`
    update payments.passkey
    set sign_count = ${BigInt(use.signCount)}
    where tenant_id = ${reader.tenantId}
      and credential_id = ${Buffer.from(use.credentialId, "base64url")}`;
}

export async function insertSession(tx: TenantTx, id: SessionId, tokenHash: Buffer): Promise<void> {
  await tx.sql`
    insert into payments.wallet_session (tenant_id, id, token_hash)
    values (${tx.tenantId}, ${toUuid(id)}, ${tokenHash})`;
}

type SessionRow = {
  readonly id: string;
  readonly wallet_id: string | null;
  readonly pin_device_id: string | null;
  readonly credential_id: Uint8Array | null;
};

export async function findSessionByToken(
  reader: Reader,
  tokenHash: Buffer,
): Promise<WalletSession | null> {
  const [row] = await reader.sql<SessionRow[]>`
    select id, wallet_id, pin_device_id, credential_id
    from payments.wallet_session
    where tenant_id = ${reader.tenantId} and token_hash = ${tokenHash}`;
  return row === undefined ? null : toSession(row);
}

/** A phone that never made a wallet is forgotten after 30 days. */
export async function deleteIdleSessions(reader: Reader): Promise<void> {
  await reader.sql`
    delete from payments.wallet_session
    where tenant_id = ${reader.tenantId}
      and wallet_id is null
      and last_seen_at < now() - interval '30 days'`;
}

/** What the phone has to answer next, in base64url, and what the answer may be used for. */
export type SessionChallenge = { readonly challenge: string; readonly purpose: string };

export async function saveChallenge(
  reader: Reader,
  id: SessionId,
  { challenge, purpose }: SessionChallenge,
): Promise<void> {
  await reader.sql`
    update payments.wallet_session
    set challenge = ${Buffer.from(challenge, "base64url")},
      challenge_purpose = ${purpose},
      challenge_expires_at = now() + make_interval(secs => ${challengeSeconds})
    where tenant_id = ${reader.tenantId} and id = ${toUuid(id)}`;
}

type ChallengeRow = { readonly challenge: Uint8Array | null };

/**
 * Takes the challenge away: of two answers to one challenge only the first finds it. Null when there is none in time for this
 * purpose.
 */
export async function takeChallenge(
  tx: TenantTx,
  id: SessionId,
  purpose: string,
): Promise<string | null> {
  const [row] = await tx.sql<ChallengeRow[]>`
    select case when challenge_expires_at > now() and challenge_purpose = ${purpose} then challenge end as challenge
    from payments.wallet_session
    where tenant_id = ${tx.tenantId} and id = ${toUuid(id)}
    for update`;
  await tx.sql`
    update payments.wallet_session
    set challenge = null, challenge_purpose = null, challenge_expires_at = null
    where tenant_id = ${tx.tenantId} and id = ${toUuid(id)}`;
  const challenge = row?.challenge ?? null;
  return challenge === null ? null : Buffer.from(challenge).toString("base64url");
}

/** Ties the phone to a wallet, or to none, under a new secret. */
export async function saveSession(
  tx: TenantTx,
  session: WalletSession,
  tokenHash: Buffer,
): Promise<void> {
  const { walletId, pinDeviceId, credentialId } = session;
  await tx.sql`
    update payments.wallet_session
    set wallet_id = ${walletId === null ? null : toUuid(walletId)},
      pin_device_id = ${pinDeviceId === null ? null : toUuid(pinDeviceId)},
      credential_id = ${credentialId === null ? null : Buffer.from(credentialId, "base64url")},
      token_hash = ${tokenHash},
      last_seen_at = now()
    where tenant_id = ${tx.tenantId} and id = ${toUuid(session.id)}`;
}

function toPasskey(row: PasskeyRow): Passkey {
  return {
    credentialId: Buffer.from(row.credential_id).toString("base64url"),
    walletId: fromUuid("wal", row.wallet_id),
    publicKey: row.public_key,
    signCount: Number(row.sign_count),
  };
}

function toSession(row: SessionRow): WalletSession {
  return {
    id: fromUuid("ses", row.id),
    walletId: row.wallet_id === null ? null : fromUuid("wal", row.wallet_id),
    pinDeviceId: row.pin_device_id === null ? null : fromUuid("dev", row.pin_device_id),
    credentialId:
      row.credential_id === null ? null : Buffer.from(row.credential_id).toString("base64url"),
  };
}
