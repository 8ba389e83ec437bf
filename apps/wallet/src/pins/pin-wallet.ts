/** A wallet for a phone without passkeys: its PIN is chosen, and its recovery code is handed over. */
import type { WalletPayment } from "@scantill/contract/wallet";
import type { Notice } from "../paying/payment-view.ts";
import { ask, closeSheet } from "../sheets/sheet.ts";
import { registerPhone } from "./register-phone.ts";
import { codeIsKept, unkeptCode } from "./unkept-code.ts";

export type PinWalletOutcome =
  /** The payer has just typed the PIN, and agreed to pay with it. */
  | { readonly kind: "wallet"; readonly walletId: string; readonly pin: string }
  | { readonly kind: "none"; readonly why: Notice };

/** Leaves the sheet open where the payment goes on. */
export async function createPinWallet(payment: WalletPayment): Promise<PinWalletOutcome> {
  let trouble: Notice | null = null;
  for (;;) {
    const pin: string | null = await ask((answer) => ({
      kind: "choosePin",
      payment,
      trouble,
      answer,
    }));
    if (pin === null) return { kind: "none", why: "sheetClosed" };
    const registered = await registerPhone(pin, null);
    if (registered.kind === "none") {
      trouble = registered.why;
      continue;
    }
    const isGoingOn = await offerCode(registered.recoveryCode, payment);
    return isGoingOn
      ? { kind: "wallet", walletId: registered.wallet.id, pin }
      : { kind: "none", why: "walletReady" };
  }
}

/** What was not written down when it was first shown. */
export async function offerUnkeptCode(): Promise<void> {
  const code = unkeptCode.value;
  if (code === null) return;
  await offerCode(code, null);
  closeSheet();
}

/**
 * Before the payment, because the code is the only way back into the wallet, but not in its way:
 * codes at shops are short-lived, so it may also be written down after paying.
 */
export async function offerCode(
  recoveryCode: string,
  payment: WalletPayment | null,
): Promise<boolean> {
  const answered = await ask<"kept" | "later">((answer) => ({
    kind: "keepCode",
    recoveryCode,
    payment,
    answer,
  }));
  if (answered === "kept") codeIsKept();
  return answered !== null;
}
