/**
 * Which phone is calling: a cookie with 128 random bits, of which only the hash is stored. On https it is a `__Host-` cookie;
 * plain http, which browsers allow on localhost, has no such prefix.
 */
import { newId, newToken } from "@scantill/service-kit/ids";
import { hashSecret } from "@scantill/service-kit/sealed";
import { refuse } from "#refuse";
import type { Reader, TenantTx } from "#tenant";
import type { SessionId, WalletSession } from "./wallet.ts";
import { findSessionByToken, insertSession } from "./wallet-store.ts";

const yearSeconds = 31_536_000;

/** A session and the secret that its phone must be sent once. */
export type FreshSession = { readonly session: WalletSession; readonly token: string };

export async function createSession(tx: TenantTx): Promise<FreshSession> {
  const id: SessionId = newId("ses");
  const token = newToken();
  await insertSession(tx, id, hashSecret(token));
  return { session: { id, walletId: null, challenge: null }, token };
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
