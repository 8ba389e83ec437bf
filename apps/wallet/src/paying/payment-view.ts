/**
 * What the payment screen shows, as values: which states there are, what leads from one to the
 * next, what each one allows.
 */
import type { RefusalCode } from "@scantill/contract/refusals";
import type { WalletPayment } from "@scantill/contract/wallet";
import { type Attempt, mayHavePaid } from "./attempt.ts";
import type { PasskeyAbility } from "./passkey-ability.ts";
import { meaningOf, type NextStep } from "./refusal-meanings.ts";

/** Something worth saying beside the pay button; a key of the texts under `notices`. */
export type Notice =
  | "anotherOrder"
  | "busy"
  | "keyGone"
  | "keyNotKept"
  | "noWallet"
  | "notArrived"
  | "notPossible"
  | "notSecure"
  | "offline"
  | "passkeyExists"
  | "passkeyTwice"
  | "phoneRemoved"
  | "sheetClosed"
  | "pinNotSaved"
  | "promptClosed"
  | "promptIgnored"
  | "recoveryClosed"
  | "recoveryCodeUnknown"
  | "registrationFailed"
  | "signedIn"
  | "unknownPasskey"
  | "walletReady";

export function isGoodNews(notice: Notice): boolean {
  return notice === "signedIn" || notice === "walletReady";
}

/** Why there will be no payment: a refusal, or something that only the phone knows. */
export type Reason = RefusalCode | "abandoned" | "declined" | "documentDiffers" | "verdictUnknown";

export type PaymentView =
  | { readonly state: "loading" }
  | { readonly state: "unanswered"; readonly why: "offline" | "busy" }
  | { readonly state: "review"; readonly payment: WalletPayment; readonly notice: Notice | null }
  | { readonly state: "approving"; readonly payment: WalletPayment }
  /** `times` counts the questions that got no answer. */
  | { readonly state: "checking"; readonly payment: WalletPayment | null; readonly times: number }
  | { readonly state: "approved"; readonly payment: WalletPayment }
  | {
      readonly state: "refused";
      readonly payment: WalletPayment | null;
      readonly reason: Reason;
      /** Only ever true with a verdict, or where nothing was signed. */
      readonly isNothingCharged: boolean;
    };

type Review = Extract<PaymentView, { readonly state: "review" }>;
export type ClaimingView = Extract<PaymentView, { readonly state: "review" | "approving" }>;

/**
 * What to show for a payment as the server tells it; an attempt that was signed waits for its
 * verdict.
 */
export function viewOf(payment: WalletPayment, attempt: Attempt | null): PaymentView {
  switch (payment.status) {
    case "approved":
      return { state: "approved", payment };
    case "declined":
    case "abandoned":
      return { state: "refused", payment, reason: payment.status, isNothingCharged: true };
    case "awaiting_approval":
      if (mayHavePaid(attempt)) return { state: "checking", payment, times: 0 };
      return { state: "review", payment, notice: null };
    default:
      return payment.status satisfies never;
  }
}

/** Refused before anything was signed: whatever the reason, nothing can have been charged. */
export function refusedUnsigned(payment: WalletPayment | null, reason: Reason): PaymentView {
  return { state: "refused", payment, reason, isNothingCharged: true };
}

/** The server's verdict on a signed attempt; an unknown one promises nothing. */
export function refusedSigned(
  payment: WalletPayment | null,
  code: RefusalCode | null,
): PaymentView {
  if (code === null || !meaningOf(code).isVerdict) {
    return { state: "refused", payment, reason: "verdictUnknown", isNothingCharged: false };
  }
  return { state: "refused", payment, reason: code, isNothingCharged: true };
}

/** After a warning the payer may approve anew; any other refusal is final. */
export function afterVerdict(payment: WalletPayment | null, code: RefusalCode | null): PaymentView {
  const isWarning = code === "passkey_counter_fell" && payment !== null;
  return isWarning
    ? { state: "review", payment, notice: "passkeyTwice" }
    : refusedSigned(payment, code);
}

