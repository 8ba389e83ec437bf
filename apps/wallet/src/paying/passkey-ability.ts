/** Whether this phone can use passkeys on this page at all. */
import { signal } from "@preact/signals";

/**
 * `own`: the phone has an authenticator. `borrowed`: it has none, but another phone or a security
 * key may help. `none`: not in this browser, or not at this address.
 */
export type PasskeyAbility = "own" | "borrowed" | "none";

export type Place = {
  readonly isSecureContext: boolean;
  readonly hostname: string;
  /** Whether the browser knows passkeys. */
  readonly isKnown: boolean;
};

/** Passkeys belong to a domain: there are none for an IP address (Web Authentication, 5.1.3). */
export function canHavePasskeys({ isSecureContext, hostname, isKnown }: Place): boolean {
  return isSecureContext && isKnown && !/^[\d.]+$|^\[/.test(hostname);
}

export function arePasskeysPossible(): boolean {
  return canHavePasskeys({
    isSecureContext: globalThis.isSecureContext,
    hostname: location.hostname,
    isKnown: typeof PublicKeyCredential === "function",
  });
}

/** Hopes for the best until the browser has answered. */
export const passkeyAbility = signal<PasskeyAbility>("own");

export async function learnPasskeyAbility(): Promise<void> {
  if (!arePasskeysPossible()) passkeyAbility.value = "none";
  else if (!(await hasAuthenticator())) passkeyAbility.value = "borrowed";
}

async function hasAuthenticator(): Promise<boolean> {
  try {
    return await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable();
  } catch {
    return true;
  }
}
