/**
 * The check, without asking anybody, that a payer's passkey approved exactly this payment: the document agrees with the payment, the
 * signed challenge is the document's hash (dynamic linking), and the signature is the passkey's (W3C Web Authentication Level 3,
 * section 7.2). What it cannot know is whose passkey it is: that is the payment server's word.
 */
import { createHash, createPublicKey, verify } from "node:crypto";
import { approvalText } from "@scantill/contract/approval-document";
import type { PasskeyProof, Payment } from "@scantill/contract/payments";

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
  const clientDataBytes = bytesOf(proof.clientDataJson);
  const authenticatorData = bytesOf(proof.authenticatorData);
  const signature = bytesOf(proof.signature);
  if (clientDataBytes === null || authenticatorData === null || signature === null)
    return "proof_malformed";
  return (
    flawOfClientData(clientDataBytes, proof, place) ??
    flawOfAuthenticatorData(authenticatorData, proof, place) ??
    flawOfSignature(proof, Buffer.concat([authenticatorData, sha256(clientDataBytes)]), signature)
  );
}

/** Everything that the payment and the document both tell. */
function agrees(document: PasskeyProof["document"], payment: Payment): boolean {
  const { currency } = document;
  return (
    document.version === 1 &&
    document.paymentId === payment.id &&
    document.requestId === payment.requestId &&
    document.amount === payment.amount.minor &&
    currency === payment.amount.currency &&
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
  { publicKey }: PasskeyProof,
  signed: Buffer,
  signature: Buffer,
): ApprovalFlaw | null {
  const isKnownKind =
    publicKey.kty === "RSA" || (publicKey.kty === "EC" && publicKey.crv === "P-256");
  if (!isKnownKind) return "proof_malformed";
  try {
    const key = createPublicKey({ key: publicKey, format: "jwk" });
    return verify("sha256", signed, key, signature) ? null : "signature_invalid";
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
