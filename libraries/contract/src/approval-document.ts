/**
 * What a payer approves, field by field, and its one canonical text (RFC 8785). The phone signs the SHA-256 of this text, the
 * server compares it with what is stored, and anyone can repeat the check later. Small enough for a browser.
 */
import { canonicalJson } from "./canonical-json.ts";

export type ApprovedItem = {
  readonly name: string;
  readonly quantity: number;
  /** Minor units of the document's currency. */
  readonly unitAmount: number;
};

export type ApprovalDocument = {
  readonly version: 1;
  readonly paymentId: string;
  readonly requestId: string;
  readonly revision: number;
  /** In ascending order. */
  readonly codeIds: readonly string[];
  readonly walletId: string;
  readonly merchant: { readonly id: string; readonly name: string };
  readonly items: readonly ApprovedItem[];
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  /** SHA-256 of the delivery address in base64url, or null when none is handed over. */
  readonly deliveryAddressHash: string | null;
  readonly attemptId: string;
  /** 128 random bits of the server in base64url: a challenge is never used twice. */
  readonly nonce: string;
  /** RFC 3339: until when this approval is accepted. */
  readonly expiresAt: string;
};

/** The text whose UTF-8 bytes are hashed and signed. */
export function approvalText(document: ApprovalDocument): string {
  return canonicalJson(document);
}
