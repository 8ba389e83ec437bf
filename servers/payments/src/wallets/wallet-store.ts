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

/** Remembers the highest count of each passkey. Synced passkeys always show 0, which changes nothing. */
export async function raiseSignCounts(
  tx: TenantTx,
  used: readonly { readonly credentialId: string; readonly signCount: number }[],
): Promise<void> {
  const counted = used.filter(({ signCount }) => signCount > 0);
  if (counted.length === 0) return;
  const { bigint, bytea } = columnsOf(tx.sql, counted);
  await tx.sql`
    update payments.passkey p
    set sign_count = u.sign_count
    from (
      select credential_id, max(sign_count) as sign_count
      from unnest(
        ${bytea(({ credentialId }) => Buffer.from(credentialId, "base64url"))},
        ${bigint(({ signCount }) => BigInt(signCount))}
      ) as all_uses (credential_id, sign_count)
      group by credential_id
    ) u
    where p.tenant_id = ${tx.tenantId} and p.credential_id = u.credential_id and p.sign_count < u.sign_count`;
}

export async function insertSession(tx: TenantTx, id: SessionId, tokenHash: Buffer): Promise<void> {
  await tx.sql`
    insert into payments.wallet_session (tenant_id, id, token_hash)
    values (${tx.tenantId}, ${toUuid(id)}, ${tokenHash})`;
}

type SessionRow = {
  readonly id: string;
  readonly wallet_id: string | null;
  readonly challenge: Uint8Array | null;
};

export async function findSessionByToken(
  reader: Reader,
  tokenHash: Buffer,
): Promise<WalletSession | null> {
  const [row] = await reader.sql<SessionRow[]>`
    select id, wallet_id, case when challenge_expires_at > now() then challenge end as challenge
    from payments.wallet_session
    where tenant_id = ${reader.tenantId} and token_hash = ${tokenHash}`;
  return row === undefined ? null : toSession(row);
}

/** Sets what the next registration or sign-in has to answer. */
export async function saveChallenge(
  reader: Reader,
  id: SessionId,
  challenge: string,
): Promise<void> {
  await reader.sql`
    update payments.wallet_session
    set challenge = ${Buffer.from(challenge, "base64url")},
      challenge_expires_at = now() + make_interval(secs => ${challengeSeconds})
    where tenant_id = ${reader.tenantId} and id = ${toUuid(id)}`;
}

/** Takes the challenge away: of two answers to one challenge only the first finds it. Null when there is none in time. */
export async function takeChallenge(tx: TenantTx, id: SessionId): Promise<string | null> {
  const [row] = await tx.sql<SessionRow[]>`
    select id, wallet_id, case when challenge_expires_at > now() then challenge end as challenge
    from payments.wallet_session
    where tenant_id = ${tx.tenantId} and id = ${toUuid(id)}
    for update`;
  await tx.sql`
    update payments.wallet_session
    set challenge = null, challenge_expires_at = null
    where tenant_id = ${tx.tenantId} and id = ${toUuid(id)}`;
  return row === undefined ? null : toSession(row).challenge;
}

/** Ties the phone to a wallet and gives its session a new secret, so that an older one is worth nothing. */
export async function attachWallet(
  tx: TenantTx,
  session: { readonly id: SessionId; readonly walletId: WalletId; readonly tokenHash: Buffer },
): Promise<void> {
  await tx.sql`
    update payments.wallet_session
    set wallet_id = ${toUuid(session.walletId)}, token_hash = ${session.tokenHash}, last_seen_at = now()
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
    challenge: row.challenge === null ? null : Buffer.from(row.challenge).toString("base64url"),
  };
}
