/** A phone makes its passkey: with it comes the wallet, unless the phone has one already. No form, nothing else is asked. */

import type { PasskeyPublicKey } from "@scantill/contract/payments";
import { violatedConstraint } from "@scantill/service-kit/database";
import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type RegistrationResponseJSON,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { cose, decodeCredentialPublicKey } from "@simplewebauthn/server/helpers";
import { refuse } from "#refuse";
import type { TenantTx } from "#tenant";
import { createWallet } from "./create-wallet.ts";
import { type FreshSession, takeOverSession } from "./session.ts";
import { nobody, type WalletSession } from "./wallet.ts";
import { insertPasskey, saveChallenge } from "./wallet-store.ts";

/** Where this installation's passkeys belong. */
export type RelyingParty = { readonly rpId: string; readonly origin: string };

/** COSE algorithm numbers in the order of preference: ES256, and RS256 for computers that know nothing else. */
const algorithms = [-7, -257];
const timeoutMs = 120_000;

export const registrationPurpose = "register passkey";

export async function startPasskeyRegistration(
  tx: TenantTx,
  { session, rpId }: { readonly session: WalletSession; readonly rpId: string },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  // Whoever only holds the session must not be able to add a passkey to its wallet.
  if (session.walletId !== null) refuse("wallet_exists");
  const options = await generateRegistrationOptions({
    rpName: "Scantill",
    rpID: rpId,
    userName: "Scantill wallet",
    userDisplayName: "Scantill wallet",
    attestationType: "none",
    supportedAlgorithmIDs: algorithms,
    timeout: timeoutMs,
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  await saveChallenge(tx, session.id, {
    challenge: options.challenge,
    purpose: registrationPurpose,
  });
  return options;
}

export async function registerPasskey(
  tx: TenantTx,
  input: {
    readonly session: WalletSession;
    readonly response: RegistrationResponseJSON;
    readonly challenge: string;
    readonly relyingParty: RelyingParty;
    readonly isDemo: boolean;
  },
): Promise<FreshSession> {
  if (input.session.walletId !== null) refuse("wallet_exists");
  const credential = await verifiedCredential(input);
  const walletId = await createWallet(tx, input.isDemo);
  await insertPasskey(tx, {
    credentialId: credential.id,
    walletId,
    publicKey: publicKeyOf(credential.publicKey),
    signCount: credential.counter,
  }).catch((error: unknown) => {
    if (violatedConstraint(error) !== null) refuse("passkey_registration_failed");
    throw error;
  });
  return takeOverSession(tx, input.session, {
    ...nobody,
    walletId,
    credentialId: credential.id,
  });
}

async function verifiedCredential(input: {
  readonly response: RegistrationResponseJSON;
  readonly challenge: string;
  readonly relyingParty: RelyingParty;
}) {
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: input.response,
    expectedChallenge: input.challenge,
    expectedOrigin: input.relyingParty.origin,
    expectedRPID: input.relyingParty.rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch(() => refuse("passkey_registration_failed"));
  if (!verified || registrationInfo === undefined) refuse("passkey_registration_failed");
  return registrationInfo.credential;
}

/** The key of an attestation as a JSON Web Key (RFC 9052, section 7; RFC 8230, section 4). */
export function publicKeyOf(coseKey: Uint8Array<ArrayBuffer>): PasskeyPublicKey {
  const key = decodeCredentialPublicKey(coseKey);
  if (cose.isCOSEPublicKeyEC2(key)) {
    return {
      kty: "EC",
      crv: "P-256",
      x: member(key.get(cose.COSEKEYS.x)),
      y: member(key.get(cose.COSEKEYS.y)),
    };
  }
  if (cose.isCOSEPublicKeyRSA(key)) {
    return { kty: "RSA", n: member(key.get(cose.COSEKEYS.n)), e: member(key.get(cose.COSEKEYS.e)) };
  }
  return refuse("passkey_registration_failed");
}

function member(bytes: Uint8Array | undefined): string {
  return bytes === undefined
    ? refuse("passkey_registration_failed")
    : Buffer.from(bytes).toString("base64url");
}
