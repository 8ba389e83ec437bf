/** What tests are about, in the words of the domain. Never part of the build. */
import type { ApprovalDocument } from "@scantill/contract/approval-document";
import type { WalletPayment } from "@scantill/contract/wallet";

export const eur = (minor: number) => ({ minor, currency: "EUR" });

const cup = { name: "Espresso cup", quantity: 2, unitAmount: eur(1_200) };
const filter = { name: "Filter paper", quantity: 1, unitAmount: eur(1_700) };

/** Two items of the Kitchen Shop for €41.00 under one code. */
export function aPayment(changes: Partial<WalletPayment> = {}): WalletPayment {
  return {
    id: "pay_01k8z5r7e0f6q8s2t4v6w8x0y2",
    status: "awaiting_approval",
    merchant: {
      id: "mer_01k8z5r7e0f6q8s2t4v6w8x0y2",
      name: "Kitchen Shop",
      host: "kitchen.example",
    },
    reference: "1042",
    items: [cup, filter],
    amount: eur(4_100),
    codes: [{ id: "cd_01k8z5r7e0f6q8s2t4v6w8x0y2", items: [cup, filter], amount: eur(4_100) }],
    request: {
      id: "pr_01k8z5r7e0f6q8s2t4v6w8x0y2",
      status: "open",
      split: "one",
      codeCount: 1,
      paidCodeCount: 0,
      expiresAt: "2026-05-01T12:10:00Z",
      returnUrl: "https://kitchen.example/orders/1042",
      collect: [],
    },
    claimUntil: "2026-05-01T12:02:00Z",
    approvedAt: null,
    now: "2026-05-01T12:00:00Z",
    ...changes,
  };
}

/** The first of three codes of one request. */
export function aPaymentOfOneOfThreeCodes(
  request: Partial<WalletPayment["request"]> = {},
): WalletPayment {
  const payment = aPayment({ items: [cup], amount: eur(2_400) });
  return {
    ...payment,
    codes: [{ id: "cd_01k8z5r7e0f6q8s2t4v6w8x0y2", items: [cup], amount: eur(2_400) }],
    request: { ...payment.request, split: "each", codeCount: 3, ...request },
  };
}

/** What an honest server offers for `aPayment()`. */
export function aDocument(changes: Partial<ApprovalDocument> = {}): ApprovalDocument {
  return {
    version: 1,
    paymentId: "pay_01k8z5r7e0f6q8s2t4v6w8x0y2",
    requestId: "pr_01k8z5r7e0f6q8s2t4v6w8x0y2",
    revision: 1,
    codeIds: ["cd_01k8z5r7e0f6q8s2t4v6w8x0y2"],
    walletId: "wal_1",
    merchant: { id: "mer_01k8z5r7e0f6q8s2t4v6w8x0y2", name: "Kitchen Shop" },
    items: [
      { name: "Espresso cup", quantity: 2, unitAmount: 1_200 },
      { name: "Filter paper", quantity: 1, unitAmount: 1_700 },
    ],
    amount: 4_100,
    currency: "EUR",
    deliveryAddressHash: null,
    attemptId: "att_1",
    nonce: "AAAAAAAAAAAAAAAAAAAAAA",
    expiresAt: "2026-05-01T12:04:00Z",
    ...changes,
  };
}
