/**
 * What the phone signs. It writes the approval document itself, from what its screen shows, and
 * takes from the server only what a payer cannot see; a server that offers any other document gets
 * no signature.
 */
import { type ApprovalDocument, approvalText } from "@scantill/contract/approval-document";
import { canonicalJson } from "@scantill/contract/canonical-json";
import type { DeliveryAddress } from "@scantill/contract/delivery-address";
import type { WalletPayment } from "@scantill/contract/wallet";
import { toBase64Url } from "../base64url.ts";

export type Shown = {
  /** The payment as it is on the screen. */
  readonly payment: WalletPayment;
  readonly attemptId: string;
  readonly walletId: string;
  /** Null where no address is handed over. */
  readonly deliveryAddress: DeliveryAddress | null;
};

/**
 * The canonical text to sign, or null when the offered document says anything else than the screen.
 */
export async function textToSign(
  offered: ApprovalDocument,
  { payment, attemptId, walletId, deliveryAddress }: Shown,
): Promise<string | null> {
  const { amount, codes, items, merchant } = payment;
  if (items.some((item) => item.unitAmount.currency !== amount.currency)) return null;
  const text = approvalText({
    version: 1,
    paymentId: payment.id,
    requestId: payment.request.id,
    revision: offered.revision,
    codeIds: codes.map((code) => code.id).sort(),
    walletId,
    merchant: { id: merchant.id, name: merchant.name },
    items: items.map(({ name, quantity, unitAmount }) => ({
      name,
      quantity,
      unitAmount: unitAmount.minor,
    })),
    amount: amount.minor,
    currency: amount.currency,
    deliveryAddressHash:
      deliveryAddress && toBase64Url(await sha256(canonicalJson(deliveryAddress))),
    attemptId,
    nonce: offered.nonce,
    expiresAt: offered.expiresAt,
  });
  return text === approvalText(offered) ? text : null;
}

/** SHA-256 of the text: the WebAuthn challenge. */
export const challengeFor = sha256;

async function sha256(text: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}
