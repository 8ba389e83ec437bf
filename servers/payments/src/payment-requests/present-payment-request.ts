/** A payment request as its merchant sees it. Unseals the secrets of codes that can still be paid. */
import type {
  Code as CodeJson,
  PaymentRequest as PaymentRequestJson,
} from "@scantill/contract/payment-requests";
import type { Sealer } from "@scantill/service-kit/sealed";
import { codeImageUrls, codeUrl, openCodeSecrets } from "#codes";
import { type Code, isPayable, itemsOf } from "#codes/rules";
import type { PaymentRequest } from "./payment-request.ts";

export type Presentation = { readonly sealer: Sealer; readonly publicUrl: string };

export function presentPaymentRequest(
  { sealer, publicUrl }: Presentation,
  request: PaymentRequest,
  codes: readonly Code[],
): PaymentRequestJson {
  return {
    id: request.id,
    status: request.status,
    revision: request.revision,
    reference: request.reference,
    split: request.split,
    items: [...request.items],
    amount: { minor: Number(request.amount), currency: request.currency },
    paidAmount: { minor: Number(request.paidAmount), currency: request.currency },
    codes: codes
      .filter((code) => code.revision === request.revision)
      .map((code) => presentCode({ sealer, publicUrl }, request, code)),
    terminalUrl: `${new URL(publicUrl).origin}/t/${sealer.open(request.sealedClientSecret, request.id)}`,
    returnUrl: request.returnUrl,
    retryUrl: request.retryUrl,
    collect: [...request.collect],
    metadata: { ...request.metadata },
    createdAt: request.createdAt.toISOString(),
    expiresAt: request.expiresAt.toISOString(),
    paidAt: request.paidAt?.toISOString() ?? null,
    cancelledBy: request.cancelledBy,
  };
}

export function presentCode(
  { sealer, publicUrl }: Presentation,
  request: PaymentRequest,
  code: Code,
): CodeJson {
  return {
    id: code.id,
    status: code.status,
    items: [...itemsOf(code, request.items)],
    amount: { minor: Number(code.amount), currency: request.currency },
    ...(isPayable(code)
      ? codeAddresses(publicUrl, openCodeSecrets(sealer, code))
      : closedAddresses),
    paymentId: code.status === "paid" ? code.paymentId : null,
  };
}

export const closedAddresses = { url: null, shortCode: null, images: null } as const;

function codeAddresses(
  publicUrl: string,
  { token, shortCode }: { token: string; shortCode: string },
) {
  return { url: codeUrl(publicUrl, token), shortCode, images: codeImageUrls(publicUrl, token) };
}

/** The answer as it may be stored: without anything that only sealed columns may hold. */
export function withoutSecrets(answer: PaymentRequestJson): PaymentRequestJson {
  return {
    ...answer,
    terminalUrl: "",
    codes: answer.codes.map((code) => ({ ...code, ...closedAddresses })),
  };
}

/** A stored answer, whole again, whatever has happened to the request since. */
export function withSecrets(
  { sealer, publicUrl }: Presentation,
  stored: PaymentRequestJson,
  { request, codes }: { readonly request: PaymentRequest; readonly codes: readonly Code[] },
): PaymentRequestJson {
  const byId = new Map<string, Code>(codes.map((code) => [code.id, code]));
  return {
    ...stored,
    terminalUrl: presentPaymentRequest({ sealer, publicUrl }, request, []).terminalUrl,
    codes: stored.codes.map((answered) => {
      const code = byId.get(answered.id);
      return code === undefined
        ? answered
        : { ...answered, ...codeAddresses(publicUrl, openCodeSecrets(sealer, code)) };
    }),
  };
}
