/** The phone's side: hold codes while the payer decides, make a passkey, approve, keep receipts. Cookie session, same origin. */
import { z } from "zod";
import { itemSchema, paymentRequestStatusSchema, splitSchema } from "./payment-requests.ts";
import { approvalDocumentSchema, paymentStatusSchema } from "./payments.ts";
import { idSchema, instantSchema, moneySchema } from "./values.ts";

const base64Url = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/)
  .max(4096);

/** Either what the picture held (its 26-character token) or the short code that a person typed. */
export const beginPaymentSchema = z.union([
  z.strictObject({ token: z.string().max(64) }),
  z.strictObject({ shortCode: z.string().max(16) }),
]);
export type BeginPayment = z.infer<typeof beginPaymentSchema>;

export const walletPaymentSchema = z.object({
  id: idSchema("pay"),
  status: paymentStatusSchema,
  merchant: z.object({
    id: idSchema("mer"),
    name: z.string(),
    /** Host the shopper came from. */ host: z.string(),
  }),
  reference: z.string(),
  items: z.array(itemSchema),
  amount: moneySchema,
  /** The codes held by this payment. */
  codes: z.array(z.object({ id: idSchema("cd"), items: z.array(itemSchema), amount: moneySchema })),
  request: z.object({
    id: idSchema("pr"),
    status: paymentRequestStatusSchema,
    split: splitSchema,
    codeCount: z.int(),
    paidCodeCount: z.int(),
    expiresAt: instantSchema,
    returnUrl: z.string(),
  }),
  /** Until when the codes are held for this phone; renew before. Null once the payment is decided. */
  claimUntil: instantSchema.nullable(),
  approvedAt: instantSchema.nullable(),
  now: instantSchema,
});
export type WalletPayment = z.infer<typeof walletPaymentSchema>;

/** Made and stored on the phone before the first try; the same attempt has the same verdict for ever. */
export const attemptIdSchema = idSchema("att");

export const startApprovalSchema = z.strictObject({ attemptId: attemptIdSchema });

/** Keeps the codes for this phone. `stoppedAttemptId` says that the payer left that attempt and is looking at the review again. */
export const renewClaimSchema = z.strictObject({ stoppedAttemptId: attemptIdSchema.optional() });
export type RenewClaim = z.infer<typeof renewClaimSchema>;

/** What to sign. The challenge is the SHA-256 of the document's canonical text: the phone computes it from what it shows. */
export const approvalOptionsSchema = z.object({
  document: approvalDocumentSchema,
  rpId: z.string(),
  credentialIds: z.array(base64Url),
  timeoutMs: z.int(),
});
export type ApprovalOptions = z.infer<typeof approvalOptionsSchema>;

/** A WebAuthn assertion, binary members in base64url. */
export const assertionSchema = z.strictObject({
  credentialId: base64Url,
  clientDataJson: base64Url,
  authenticatorData: base64Url,
  signature: base64Url,
});
export type Assertion = z.infer<typeof assertionSchema>;

export const approvePaymentSchema = z.strictObject({
  attemptId: attemptIdSchema,
  assertion: assertionSchema,
});
export type ApprovePayment = z.infer<typeof approvePaymentSchema>;

/** WebAuthn's own JSON shapes (PublicKeyCredentialCreationOptionsJSON and RegistrationResponseJSON) pass through unread here. */
export const passkeyCreationOptionsSchema = z.looseObject({ challenge: z.string() });
export const passkeyRegistrationSchema = z.looseObject({
  id: z.string(),
  rawId: z.string(),
  type: z.literal("public-key"),
});

export const signInOptionsSchema = z.object({
  challenge: base64Url,
  rpId: z.string(),
  timeoutMs: z.int(),
});
export type SignInOptions = z.infer<typeof signInOptionsSchema>;

export const walletSchema = z.object({
  id: idSchema("wal"),
  /** True where the money is play money of a demonstration. */
  isDemo: z.boolean(),
  balances: z.array(z.object({ available: moneySchema })),
});
export type Wallet = z.infer<typeof walletSchema>;

/** `wallet` is null on a phone that has none yet. */
export const walletSessionSchema = z.object({ wallet: walletSchema.nullable() });
export type WalletSession = z.infer<typeof walletSessionSchema>;

export const walletPaymentPageSchema = z.object({
  payments: z.array(walletPaymentSchema),
  next: z.string().nullable(),
});
export type WalletPaymentPage = z.infer<typeof walletPaymentPageSchema>;
