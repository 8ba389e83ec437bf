/** The recovery code, to be written down: the only way back when the phone's key or the PIN is lost. */
import { useState } from "preact/hooks";
import { spellRecoveryCode } from "../pins/recovery-code.ts";
import { moneyText, text } from "../texts/texts.ts";
import { type Asked, SheetHeading, useFocus } from "./sheet-parts.tsx";

export function KeepCode({ question, isBusy }: Asked<"keepCode">) {
  const { recoveryCode, payment, answer } = question;
  const words = useFocus<HTMLDivElement>();
  const amount = payment && moneyText(payment.amount);
  return (
    <div ref={words} class="sheet-form" tabIndex={-1}>
      <SheetHeading>{text("recovery.keepTitle")}</SheetHeading>
      <p>{text("recovery.keepWhy")}</p>
      <p class="recovery-code">{spellRecoveryCode(recoveryCode)}</p>
      <CopyButton recoveryCode={recoveryCode} />
      <div class="sheet-actions">
        <button type="button" class="button" aria-disabled={isBusy} onClick={() => answer("kept")}>
          {isBusy && <span class="spinner" aria-hidden="true" />}
          {amount === null ? text("recovery.kept") : text("recovery.keptAndPay", { amount })}
        </button>
        <button
          type="button"
          class="button button-quiet"
          hidden={isBusy}
          onClick={() => answer("later")}
        >
          {amount === null ? text("recovery.later") : text("recovery.payFirst", { amount })}
        </button>
      </div>
    </div>
  );
}

function CopyButton({ recoveryCode }: { readonly recoveryCode: string }) {
  const [outcome, setOutcome] = useState<"copied" | "notCopied" | null>(null);
  const copy = () =>
    navigator.clipboard.writeText(recoveryCode).then(
      () => setOutcome("copied"),
      () => setOutcome("notCopied"),
    );
  return (
    <div class="choices">
      <button type="button" class="button button-outlined" onClick={() => void copy()}>
        {text("recovery.copy")}
      </button>
      <p class="quiet" role="status">
        {outcome !== null && text(`recovery.${outcome}`)}
      </p>
    </div>
  );
}
