/**
 * Which phone is calling: a cookie with 128 random bits, of which only the hash is stored. On https it is a `__Host-` cookie;
 * plain http, which browsers allow on localhost, has no such prefix.
 */
import { randomBytes } from "node:crypto";
import { newId, newToken } from "@scantill/service-kit/ids";
import { hashSecret } from "@scantill/service-kit/sealed";
import { refuse } from "#refuse";
import { type Reader, type TenantDatabase, type TenantTx, transact } from "#tenant";
import { nobody, type SessionId, type SessionOwner, type WalletSession } from "./wallet.ts";
import { findSessionByToken, insertSession, saveChallenge, saveSession } from "./wallet-store.ts";

const yearSeconds = 31_536_000;

/** A session and the secret that its phone must be sent once. */
export type FreshSession = { readonly session: WalletSession; readonly token: string };

export async function createSession(tx: TenantTx): Promise<FreshSession> {
  const id: SessionId = newId("ses");
  const token = newToken();
  await insertSession(tx, id, hashSecret(token));
  return { session: { id, ...nobody }, token };
}

/** @param cookies the request's Cookie header. */
export async function findSession(
  reader: Reader,
  cookies: string | undefined,
  publicUrl: string,
): Promise<WalletSession | null> {
  const token = readCookie(cookies ?? "", cookieName(publicUrl));
  return token === null ? null : findSessionByToken(reader, hashSecret(token));
}

export async function getSession(
  reader: Reader,
  cookies: string | undefined,
  publicUrl: string,
): Promise<WalletSession> {
  return (await findSession(reader, cookies, publicUrl)) ?? refuse("wallet_session_required");
}

/** The phone's session; a phone that comes for the first time is given one, and the token for its cookie. */
export async function sessionOrNew(
  database: TenantDatabase,
  cookies: string | undefined,
  publicUrl: string,
): Promise<{ readonly session: WalletSession; readonly token: string | null }> {
  const known = await findSession(database, cookies, publicUrl);
  return known === null ? transact(database, createSession) : { session: known, token: null };
}

/** From here on the phone uses this wallet (or none); its session gets a new secret, and the old one is worth nothing. */
export async function takeOverSession(
  tx: TenantTx,
  session: WalletSession,
  owner: SessionOwner,
): Promise<FreshSession> {
  const token = newToken();
  const taken = { ...session, ...owner };
  await saveSession(tx, taken, hashSecret(token));
  return { session: taken, token };
}

/** @returns 256 random bits in base64url for the phone to sign, once and for this purpose only. */
export async function startChallenge(
  reader: Reader,
  session: WalletSession,
  purpose: string,
): Promise<string> {
  const challenge = randomBytes(32).toString("base64url");
  await saveChallenge(reader, session.id, { challenge, purpose });
  return challenge;
}

/** The Set-Cookie header that hands a phone its session. */
export function sessionCookie(token: string, publicUrl: string): string {
  const secure = isHttps(publicUrl) ? "; Secure" : "";
  return `${cookieName(publicUrl)}=${token}; Path=/; Max-Age=${yearSeconds}; HttpOnly; SameSite=Lax${secure}`;
}

function cookieName(publicUrl: string): string {
  return isHttps(publicUrl) ? "__Host-scantill-wallet" : "scantill-wallet";
}

function isHttps(url: string): boolean {
  return new URL(url).protocol === "https:";
}

function readCookie(header: string, name: string): string | null {
  for (const pair of header.split(";")) {
    const [key, value] = pair.trim().split("=");
    if (key === name && value !== undefined) return value;
  }
  return null;
}
