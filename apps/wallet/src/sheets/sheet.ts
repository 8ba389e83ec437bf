/**
 * What slides up over the screen and asks the payer something: one question at a time, like the
 * phone's own prompts. How it looks is loaded with what needs it.
 */
import { signal } from "@preact/signals";
import type { Device, WalletPayment } from "@scantill/contract/wallet";
import type { Notice } from "../paying/payment-view.ts";
import type { PinTrouble } from "../pins/pin-trouble.ts";

/** Null means that the payer closed the sheet. */
type Answering<Answered> = (answered: Answered | null) => void;

export type PinAnswer =
  | { readonly kind: "pin"; readonly pin: string }
  | { readonly kind: "forgotten" };

export type Recovery = { readonly recoveryCode: string; readonly pin: string };

/** `payment` is what will be paid with the answer, null when the answer pays nothing. */
export type Question =
  | {
      readonly kind: "enterPin";
      readonly payment: WalletPayment | null;
      readonly trouble: PinTrouble | null;
      readonly answer: Answering<PinAnswer>;
    }
  | {
      readonly kind: "choosePin";
      readonly payment: WalletPayment;
      readonly trouble: Notice | null;
      readonly answer: Answering<string>;
    }
  | {
      readonly kind: "recover";
      readonly trouble: Notice | null;
      /** The recovery code that was not accepted, so that nobody has to type it all again. */
      readonly typed: string;
      readonly answer: Answering<Recovery>;
    }
  | {
      readonly kind: "keepCode";
      readonly recoveryCode: string;
      readonly payment: WalletPayment | null;
      readonly answer: Answering<"kept" | "later">;
    }
  | {
      readonly kind: "otherWays";
      readonly answer: Answering<"passkey" | "recoveryCode" | "newWallet">;
    }
  | {
      readonly kind: "removal";
      readonly device: Device;
      readonly answer: Answering<"remove">;
    }
  | {
      readonly kind: "leaving";
      /** Whether this phone pays with its own key, which is lost when it leaves. */
      readonly isPinPhone: boolean;
      readonly answer: Answering<"leave">;
    };

export type Sheet = {
  readonly question: Question;
  /** Answered, and what comes of it is not known yet. */
  readonly isBusy: boolean;
};

export const sheet = signal<Sheet | null>(null);

/**
 * Asks, and leaves the sheet where it is until the next question or `closeSheet`. A question that
 * was still open counts as closed.
 */
export function ask<Answered>(
  questionFor: (answer: Answering<Answered>) => Question,
): Promise<Answered | null> {
  const open = sheet.peek();
  if (open !== null && !open.isBusy) open.question.answer(null);
  return new Promise((resolve) => {
    const question = questionFor((answered) => {
      if (sheet.peek()?.question === question) {
        sheet.value = answered === null ? null : { question, isBusy: true };
      }
      resolve(answered);
    });
    sheet.value = { question, isBusy: false };
  });
}

export function closeSheet(): void {
  sheet.value = null;
}
