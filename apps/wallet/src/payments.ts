/**
 * The payment on this screen: opened by a code or by its id, joined by further codes, held while it
 * is looked at, signed, and asked about until the server has given its verdict. Screens read
 * `paymentView` and call what is exported here.
 */
import { signal } from "@preact/signals";
import type { BeginPayment, RenewClaim, WalletPayment } from "@scantill/contract/wallet";
import { settleAt } from "./addresses/navigation.ts";
import { paymentAddress } from "./addresses/routes.ts";
import { isDeliverySettled } from "./delivery/delivery.ts";
import { attemptsIn, isSigned, type SignedAttempt } from "./paying/attempt.ts";
import { pauseUntilHopeful } from "./paying/hopeful-pause.ts";
import {
  type ClaimingView,
  collectedCodes,
  holdsClaim,
  type PaymentView,
  refusedSigned,
  refusedUnsigned,
  renewed,
  viewOf,
} from "./paying/payment-view.ts";
import { signPayment } from "./paying/sign-payment.ts";
import { askUntilVerdict } from "./paying/until-verdict.ts";
import { phoneStorage } from "./phone-storage.ts";
import { refreshSession, signIn } from "./session.ts";
import {
  type Answer,
  approvePayment,
  beginPayment,
  declinePayment,
  readPayment,
  renewClaim,
} from "./wallet-api.ts";

export const paymentView = signal<PaymentView>({ state: "loading" });

export const attempts = attemptsIn(phoneStorage);

/** The codes that this page has scanned for the payment: with them it can begin again. */
export const codesInHand = signal<readonly BeginPayment[]>([]);
let openedPaymentId: string | null = null;

export async function openByCode(code: BeginPayment): Promise<void> {
  codesInHand.value = [code];
  openedPaymentId = null;
  await open(() => beginPayment(code));
}

export async function openById(paymentId: string): Promise<void> {
  codesInHand.value = [];
  openedPaymentId = paymentId;
  await open(() => readPayment(paymentId));
}

/** After a refusal or without an answer: the same codes again, or the same payment. */
export async function tryAgain(): Promise<void> {
  const [first, ...others] = codesInHand.value;
  if (first === undefined) return openedPaymentId === null ? undefined : openById(openedPaymentId);
  await open(async () => {
    let answer = await beginPayment(first);
    for (const code of others) if (answer.kind === "done") answer = await beginPayment(code);
    return answer;
  });
}

export type Collecting =
  | { readonly kind: "collected"; readonly isComplete: boolean }
  | { readonly kind: "anotherOrder" }
  | Exclude<Answer<WalletPayment>, { kind: "done" }>;

/**
 * Adds a scanned code to the payment, or begins one with it. What was collected before stays,
 * whatever comes of this code.
 */
export async function collectCode(code: BeginPayment): Promise<Collecting> {
  const answer = await beginPayment(code);
  if (answer.kind !== "done") return answer;
  const view = paymentView.value;
  const current = view.state === "review" ? view.payment : null;
  if (current !== null && current.id !== answer.content.id) {
    await declinePayment(answer.content.id);
    return { kind: "anotherOrder" };
  }
  codesInHand.value = current === null ? [code] : [...codesInHand.value, code];
  void show(answer.content);
  return { kind: "collected", isComplete: collectedCodes(answer.content).isComplete };
}

/** Asks for a passkey, then for the verdict. Does nothing but in a review. */
export async function pay(): Promise<void> {
  const view = paymentView.value;
  if (view.state !== "review" || !isDeliverySettled(view.payment)) return;
  const { payment } = view;
  paymentView.value = { state: "approving", payment };
  const signing = await signPayment(payment, attempts);
  switch (signing.kind) {
    case "signed":
      settleAt(paymentAddress(payment.id));
      return settle(signing.attempt, payment);
    case "stopped":
      paymentView.value = { state: "review", payment, notice: signing.notice };
      return renew();
    case "refused":
      paymentView.value = refusedUnsigned(payment, signing.reason);
      return;
    default:
      signing satisfies never;
  }
}

