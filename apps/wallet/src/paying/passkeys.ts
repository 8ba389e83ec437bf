/**
 * The phone's passkey ceremonies. Each one ends: a prompt that nobody answers is given up after its
 * time, because a browser without an authenticator would wait for ever. Creation options and
 * answers are translated here, as not every phone can itself.
 */
import type { Assertion } from "@scantill/contract/wallet";
import { fromBase64Url, toBase64Url } from "../base64url.ts";
import { arePasskeysPossible } from "./passkey-ability.ts";

export type Ceremony<Credential> =
  | { readonly kind: "done"; readonly credential: Credential }
  /**
   * Cancelled, not recognised, no such passkey here, or refused without a new tap: browsers do not
   * tell these apart.
   */
  | { readonly kind: "closed" }
  /** Nobody answered in time. */
  | { readonly kind: "ignored" }
  /** This phone already has a passkey of this wallet. */
  | { readonly kind: "exists" }
  | { readonly kind: "impossible" };

export type SigningOptions = {
  readonly challenge: Uint8Array<ArrayBuffer>;
  readonly rpId: string;
  readonly timeoutMs: number;
  /** Empty: any passkey of this server that the phone knows. */
  readonly credentialIds: readonly string[];
};

const creationTimeoutMs = 120_000;
/** How much longer than the browser's own time-out we wait before we give up ourselves. */
const patienceMs = 2_000;

export function signWithPasskey(options: SigningOptions): Promise<Ceremony<Assertion>> {
  const { challenge, rpId, timeoutMs, credentialIds } = options;
  const allowCredentials = credentialIds.map((id) => ({
    type: "public-key" as const,
    id: fromBase64Url(id),
  }));
  return perform(timeoutMs, async (signal) => {
    const publicKey = {
      challenge,
      rpId,
      allowCredentials,
      userVerification: "required",
      timeout: timeoutMs,
    } as const;
    const credential = await navigator.credentials.get({ publicKey, signal });
    return credential && assertionOf(credential as PublicKeyCredential);
  });
}

export function createPasskey(
  options: PublicKeyCredentialCreationOptionsJSON,
): Promise<Ceremony<RegistrationResponseJSON>> {
  const timeoutMs = options.timeout ?? creationTimeoutMs;
  return perform(timeoutMs, async (signal) => {
    const publicKey = { ...creationOptionsOf(options), timeout: timeoutMs };
    const credential = await navigator.credentials.create({ publicKey, signal });
    return credential && registrationOf(credential as PublicKeyCredential);
  });
}

async function perform<Credential>(
  timeoutMs: number,
  ceremony: (signal: AbortSignal) => Promise<Credential | null>,
): Promise<Ceremony<Credential>> {
  if (!arePasskeysPossible()) return { kind: "impossible" };
  const startedAt = performance.now();
  try {
    const credential = await ceremony(AbortSignal.timeout(timeoutMs + patienceMs));
    return credential === null ? { kind: "closed" } : { kind: "done", credential };
  } catch (error) {
    const isOverdue = performance.now() - startedAt >= timeoutMs;
    return { kind: isOverdue ? "ignored" : endingOf((error as DOMException).name) };
  }
}

/** What an error of the ceremonies means (Web Authentication Level 3, sections 5.1.3 and 5.1.4). */
function endingOf(errorName: string): "closed" | "exists" | "impossible" {
  if (errorName === "InvalidStateError") return "exists";
  return ["ConstraintError", "NotSupportedError", "SecurityError", "TypeError"].includes(errorName)
    ? "impossible"
    : "closed";
}

function assertionOf(credential: PublicKeyCredential): Assertion {
  const response = credential.response as AuthenticatorAssertionResponse;
  return {
    credentialId: toBase64Url(credential.rawId),
    clientDataJson: toBase64Url(response.clientDataJSON),
    authenticatorData: toBase64Url(response.authenticatorData),
    signature: toBase64Url(response.signature),
  };
}

/**
 * `PublicKeyCredential.parseCreationOptionsFromJSON`, without the extensions that we do not use.
 */
function creationOptionsOf(
  json: PublicKeyCredentialCreationOptionsJSON,
): PublicKeyCredentialCreationOptions {
  const { challenge, user, excludeCredentials = [], extensions: _, ...same } = json;
  return {
    ...(same as Omit<
      PublicKeyCredentialCreationOptions,
      "challenge" | "user" | "excludeCredentials"
    >),
    challenge: fromBase64Url(challenge),
    user: { ...user, id: fromBase64Url(user.id) },
    excludeCredentials: excludeCredentials.map(({ id }) => ({
      type: "public-key",
      id: fromBase64Url(id),
    })),
  };
}

/** `PublicKeyCredential.prototype.toJSON`, which some password managers break. */
function registrationOf(credential: PublicKeyCredential): RegistrationResponseJSON {
  const response = credential.response as AuthenticatorAttestationResponse;
  return {
    id: credential.id,
    rawId: toBase64Url(credential.rawId),
    type: "public-key",
    response: {
      clientDataJSON: toBase64Url(response.clientDataJSON),
      attestationObject: toBase64Url(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    } as RegistrationResponseJSON["response"],
    clientExtensionResults: {},
  };
}
