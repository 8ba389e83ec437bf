/**
 * From a tap on "Pay" to a signature over exactly what is shown; on a new phone the wallet is made
 * on the way.
 */
import type {
  ApprovalOptions,
  ApprovePayment,
  PinApproval,
  WalletPayment,
} from "@scantill/contract/wallet";
import { addressFor } from "../delivery/delivery.ts";
import { loadPins } from "../pins/load-pins.ts";
import type { PinTrouble } from "../pins/pin-trouble.ts";
import { createWallet, noticeOf, refreshSession, wallet } from "../session.ts";
import { startApproval } from "../wallet-api.ts";
import { challengeFor, textToSign } from "./approval.ts";
import { type Attempt, type Attempts, newAttemptId } from "./attempt.ts";
import { arePasskeysPossible } from "./passkey-ability.ts";
import { signWithPasskey } from "./passkeys.ts";
import type { Notice, Reason } from "./payment-view.ts";

export type Signing =
  | { readonly kind: "signed"; readonly approval: ApprovePayment }
  /** Nothing was signed; the payer may try again at once. */
  | { readonly kind: "stopped"; readonly notice: Notice }
  | { readonly kind: "refused"; readonly reason: Reason };

/** How the payer wants to go about it, where there is a choice. */
export type Way = {
  readonly isPinChosen?: boolean;
  /** Why the PIN is asked for once more. */
  readonly trouble?: PinTrouble;
  /** The PIN that was typed a moment ago to pay this. */
  readonly pin?: string;
};

type Task = {
  readonly payment: WalletPayment;
  readonly walletId: string;
  readonly attempts: Attempts;
  readonly way: Way;
};

const stopped = (notice: Notice): Signing => ({ kind: "stopped", notice });

export async function signPayment(
  payment: WalletPayment,
  attempts: Attempts,
  way: Way,
): Promise<Signing> {
  if (!isSecureContext) return stopped("notSecure");
  if (wallet.value === undefined) {
    const session = await refreshSession();
    if (session.kind === "unanswered") return stopped(session.why);
  }
  if (wallet.value) return signWith({ payment, walletId: wallet.value.id, attempts, way });
  if (way.isPinChosen || !arePasskeysPossible()) return signWithNewPin(payment, attempts);

  const created = await createWallet();
  if (created.kind === "none") {
    const isPinLeft = created.why === "notPossible";
    return isPinLeft ? signWithNewPin(payment, attempts) : stopped(created.why);
  }
  const signing = await signWith({ payment, walletId: created.wallet.id, attempts, way });
  // Many browsers give one prompt per tap: the second one then needs a tap of its own.
  const wantsAnotherTap = signing.kind === "stopped" && signing.notice === "promptClosed";
  return wantsAnotherTap ? stopped("walletReady") : signing;
}

async function signWithNewPin(payment: WalletPayment, attempts: Attempts): Promise<Signing> {
  const pins = await loadPins();
  if (pins === null) return stopped("offline");
  const created = await pins.createPinWallet(payment);
  if (created.kind === "none") return stopped(created.why);
  const { walletId, pin } = created;
  return signWith({ payment, walletId, attempts, way: { pin } });
}

async function signWith(task: Task): Promise<Signing> {
  const { payment, walletId, attempts } = task;
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
  const { deviceId } = options.content;
  return deviceId === null
    ? signByPasskey(toSign, options.content, attempt, attempts)
    : signByPin(toSign, deviceId, attempt, task);
}

async function signByPasskey(
  toSign: string,
  { rpId, timeoutMs, credentialIds }: ApprovalOptions,
  attempt: Attempt,
  attempts: Attempts,
): Promise<Signing> {
  const challenge = await challengeFor(toSign);
  const signed = await signWithPasskey({ challenge, rpId, timeoutMs, credentialIds });
  if (signed.kind !== "done") return stopped(noticeOf(signed));
  const assertion = signed.credential;
  attempts.keep({ ...attempt, assertion });
  return { kind: "signed", approval: { attemptId: attempt.id, assertion } };
}

async function signByPin(
  text: string,
  deviceId: PinApproval["deviceId"],
  attempt: Attempt,
  { payment, attempts, way }: Task,
): Promise<Signing> {
  const pins = await loadPins();
  if (pins === null) return stopped("offline");
  const { pin = null, trouble = null } = way;
  const signed = await pins.signWithPin({ text, deviceId, payment, pin, trouble });
  switch (signed.kind) {
    case "done":
      // Remembered as sent before it is: the PIN is not kept, so that it can be sent only now.
      attempts.keep({ ...attempt, isSentWithPin: true });
      return { kind: "signed", approval: { attemptId: attempt.id, pin: signed.proof } };
    case "closed":
      return stopped("sheetClosed");
    case "keyGone":
      return stopped("keyGone");
    case "forgotten":
      return stopped(await pins.recover());
    default:
      return signed satisfies never;
  }
}

function newAttempt(paymentId: string): Attempt {
  return {
    id: newAttemptId(Date.now(), crypto.getRandomValues(new Uint8Array(10))),
    paymentId,
    assertion: null,
  };
}
