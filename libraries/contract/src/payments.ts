/** One payer's payment of one or more codes, as the merchant sees it, with the proof that it was approved. */
import { z } from "zod";
import { deliveryAddressSchema } from "./delivery-address.ts";
import { itemSchema } from "./payment-requests.ts";
import { idSchema, instantSchema, moneySchema, pageQuerySchema } from "./values.ts";

export const paymentStatusSchema = z.enum([
  "awaiting_approval",
  "approved",
  "declined",
  "abandoned",
]);
export type PaymentStatus = z.infer<typeof paymentStatusSchema>;

export const approvalDocumentSchema = z.object({
  version: z.literal(1),
  paymentId: z.string(),
  requestId: z.string(),
  revision: z.int(),
  codeIds: z.array(z.string()),
  walletId: z.string(),
  merchant: z.object({ id: z.string(), name: z.string() }),
  items: z.array(z.object({ name: z.string(), quantity: z.int(), unitAmount: z.int() })),
  amount: z.int(),
  currency: z.string(),
  deliveryAddressHash: z.string().nullable(),
  attemptId: z.string(),
  nonce: z.string(),
  expiresAt: z.string(),
});

/** A passkey's public key as a JSON Web Key: ES256, which phones use, or RS256, which some computers insist on. */
export const passkeyPublicKeySchema = z.union([
  z.object({ kty: z.literal("EC"), crv: z.literal("P-256"), x: z.string(), y: z.string() }),
  z.object({ kty: z.literal("RSA"), n: z.string(), e: z.string() }),
]);
export type PasskeyPublicKey = z.infer<typeof passkeyPublicKeySchema>;

/** A WebAuthn assertion whose challenge is the SHA-256 of the document's canonical text. Binary members are base64url. */
export const passkeyProofSchema = z.object({
  kind: z.literal("passkey"),
  document: approvalDocumentSchema,
  rpId: z.string(),
  credentialId: z.string(),
  publicKey: passkeyPublicKeySchema,
  clientDataJson: z.string(),
  authenticatorData: z.string(),
  signature: z.string(),
});
export type PasskeyProof = z.infer<typeof passkeyProofSchema>;

/** A signature over the document's canonical text by a phone's own key, which was accepted together with the PIN. */
export const pinProofSchema = z.object({
  kind: z.literal("pin"),
  document: approvalDocumentSchema,
  deviceId: z.string(),
  publicKey: passkeyPublicKeySchema,
  /** ECDSA with SHA-256, 64 bytes, in base64url. */
  signature: z.string(),
});
export type PinProof = z.infer<typeof pinProofSchema>;

export const approvalProofSchema = z.union([passkeyProofSchema, pinProofSchema]);
export type ApprovalProof = z.infer<typeof approvalProofSchema>;

export const paymentSchema = z.object({
  id: idSchema("pay"),
  requestId: idSchema("pr"),
  reference: z.string(),
  status: paymentStatusSchema,
  codeIds: z.array(idSchema("cd")),
  items: z.array(itemSchema),
  amount: moneySchema,
  approvedAt: instantSchema.nullable(),
  /** Handed over by an approved payment of a request that collects it. */
  deliveryAddress: deliveryAddressSchema.nullable(),
  proof: approvalProofSchema.nullable(),
});
export type Payment = z.infer<typeof paymentSchema>;

export const listPaymentsQuerySchema = pageQuerySchema.extend({
  requestId: z.string().max(64).optional(),
});

export const paymentPageSchema = z.object({
  payments: z.array(paymentSchema),
  next: z.string().nullable(),
});
export type PaymentPage = z.infer<typeof paymentPageSchema>;
