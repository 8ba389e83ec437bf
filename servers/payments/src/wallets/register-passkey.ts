/** A phone makes its passkey: with it comes the wallet, unless the phone has one already. No form, nothing else is asked. */

import type { PasskeyPublicKey } from "@scantill/contract/payments";
import { newId, newToken } from "@scantill/service-kit/ids";
import { hashSecret } from "@scantill/service-kit/sealed";
import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type RegistrationResponseJSON,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { cose, decodeCredentialPublicKey } from "@simplewebauthn/server/helpers";
import { refuse } from "#refuse";
import type { TenantTx } from "#tenant";
import { giveDemoMoney } from "./give-demo-money.ts";
import type { FreshSession } from "./session.ts";
import type { WalletId, WalletSession } from "./wallet.ts";
import {
  attachWallet,
  insertPasskey,
  insertWallet,
  listPasskeys,
  saveChallenge,
} from "./wallet-store.ts";

/** Where this installation's passkeys belong. */
export type RelyingParty = { readonly rpId: string; readonly origin: string };

/** COSE algorithm numbers in the order of preference: ES256, and RS256 for computers that know nothing else. */
const algorithms = [-7, -257];
const timeoutMs = 120_000;

export async function startPasskeyRegistration(
  tx: TenantTx,
  { session, rpId }: { readonly session: WalletSession; readonly rpId: string },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const known = session.walletId === null ? [] : await listPasskeys(tx, session.walletId);
  const options = await generateRegistrationOptions({
    rpName: "Scantill",
    rpID: rpId,
    userName: "Scantill wallet",
    userDisplayName: "Scantill wallet",
    attestationType: "none",
    supportedAlgorithmIDs: algorithms,
    timeout: timeoutMs,
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    excludeCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
  });
  await saveChallenge(tx, session.id, options.challenge);
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
  const credential = await verifiedCredential(input);
  const walletId = input.session.walletId ?? (await createWallet(tx, input.isDemo));
  await insertPasskey(tx, {
    credentialId: credential.id,
    walletId,
    publicKey: publicKeyOf(credential.publicKey),
    signCount: credential.counter,
  });
  const token = newToken();
  await attachWallet(tx, { id: input.session.id, walletId, tokenHash: hashSecret(token) });
  return { session: { ...input.session, walletId, challenge: null }, token };
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

async function createWallet(tx: TenantTx, isDemo: boolean): Promise<WalletId> {
  const walletId = newId("wal");
  await insertWallet(tx, { id: walletId, isDemo });
  if (isDemo) await giveDemoMoney(tx, walletId);
  return walletId;
}

/** The key of an attestation as a JSON Web Key (RFC 9052, section 7; RFC 8230, section 4). */
function publicKeyOf(coseKey: Uint8Array<ArrayBuffer>): PasskeyPublicKey {
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
