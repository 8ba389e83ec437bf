/** Back into a wallet with its recovery code: this phone gets a key and a PIN, the wallet a new code. */
import type { Notice } from "../paying/payment-view.ts";
import { ask, closeSheet, type Recovery } from "../sheets/sheet.ts";
import { offerCode } from "./pin-wallet.ts";
import { spellRecoveryCode } from "./recovery-code.ts";
import { registerPhone } from "./register-phone.ts";

/** @returns what to say about how it went. */
export async function recover(): Promise<Notice> {
  const notice = await askUntilRecovered();
  closeSheet();
  return notice;
}

async function askUntilRecovered(): Promise<Notice> {
  let trouble: Notice | null = null;
  let typed = "";
  for (;;) {
    const answered: Recovery | null = await ask((answer) => ({
      kind: "recover",
      trouble,
      typed,
      answer,
    }));
    if (answered === null) return "recoveryClosed";
    const registered = await registerPhone(answered.pin, answered.recoveryCode);
    if (registered.kind === "wallet") {
      await offerCode(registered.recoveryCode, null);
      return "signedIn";
    }
    trouble = registered.why;
    typed = spellRecoveryCode(answered.recoveryCode);
  }
}
