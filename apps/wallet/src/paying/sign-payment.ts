/**
 * From a tap on "Pay" to a signature over exactly what is shown; on a new phone the wallet is made
 * on the way.
 */
import type { ApprovalOptions, WalletPayment } from "@scantill/contract/wallet";
import { addressFor } from "../delivery/delivery.ts";
import { createWallet, refreshSession, wallet } from "../session.ts";
import { startApproval } from "../wallet-api.ts";
import { challengeFor, textToSign } from "./approval.ts";
import { type Attempt, type Attempts, newAttemptId, type SignedAttempt } from "./attempt.ts";
import { arePasskeysPossible, signWithPasskey } from "./passkeys.ts";
import type { Notice, Reason } from "./payment-view.ts";

export type Signing =
  | { readonly kind: "signed"; readonly attempt: SignedAttempt }
  /** Nothing was signed; the payer may try again at once. */
  | { readonly kind: "stopped"; readonly notice: Notice }
  | { readonly kind: "refused"; readonly reason: Reason };

const stopped = (notice: Notice): Signing => ({ kind: "stopped", notice });

export async function signPayment(payment: WalletPayment, attempts: Attempts): Promise<Signing> {
  if (!arePasskeysPossible()) return stopped("notPossible");
  if (wallet.value === undefined) {
    const session = await refreshSession();
    if (session.kind === "unanswered") return stopped(session.why);
  }
  if (wallet.value) return signWith(payment, wallet.value.id, attempts);

  const created = await createWallet();
  if (created.kind === "none") return stopped(created.why);
  const signing = await signWith(payment, created.wallet.id, attempts);
  // Many browsers give one prompt per tap: the second one then needs a tap of its own.
  const wantsAnotherTap = signing.kind === "stopped" && signing.notice === "promptClosed";
  return wantsAnotherTap ? stopped("walletReady") : signing;
}

async function signWith(
  payment: WalletPayment,
  walletId: string,
  attempts: Attempts,
): Promise<Signing> {
  const attempt = attempts.find(payment.id) ?? newAttempt(payment.id);
  attempts.keep(attempt);

  const deliveryAddress = addressFor(payment);
  const options = await startApproval(payment.id, {
    attemptId: attempt.id,
    ...(deliveryAddress && { deliveryAddress }),
  });
  if (options.kind === "unanswered") return stopped(options.why);
  if (options.kind === "refused") {
    attempts.forget(payment.id);
    if (options.code === "wallet_required") wallet.value = null;
    return { kind: "refused", reason: options.code };
  }
  const shown = { payment, attemptId: attempt.id, walletId, deliveryAddress };
  const toSign = await textToSign(options.content.document, shown);
  if (toSign === null) return { kind: "refused", reason: "documentDiffers" };
  return signText(toSign, options.content, attempt, attempts);
}

async function signText(
  toSign: string,
  options: ApprovalOptions,
  attempt: Attempt,
  attempts: Attempts,
): Promise<Signing> {
  const { rpId, timeoutMs, credentialIds } = options;
  const signed = await signWithPasskey({
    challenge: await challengeFor(toSign),
    rpId,
    timeoutMs,
    credentialIds,
  });
  if (signed.kind !== "done")
    return stopped(signed.kind === "impossible" ? "notPossible" : "promptClosed");
  const signedAttempt = { ...attempt, assertion: signed.credential };
  attempts.keep(signedAttempt);
  return { kind: "signed", attempt: signedAttempt };
}

function newAttempt(paymentId: string): Attempt {
  return {
    id: newAttemptId(Date.now(), crypto.getRandomValues(new Uint8Array(10))),
    paymentId,
    assertion: null,
  };
}