/** Who asked was refused, not what was signed: what to say once that is called off, or null. */
export function noticeOfUnjudged(code: RefusalCode): Notice | null {
  const isStranger = ["passkey_unknown", "device_not_found", "wallet_required"].includes(code);
  return isStranger ? "phoneRemoved" : null;
}

/**
 * What to offer first after a refusal. Without a code at hand, a payment that was let go can only
 * be scanned again.
 */
export function nextStepAfter(reason: Reason, hasCodesInHand: boolean): NextStep {
  switch (reason) {
    case "declined":
    case "abandoned":
      return hasCodesInHand ? "tryAgain" : "scan";
    case "documentDiffers":
      return "tryAgain";
    case "verdictUnknown":
      return "home";
    default:
      return meaningOf(reason).next;
  }
}

export type Collected = {
  readonly collected: number;
  readonly total: number;
  readonly isComplete: boolean;
};

/** How many codes of the request are in this payment, of those that can still be in it. */
export function collectedCodes({ codes, request }: WalletPayment): Collected {
  const total = Math.max(request.codeCount - request.paidCodeCount, codes.length);
  return { collected: codes.length, total, isComplete: codes.length >= total };
}

export type ReviewActions = {
  /**
   * `walletReady`: the wallet was made just now and the browser wants one more tap before it signs.
   */
  readonly pay: "pay" | "walletReady" | "waiting";
  readonly canDecline: boolean;
  readonly canScanAnother: boolean;
  readonly canSignIn: boolean;
  /** With a recovery code. */
  readonly canRecover: boolean;
  readonly canChoosePin: boolean;
  /** For who has a wallet and cannot open it. */
  readonly canFindOtherWay: boolean;
};

const noActions = {
  canDecline: false,
  canScanAnother: false,
  canSignIn: false,
  canRecover: false,
  canChoosePin: false,
  canFindOtherWay: false,
} as const;

export type Payer = {
  /** Null until the server has said. */
  readonly hasWallet: boolean | null;
  readonly passkeys: PasskeyAbility;
};

export function reviewActions(view: PaymentView, { hasWallet, passkeys }: Payer): ReviewActions {
  if (view.state !== "review") return { ...noActions, pay: "waiting" };
  const { notice, payment } = view;
  const isNew = hasWallet === false;
  const isPasskeyInTrouble = notice !== null && passkeyTroubles.includes(notice);
  return {
    pay: notice === "walletReady" ? "walletReady" : "pay",
    canDecline: true,
    canScanAnother: !collectedCodes(payment).isComplete,
    canSignIn: isNew && passkeys !== "none",
    canRecover: isNew || notice === "keyGone",
    canChoosePin: isNew && (passkeys === "borrowed" || (passkeys === "own" && isPasskeyInTrouble)),
    canFindOtherWay: hasWallet === true && (isPasskeyInTrouble || notice === "keyGone"),
  };
}

const passkeyTroubles: readonly Notice[] = [
  "notPossible",
  "phoneRemoved",
  "promptClosed",
  "promptIgnored",
  "registrationFailed",
  "unknownPasskey",
];

/** A renewed claim brings news of the request, but never changes what the payer is looking at. */
export function renewed(view: Review, { request, claimUntil, now }: WalletPayment): PaymentView {
  return { ...view, payment: { ...view.payment, request, claimUntil, now } };
}

/** Whether this screen holds the code for its payer, so that the claim must be renewed. */
export function holdsClaim(view: PaymentView): view is ClaimingView {
  return view.state === "review" || view.state === "approving";
}

const freshMs = 120_000;

/**
 * Whether the shop's screen has just changed to paid; of an old receipt nobody needs to be told.
 */
export function isJustPaid({ approvedAt, now }: WalletPayment): boolean {
  return approvedAt !== null && Date.parse(now) - Date.parse(approvedAt) < freshMs;
}

/** States that do not change by themselves: the only ones that may move the focus. */
export function isFinal(view: PaymentView): boolean {
  return view.state === "approved" || view.state === "refused";
}