export async function decline(): Promise<void> {
  const view = paymentView.value;
  if (view.state !== "review") return;
  paymentView.value = refusedUnsigned(view.payment, "declined");
  attempts.forget(view.payment.id);
  // Without an answer the claim ends by itself; nothing was signed either way.
  await declinePayment(view.payment.id);
}

/** "I already have a wallet": the payment stays, its payer is known now. */
export async function signInForPayment(): Promise<void> {
  const view = paymentView.value;
  if (view.state !== "review") return;
  const { payment } = view;
  paymentView.value = { state: "approving", payment };
  const outcome = await signIn();
  const notice = outcome.kind === "wallet" ? "signedIn" : outcome.why;
  paymentView.value = { state: "review", payment, notice };
}

/** Keeps the codes for this phone while somebody looks at them. Never stops; called once. */
export function keepClaimWhileVisible(): void {
  setInterval(renew, 40_000);
  document.addEventListener("visibilitychange", renew);
}

async function open(ask: () => Promise<Answer<WalletPayment>>): Promise<void> {
  paymentView.value = { state: "loading" };
  const answer = await ask();
  const attempt = openedPaymentId === null ? null : attempts.find(openedPaymentId);
  if (answer.kind === "done") return show(answer.content);
  if (isSigned(attempt)) return settle(attempt, null);
  if (answer.kind === "unanswered") paymentView.value = { state: "unanswered", why: answer.why };
  else paymentView.value = refusedUnsigned(null, answer.code);
}

async function show(payment: WalletPayment): Promise<void> {
  openedPaymentId = payment.id;
  const attempt = attempts.find(payment.id);
  paymentView.value = viewOf(payment, attempt);
  if (paymentView.value.state === "checking" && isSigned(attempt)) return settle(attempt, payment);
  if (paymentView.value.state !== "review") attempts.forget(payment.id);
  if (paymentView.value.state === "approved") settleAt(paymentAddress(payment.id));
  // Scanning has just claimed the codes; coming back to a payment has not.
  const mustClaim = codesInHand.value.length === 0 || attempt !== null;
  await Promise.all([refreshSession(), mustClaim ? renew() : null]);
}

/** The same attempt, again and again, until there is a verdict; only then is it forgotten. */
async function settle(attempt: SignedAttempt, payment: WalletPayment | null): Promise<void> {
  const { id: attemptId, paymentId, assertion } = attempt;
  const verdict = await askUntilVerdict({
    send: () => approvePayment(paymentId, { attemptId, assertion }),
    readPayment: () => readPayment(paymentId),
    pause: pauseUntilHopeful,
    onUnanswered: (times) => {
      paymentView.value = { state: "checking", payment, times };
    },
  });
  attempts.forget(paymentId);
  if (verdict.kind === "approved") {
    settleAt(paymentAddress(paymentId));
    paymentView.value = { state: "approved", payment: verdict.payment };
  } else {
    paymentView.value = refusedSigned(payment, verdict.kind === "refused" ? verdict.code : null);
  }
  await refreshSession();
}

async function renew(): Promise<void> {
  const view = paymentView.value;
  if (!holdsClaim(view) || document.visibilityState !== "visible") return;
  const answer = await renewClaim(view.payment.id, callOffStoppedAttempt(view));
  const current = paymentView.value;
  // A signature may be on its way by now: then its verdict counts and not this answer.
  if (current.state !== "review" || current.payment.id !== view.payment.id) return;
  if (answer.kind === "done") paymentView.value = renewed(current, answer.content);
  if (answer.kind !== "refused") return;
  if (answer.code === "payment_not_awaiting") await open(() => readPayment(current.payment.id));
  else paymentView.value = refusedUnsigned(current.payment, answer.code);
}

/**
 * An attempt that is still unsigned in a review was left by its payer: the next one is a new one.
 */
function callOffStoppedAttempt({ state, payment }: ClaimingView): RenewClaim {
  const attempt = attempts.find(payment.id);
  if (state !== "review" || attempt === null || isSigned(attempt)) return {};
  attempts.forget(payment.id);
  return { stoppedAttemptId: attempt.id };
}
