/** The merchant's side of a payment request: what a shop sends, and what it gets back. */
import { z } from "zod";
import {
  currencySchema,
  displayTextSchema,
  idSchema,
  instantSchema,
  keptTextSchema,
  moneySchema,
  pageQuerySchema,
  signedMoneySchema,
  webUrlSchema,
} from "./values.ts";

export const splitSchema = z.enum(["one", "each"]);
/** `one`: a single code for everything. `each`: one code per item. */
export type Split = z.infer<typeof splitSchema>;

export const paymentRequestStatusSchema = z.enum([
  "open",
  "partly_paid",
  "paid",
  "expired",
  "cancelled",
]);
export type PaymentRequestStatus = z.infer<typeof paymentRequestStatusSchema>;

/** The merchant's server, or the shopper at the terminal. */
export const cancelledBySchema = z.enum(["merchant", "shopper"]);
export type CancelledBy = z.infer<typeof cancelledBySchema>;

export const codeStatusSchema = z.enum([
  "active",
  "claimed",
  "paid",
  "expired",
  "cancelled",
  "retired",
]);
export type CodeStatus = z.infer<typeof codeStatusSchema>;

/** What a line stands for. Only a discount is below zero, and it always is. */
export const itemKindSchema = z.enum(["product", "shipping", "tax", "discount"]);

export const itemSchema = z.strictObject({
  name: displayTextSchema(200),
  kind: itemKindSchema.optional(),
  quantity: z.int().min(1).max(10_000),
  unitAmount: signedMoneySchema,
  sku: displayTextSchema(64).optional(),
  gtin: z
    .string()
    .regex(/^(\d{8}|\d{12,14})$/)
    .optional(),
});
export type Item = z.infer<typeof itemSchema>;

/** What a payer may be asked for besides money. */
export const collectSchema = z.array(z.enum(["deliveryAddress"])).max(1);

export const openPaymentRequestSchema = z.strictObject({
  reference: displayTextSchema(64),
  currency: currencySchema,
  items: z.array(itemSchema).min(1).max(100),
  split: splitSchema.default("one"),
  /** Seconds from now; ten minutes unless told otherwise. */
  expiresIn: z.int().min(30).max(86_400).default(600),
  returnUrl: webUrlSchema,
  retryUrl: webUrlSchema.optional(),
  collect: collectSchema.default([]),
  metadata: z.record(keptTextSchema(40), keptTextSchema(500)).default({}),
});
export type OpenPaymentRequest = z.input<typeof openPaymentRequestSchema>;

/** What is left out stays as it is. An expired request is opened again; a changed one gets new codes. */
export const revisePaymentRequestSchema = z.strictObject({
  items: openPaymentRequestSchema.shape.items.optional(),
  split: splitSchema.optional(),
  expiresIn: openPaymentRequestSchema.shape.expiresIn,
});
export type RevisePaymentRequest = z.input<typeof revisePaymentRequestSchema>;

export const codeSchema = z.object({
  id: idSchema("cd"),
  status: codeStatusSchema,
  items: z.array(itemSchema),
  amount: moneySchema,
  /** What the code holds; null once the code can no longer be paid. */
  url: z.string().nullable(),
  /** Eight letters, shown 4-4; null once the code can no longer be paid. */
  shortCode: z.string().nullable(),
  images: z.object({ svg: z.string(), png: z.string() }).nullable(),
  paymentId: idSchema("pay").nullable(),
});
export type Code = z.infer<typeof codeSchema>;

export const paymentRequestSchema = z.object({
  id: idSchema("pr"),
  status: paymentRequestStatusSchema,
  revision: z.int(),
  reference: z.string(),
  split: splitSchema,
  items: z.array(itemSchema),
  amount: moneySchema,
  paidAmount: moneySchema,
  codes: z.array(codeSchema),
  /** The hosted page that shows the codes; it carries the request's client secret. */
  terminalUrl: z.string(),
  returnUrl: z.string(),
  retryUrl: z.string().nullable(),
  collect: collectSchema,
  metadata: z.record(z.string(), z.string()),
  createdAt: instantSchema,
  expiresAt: instantSchema,
  paidAt: instantSchema.nullable(),
  cancelledBy: cancelledBySchema.nullable(),
});
export type PaymentRequest = z.infer<typeof paymentRequestSchema>;

export const listPaymentRequestsQuerySchema = pageQuerySchema.extend({
  reference: keptTextSchema(64).optional(),
});

export const paymentRequestPageSchema = z.object({
  paymentRequests: z.array(paymentRequestSchema),
  /** Give it back as `after` for the next page; null on the last one. */
  next: z.string().nullable(),
});
export type PaymentRequestPage = z.infer<typeof paymentRequestPageSchema>;
