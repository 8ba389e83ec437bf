/** A payment as the phone sees it, and as the merchant sees it. */
import type { Payment as PaymentJson } from "@scantill/contract/payments";
import type { WalletPayment } from "@scantill/contract/wallet";
import type { Sealer } from "@scantill/service-kit/sealed";
import { listCodesOfRequests } from "#codes";
import { type Code, itemsOf } from "#codes/rules";
import { findPaymentRequest, readClock } from "#payment-requests";
import type { PaymentRequest } from "#payment-requests/rules";
import type { Reader } from "#tenant";
import { openAddress } from "./delivery-address.ts";
import { codesOf, documentOf, itemsOfCodes, type Payment } from "./payment.ts";

/** Reads what surrounds the payment and shows it to its phone. */
export async function presentWalletPayment(
  reader: Reader,
  payment: Payment,
): Promise<WalletPayment> {
  const [{ request, codes }, now] = await Promise.all([
    surroundings(reader, payment),
    readClock(reader),
  ]);
  return walletPayment(payment, request, codes, now);
}

/** Reads what surrounds the payment and shows it to its merchant, with the proof that it was approved. */
export async function presentMerchantPayment(
  { database: reader, sealer }: { readonly database: Reader; readonly sealer: Sealer },
  payment: Payment,
): Promise<PaymentJson> {
  const { request, codes } = await surroundings(reader, payment);
  const own = codesOf(payment, codes);
  const document = documentOf(payment, request, own);
  return {
    id: payment.id,
    requestId: payment.requestId,
    reference: request.reference,
    status: payment.status,
    codeIds: [...payment.codeIds],
    items: [...itemsOfCodes(own, request)],
    amount: { minor: Number(payment.amount), currency: payment.currency },
    approvedAt: payment.approvedAt?.toISOString() ?? null,
    // Only what was approved is handed over.
    deliveryAddress: payment.status === "approved" ? openAddress(sealer, payment) : null,
    proof:
      payment.proof === null || document === null
        ? null
        : {
            ...payment.proof,
            document: { ...document, codeIds: [...document.codeIds], items: [...document.items] },
          },
  };
}

async function surroundings(
  reader: Reader,
  payment: Payment,
): Promise<{ readonly request: PaymentRequest; readonly codes: readonly Code[] }> {
  const [request, codes] = await Promise.all([
    findPaymentRequest(reader, payment.requestId),
    listCodesOfRequests(reader, [payment.requestId]),
  ]);
  if (request === null) throw new Error("a payment without its request");
  return { request, codes };
}

function walletPayment(
  payment: Payment,
  request: PaymentRequest,
  codes: readonly Code[],
  now: Date,
): WalletPayment {
  const current = codes.filter((code) => code.revision === request.revision);
  const own = codesOf(payment, codes);
  const { currency } = payment;
  return {
    id: payment.id,
    status: payment.status,
    merchant: {
      id: request.merchantId,
      name: request.merchantName,
      host: new URL(request.returnUrl).host,
    },
    reference: request.reference,
    items: [...itemsOfCodes(own, request)],
    amount: { minor: Number(payment.amount), currency },
    codes: own.map((code) => ({
      id: code.id,
      items: [...itemsOf(code, request.items)],
      amount: { minor: Number(code.amount), currency },
    })),
    request: {
      id: request.id,
      status: request.status,
      split: request.split,
      codeCount: current.length,
      paidCodeCount: current.filter((code) => code.status === "paid").length,
      expiresAt: request.expiresAt.toISOString(),
      returnUrl: request.returnUrl,
      collect: [...request.collect],
    },
    claimUntil: claimUntil(payment, own)?.toISOString() ?? null,
    approvedAt: payment.approvedAt?.toISOString() ?? null,
    now: now.toISOString(),
  };
}

/** The earliest end of the payment's claims; null when it holds nothing. */
function claimUntil(payment: Payment, codes: readonly Code[]): Date | null {
  const ends = codes.flatMap((code) =>
    code.paymentId === payment.id && code.claimedUntil !== null ? [code.claimedUntil] : [],
  );
  return ends.sort((left, right) => left.getTime() - right.getTime())[0] ?? null;
}
