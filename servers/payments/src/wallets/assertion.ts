/**
 * The check of one WebAuthn assertion on node:crypto (W3C Web Authentication Level 3, section 7.2). What was
 * signed is compared with what is to be paid later, under the database's lock.
 */
import { createHash, createPublicKey, verify } from "node:crypto";
import type { PasskeyPublicKey } from "@scantill/contract/payments";
import type { RefusalCode } from "@scantill/contract/refusals";
import type { Assertion } from "@scantill/contract/wallet";

export type CheckedAssertion = {
  /** The challenge inside the client data, in base64url; empty when there is none. */
  readonly challenge: string;
  readonly signCount: number;
  /** What is wrong with the assertion, or null. */
  readonly refusal: RefusalCode | null;
};

const rpIdHashBytes = 32;
const leastAuthenticatorBytes = 37;
const userPresent = 0x01;
const userVerified = 0x04;

export function checkAssertion(
  assertion: Assertion,
  expected: {
    readonly publicKey: PasskeyPublicKey;
    readonly rpId: string;
    readonly origin: string;
  },
): CheckedAssertion {
  const clientDataBytes = Buffer.from(assertion.clientDataJson, "base64url");
  const authenticatorData = Buffer.from(assertion.authenticatorData, "base64url");
  const clientData = parseClientData(clientDataBytes);
  if (clientData === null || authenticatorData.length < leastAuthenticatorBytes) {
    return { challenge: "", signCount: 0, refusal: "proof_invalid" };
  }
  const { challenge } = clientData;
  const signCount = authenticatorData.readUInt32BE(rpIdHashBytes + 1);
  const flags = authenticatorData[rpIdHashBytes] ?? 0;
  const isGenuine =
    clientData.type === "webauthn.get" &&
    clientData.origin === expected.origin &&
    !clientData.isCrossOrigin &&
    authenticatorData.subarray(0, rpIdHashBytes).equals(sha256(Buffer.from(expected.rpId))) &&
    (flags & userPresent) !== 0 &&
    isSignatureValid(
      expected.publicKey,
      Buffer.concat([authenticatorData, sha256(clientDataBytes)]),
      assertion.signature,
    );
  if (!isGenuine) return { challenge, signCount, refusal: "proof_invalid" };
  return {
    challenge,
    signCount,
    refusal: (flags & userVerified) === 0 ? "user_not_verified" : null,
  };
}

type ClientData = {
  readonly type: string;
  readonly challenge: string;
  readonly origin: string;
  readonly isCrossOrigin: boolean;
};

function parseClientData(bytes: Buffer): ClientData | null {
  try {
    const { type, challenge, origin, crossOrigin } = JSON.parse(bytes.toString("utf8"));
    if (typeof type !== "string" || typeof challenge !== "string" || typeof origin !== "string")
      return null;
    return { type, challenge, origin, isCrossOrigin: crossOrigin === true };
  } catch {
    // A stranger's bytes that are not JSON are an invalid proof and nothing more.
    return null;
  }
}

/** ES256 signatures are DER, RS256 ones PKCS #1 v1.5, which is what node:crypto takes for each kind of key. */
function isSignatureValid(publicKey: PasskeyPublicKey, signed: Buffer, signature: string): boolean {
  const key = createPublicKey({ key: publicKey, format: "jwk" });
  return verify("sha256", signed, key, Buffer.from(signature, "base64url"));
}

function sha256(bytes: Buffer): Buffer {
  return createHash("sha256").update(bytes).digest();
}
