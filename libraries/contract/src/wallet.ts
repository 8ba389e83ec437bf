/** The phone's side: hold codes while the payer decides, make a passkey, approve, keep receipts. Cookie session, same origin. */
import { z } from "zod";
import { deliveryAddressSchema } from "./delivery-address.ts";
import {
  collectSchema,
  itemSchema,
  paymentRequestStatusSchema,
  splitSchema,
} from "./payment-requests.ts";
import { approvalDocumentSchema, paymentStatusSchema } from "./payments.ts";
import { idSchema, instantSchema, moneySchema } from "./values.ts";

const base64Url = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/)
  .max(4096);

/** Anything short of abuse: what cannot be a code is answered like a code that nobody has. */
const scannedTextSchema = z.string().max(2_048);

/** Either what the picture held (its 26-character token) or the short code that a person typed. */
export const beginPaymentSchema = z.union([
  z.strictObject({ token: scannedTextSchema }),
  z.strictObject({ shortCode: scannedTextSchema }),
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
    /** What the payer is asked for besides money. */
    collect: collectSchema,
  }),
  /** Until when the codes are held for this phone; renew before. Null once the payment is decided. */
  claimUntil: instantSchema.nullable(),
  approvedAt: instantSchema.nullable(),
  now: instantSchema,
});
export type WalletPayment = z.infer<typeof walletPaymentSchema>;

/** Made and stored on the phone before the first try; the same attempt has the same verdict for ever. */
export const attemptIdSchema = idSchema("att");

/** The address is part of what is signed; it is needed exactly when the request collects it. */
export const startApprovalSchema = z.strictObject({
  attemptId: attemptIdSchema,
  deliveryAddress: deliveryAddressSchema.optional(),
});
export type StartApproval = z.infer<typeof startApprovalSchema>;

/** Keeps the codes for this phone. `stoppedAttemptId` says that the payer left that attempt and is looking at the review again. */
export const renewClaimSchema = z.strictObject({ stoppedAttemptId: attemptIdSchema.optional() });
export type RenewClaim = z.infer<typeof renewClaimSchema>;

/** Six digits. Worth nothing without the phone's own key. */
export const pinSchema = z.string().regex(/^\d{6}$/, "must be six digits");

/** A P-256 public key as a JSON Web Key; the phone keeps the other half, which cannot be read out. */
export const deviceKeySchema = z.strictObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: base64Url,
  y: base64Url,
});

/** Signatures of a phone's own key are ECDSA with SHA-256 in the 64-byte form of WebCrypto, in base64url. */
const deviceSignatureSchema = base64Url.max(128);

export const deviceIdSchema = idSchema("dev");

/** The phone proves that it has the key by signing the challenge's text. */
export const registerPinDeviceSchema = z.strictObject({
  publicKey: deviceKeySchema,
  signature: deviceSignatureSchema,
  pin: pinSchema,
});
export type RegisterPinDevice = z.infer<typeof registerPinDeviceSchema>;

export const recoverWalletSchema = registerPinDeviceSchema.extend({
  recoveryCode: z.string().max(64),
});
export type RecoverWallet = z.infer<typeof recoverWalletSchema>;

export const challengeSchema = z.object({ challenge: base64Url });
export type Challenge = z.infer<typeof challengeSchema>;

/** What to sign. The challenge is the SHA-256 of the document's canonical text: the phone computes it from what it shows. */
export const approvalOptionsSchema = z.object({
  document: approvalDocumentSchema,
  rpId: z.string(),
  /** The wallet's passkeys. */
  credentialIds: z.array(base64Url),
  /** This phone's own key, to be used with the PIN; null where it has none. */
  deviceId: deviceIdSchema.nullable(),
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

/** A signature by the phone's own key over the document's canonical text, together with the PIN. */
export const pinApprovalSchema = z.strictObject({
  deviceId: deviceIdSchema,
  signature: deviceSignatureSchema,
  pin: pinSchema,
});
export type PinApproval = z.infer<typeof pinApprovalSchema>;

export const approvePaymentSchema = z.union([
  z.strictObject({ attemptId: attemptIdSchema, assertion: assertionSchema }),
  z.strictObject({ attemptId: attemptIdSchema, pin: pinApprovalSchema }),
]);
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

/** The address that this wallet used last; null before there was one. */
export const rememberedAddressSchema = z.object({
  deliveryAddress: deliveryAddressSchema.nullable(),
});
export type RememberedAddress = z.infer<typeof rememberedAddressSchema>;

/** `wallet` is null on a phone that has none yet. */
export const walletSessionSchema = z.object({ wallet: walletSchema.nullable() });
export type WalletSession = z.infer<typeof walletSessionSchema>;

/** `recoveryCode` is shown once, when the phone with the PIN is registered, and never again. */
export const pinWalletSchema = z.object({ wallet: walletSchema, recoveryCode: z.string() });
export type PinWallet = z.infer<typeof pinWalletSchema>;

/** A passkey or a phone with a PIN that may approve for this wallet. */
export const deviceSchema = z.object({
  /** The passkey's credential id, or the phone's device id. */
  id: z.string(),
  kind: z.enum(["passkey", "pin"]),
  createdAt: instantSchema,
  lastUsedAt: instantSchema.nullable(),
  isThisPhone: z.boolean(),
});
export type Device = z.infer<typeof deviceSchema>;

export const devicesSchema = z.object({ devices: z.array(deviceSchema) });
export type Devices = z.infer<typeof devicesSchema>;

/** Removing a device takes a fresh gesture: an assertion over the challenge, or its signature with the PIN. */
export const removeDeviceSchema = z.union([
  z.strictObject({ assertion: assertionSchema }),
  z.strictObject({ pin: pinApprovalSchema }),
]);
export type RemoveDevice = z.infer<typeof removeDeviceSchema>;

export const walletPaymentPageSchema = z.object({
  payments: z.array(walletPaymentSchema),
  next: z.string().nullable(),
});
export type WalletPaymentPage = z.infer<typeof walletPaymentPageSchema>;
