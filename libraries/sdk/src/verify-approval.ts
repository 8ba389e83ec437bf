/**
 * The check, without asking anybody, that a payer approved exactly this payment: the document agrees with the payment, and what was
 * signed is the document (dynamic linking), by a passkey (W3C Web Authentication Level 3, section 7.2) or by a phone's own key. What
 * it cannot know is whose key it is: that is the payment server's word.
 */
import { createHash, createPublicKey, verify } from "node:crypto";
import { approvalText } from "@scantill/contract/approval-document";
import { canonicalJson } from "@scantill/contract/canonical-json";
import type { ApprovalProof, PasskeyProof, Payment, PinProof } from "@scantill/contract/payments";

/** What is wrong with an approval. */
export type ApprovalFlaw =
  | "not_approved"
  | "proof_missing"
  | "proof_malformed"
  | "document_differs_from_payment"
  | "document_not_signed"
  | "not_an_assertion"
  | "origin_differs"
  | "rp_id_differs"
  | "user_not_present"
  | "user_not_verified"
  | "signature_invalid";

export type ApprovalVerdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: ApprovalFlaw };

/** Where approvals are made: the payment server's public origin, and its host name. */
export type ApprovalPlace = { readonly rpId: string; readonly origin: string };

const rpIdHashBytes = 32;
const leastAuthenticatorBytes = 37;
const userPresent = 0x01;
const userVerified = 0x04;

export function verifyApproval(payment: Payment, place: ApprovalPlace): ApprovalVerdict {
  const reason = flawOf(payment, place);
  return reason === null ? { ok: true } : { ok: false, reason };
}

function flawOf(payment: Payment, place: ApprovalPlace): ApprovalFlaw | null {
  const { proof } = payment;
  if (payment.status !== "approved") return "not_approved";
  if (proof === null) return "proof_missing";
  if (!agrees(proof.document, payment)) return "document_differs_from_payment";
  switch (proof.kind) {
    case "passkey":
      return flawOfPasskeyProof(proof, place);
    case "pin":
      return flawOfPinProof(proof);
    default:
      return proof satisfies never;
  }
}

function flawOfPasskeyProof(proof: PasskeyProof, place: ApprovalPlace): ApprovalFlaw | null {
  const clientDataBytes = bytesOf(proof.clientDataJson);
  const authenticatorData = bytesOf(proof.authenticatorData);
  if (clientDataBytes === null || authenticatorData === null) return "proof_malformed";
  const signed = Buffer.concat([authenticatorData, sha256(clientDataBytes)]);
  return (
    flawOfClientData(clientDataBytes, proof, place) ??
    flawOfAuthenticatorData(authenticatorData, proof, place) ??
    flawOfSignature(proof, signed, "der")
  );
}

/** The phone's own key signs the document's text itself. */
function flawOfPinProof(proof: PinProof): ApprovalFlaw | null {
  return flawOfSignature(proof, Buffer.from(approvalText(proof.document)), "ieee-p1363");
}

/** Everything that the payment and the document both tell. */
function agrees(document: ApprovalProof["document"], payment: Payment): boolean {
  const { currency } = document;
  return (
    document.version === 1 &&
    document.paymentId === payment.id &&
    document.requestId === payment.requestId &&
    document.amount === payment.amount.minor &&
    currency === payment.amount.currency &&
    document.deliveryAddressHash === hashOfAddress(payment.deliveryAddress) &&
    isSame(document.codeIds, [...payment.codeIds].sort()) &&
    isSame(
      document.items.map((item) => [item.name, item.quantity, item.unitAmount, currency]),
      payment.items.map(({ name, quantity, unitAmount }) => [
        name,
        quantity,
        unitAmount.minor,
        unitAmount.currency,
      ]),
    )
  );
}

/** As the phone computes it from what it shows: SHA-256 of the canonical JSON, in base64url. */
function hashOfAddress(address: Payment["deliveryAddress"]): string | null {
  return address === null ? null : sha256(canonicalJson(address)).toString("base64url");
}

function flawOfClientData(
  bytes: Buffer,
  { document }: PasskeyProof,
  { origin }: ApprovalPlace,
): ApprovalFlaw | null {
  const clientData = parsed(bytes);
  if (clientData === null) return "proof_malformed";
  if (clientData["type"] !== "webauthn.get") return "not_an_assertion";
  const challenge = sha256(approvalText(document)).toString("base64url");
  if (clientData["challenge"] !== challenge) return "document_not_signed";
  const isElsewhere = clientData["origin"] !== origin || clientData["crossOrigin"] === true;
  return isElsewhere ? "origin_differs" : null;
}

function flawOfAuthenticatorData(
  bytes: Buffer,
  proof: PasskeyProof,
  { rpId }: ApprovalPlace,
): ApprovalFlaw | null {
  if (bytes.length < leastAuthenticatorBytes) return "proof_malformed";
  const isOfRp = proof.rpId === rpId && bytes.subarray(0, rpIdHashBytes).equals(sha256(rpId));
  if (!isOfRp) return "rp_id_differs";
  const flags = bytes.readUInt8(rpIdHashBytes);
  if ((flags & userPresent) === 0) return "user_not_present";
  return (flags & userVerified) === 0 ? "user_not_verified" : null;
}

function flawOfSignature(
  { publicKey, signature }: ApprovalProof,
  signed: Buffer,
  dsaEncoding: "der" | "ieee-p1363",
): ApprovalFlaw | null {
  const signatureBytes = bytesOf(signature);
  const isKnownKey = publicKey.kty === "RSA" || publicKey.crv === "P-256";
  if (signatureBytes === null || !isKnownKey) return "proof_malformed";
  try {
    const key = createPublicKey({ key: publicKey, format: "jwk" });
    const isGood = verify("sha256", signed, { key, dsaEncoding }, signatureBytes);
    return isGood ? null : "signature_invalid";
  } catch {
    // A point that is not on the curve, or not a point at all.
    return "proof_malformed";
  }
}

/** Null for what is not base64url in its one spelling, so that no changed character goes unseen. */
function bytesOf(text: string): Buffer | null {
  const bytes = Buffer.from(text, "base64url");
  return bytes.toString("base64url") === text ? bytes : null;
}

function parsed(bytes: Buffer): { readonly [member: string]: unknown } | null {
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    return typeof value === "object" && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

/** For lists of plain values. */
function isSame(left: readonly unknown[], right: readonly unknown[]): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function sha256(bytes: string | Buffer): Buffer {
  return createHash("sha256").update(bytes).digest();
}
