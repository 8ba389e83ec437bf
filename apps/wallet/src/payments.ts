/**
 * The payment on this screen: opened by a code or by its id, joined by further codes, held while it
 * is looked at, signed, and asked about until the server has given its verdict. Screens read
 * `paymentView` and call what is exported here.
 */
import { signal } from "@preact/signals";
import type {
  ApprovePayment,
  BeginPayment,
  RenewClaim,
  WalletPayment,
} from "@scantill/contract/wallet";
import { settleAt } from "./addresses/navigation.ts";
import { paymentAddress } from "./addresses/routes.ts";
import { isDeliverySettled } from "./delivery/delivery.ts";
import { type AttemptId, approvalOf, attemptsIn, isSigned, mayHavePaid } from "./paying/attempt.ts";
import { pauseUntilHopeful } from "./paying/hopeful-pause.ts";
import {
  afterVerdict,
  type ClaimingView,
  collectedCodes,
  holdsClaim,
  type Notice,
  noticeOfUnjudged,
  type PaymentView,
  refusedSigned,
  refusedUnsigned,
  renewed,
  viewOf,
} from "./paying/payment-view.ts";
import { signPayment, type Way } from "./paying/sign-payment.ts";
import { askUntilAnswered, askUntilVerdict } from "./paying/until-verdict.ts";
import { phoneStorage } from "./phone-storage.ts";
import { loadPins } from "./pins/load-pins.ts";
import { pinTroubleOf } from "./pins/pin-trouble.ts";
import { refreshSession, signIn } from "./session.ts";
import { closeSheet } from "./sheets/sheet.ts";
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

/** Asks for a passkey or a PIN, then for the verdict. Does nothing but in a review. */
export async function pay(way: Way = {}): Promise<void> {
  const view = paymentView.value;
  if (view.state !== "review" || !isDeliverySettled(view.payment)) return;
  await payBy(view.payment, way);
}

async function payBy(payment: WalletPayment, way: Way): Promise<void> {
  paymentView.value = { state: "approving", payment };
  const signing = await signPayment(payment, attempts, way);
  if (signing.kind !== "signed") closeSheet();
  switch (signing.kind) {
    case "signed":
      settleAt(paymentAddress(payment.id));
      return settle(signing.approval, payment.id, payment);
    case "stopped":
      paymentView.value = { state: "review", payment, notice: signing.notice };
      return renew();
    case "refused":
      // An approval that was thought to be lost has arrived in the meantime.
      if (signing.reason === "payment_not_awaiting") return open(() => readPayment(payment.id));
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
  await identify(async () => {
    const outcome = await signIn();
    return outcome.kind === "wallet" ? "signedIn" : outcome.why;
  });
}

export async function recoverForPayment(): Promise<void> {
  await identify(async () => (await loadPins())?.recover() ?? "offline");
}

/** The wallet is known, but nothing on this phone opens it. */
export async function findOtherWayForPayment(): Promise<void> {
  await identify(async () => (await loadPins())?.findOtherWay() ?? "offline");
}

/** @param ask finds out who pays, and says how that went. */
async function identify(ask: () => Promise<Notice>): Promise<void> {
  const view = paymentView.value;
  if (view.state !== "review") return;
  const { payment } = view;
  paymentView.value = { state: "approving", payment };
  paymentView.value = { state: "review", payment, notice: await ask() };
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
  if (isSigned(attempt)) return settle(approvalOf(attempt), attempt.paymentId, null);
  if (answer.kind === "unanswered") paymentView.value = { state: "unanswered", why: answer.why };
  else if (mayHavePaid(attempt)) {
    attempts.forget(attempt.paymentId);
    paymentView.value = refusedSigned(null, null);
  } else paymentView.value = refusedUnsigned(null, answer.code);
}

async function show(payment: WalletPayment): Promise<void> {
  openedPaymentId = payment.id;
  const attempt = attempts.find(payment.id);
  paymentView.value = viewOf(payment, attempt);
  if (paymentView.value.state === "checking" && attempt !== null) {
    if (!isSigned(attempt)) return callOff(payment, attempt.id, "notArrived");
    return settle(approvalOf(attempt), payment.id, payment);
  }
  if (paymentView.value.state !== "review") attempts.forget(payment.id);
  if (paymentView.value.state === "approved") settleAt(paymentAddress(payment.id));
  // Scanning has just claimed the codes; coming back to a payment has not.
  const mustClaim = codesInHand.value.length === 0 || attempt !== null;
  await Promise.all([refreshSession(), mustClaim ? renew() : null]);
}

/** The same attempt, again and again, until there is a verdict; only then is it forgotten. */
async function settle(
  approval: ApprovePayment,
  paymentId: string,
  payment: WalletPayment | null,
): Promise<void> {
  const verdict = await askUntilVerdict({
    send: () => approvePayment(paymentId, approval),
    readPayment: () => readPayment(paymentId),
    pause: pauseUntilHopeful,
    onUnanswered: (times) => {
      closeSheet();
      paymentView.value = { state: "checking", payment, times };
    },
  });
  if (verdict.kind === "unjudged" && payment !== null) {
    const notice = noticeOfUnjudged(verdict.code);
    if (notice !== null) return callOff(payment, approval.attemptId, notice);
  }
  attempts.forget(paymentId);
  if (verdict.kind === "refused" && payment !== null) {
    const trouble = "pin" in approval ? pinTroubleOf(verdict) : null;
    if (trouble !== null) return payBy(payment, { trouble });
  }
  closeSheet();
  if (verdict.kind === "approved" || verdict.kind === "ended") {
    settleAt(paymentAddress(paymentId));
    paymentView.value = viewOf(verdict.payment, null);
  } else {
    paymentView.value = afterVerdict(payment, verdict.kind === "refused" ? verdict.code : null);
  }
  await refreshSession();
}

/**
 * What was sent and has no verdict is called off: from then on it cannot pay any more, and the
 * payer may approve anew.
 */
async function callOff(
  payment: WalletPayment,
  attemptId: AttemptId,
  notice: Notice,
): Promise<void> {
  closeSheet();
  const renewal = { stoppedAttemptId: attemptId };
  const answer = await askUntilAnswered({
    send: () => renewClaim(payment.id, renewal),
    pause: pauseUntilHopeful,
    onUnanswered: (times) => {
      paymentView.value = { state: "checking", payment, times };
    },
  });
  if (answer.kind === "refused" && answer.code === "payment_not_awaiting") {
    return open(() => readPayment(payment.id));
  }
  attempts.forget(payment.id);
  paymentView.value =
    answer.kind === "done"
      ? { state: "review", payment, notice }
      : refusedSigned(payment, answer.code);
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
