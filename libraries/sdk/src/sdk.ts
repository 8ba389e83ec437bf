/** Everything a shop needs to be paid: the client, the check of what it is told, and the check of what a payer approved. */
export type { EventType, ScantillEvent } from "@scantill/contract/events";
export type {
  Code,
  CodeStatus,
  Item,
  OpenPaymentRequest,
  PaymentRequest,
  PaymentRequestStatus,
  RevisePaymentRequest,
  Split,
} from "@scantill/contract/payment-requests";
export type {
  ApprovalProof,
  PasskeyProof,
  Payment,
  PaymentStatus,
  PinProof,
} from "@scantill/contract/payments";
export type { Problem } from "@scantill/contract/problem";
export { connectScantill, type ScantillClient, type ScantillOptions } from "./connect-scantill.ts";
export { ScantillError } from "./scantill-error.ts";
export { type ApprovalFlaw, type ApprovalVerdict, verifyApproval } from "./verify-approval.ts";
export { verifyWebhook, type WebhookDelivery } from "./verify-webhook.ts";
