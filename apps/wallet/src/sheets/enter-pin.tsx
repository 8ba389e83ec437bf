/** "Enter your PIN", beside what it is for. */
import { useEffect, useState } from "preact/hooks";
import { isPin } from "../pins/pin.ts";
import { type PinTrouble, waitText } from "../pins/pin-trouble.ts";
import { spokenLocale, text } from "../texts/texts.ts";
import { PinField } from "./pin-field.tsx";
import { PinVisibility } from "./pin-visibility.tsx";
import {
  type Asked,
  payLabel,
  SheetActions,
  SheetHeading,
  Trouble,
  useFormFocus,
  WhatIsPaid,
} from "./sheet-parts.tsx";

export function EnterPin({ question, isBusy }: Asked<"enterPin">) {
  const { payment, trouble, answer } = question;
  const [pin, setPin] = useState("");
  const [tries, setTries] = useState(0);
  const [isShown, setShown] = useState(false);
  const isLocked = useLock(trouble);
  const form = useFormFocus(tries);
  const submit = (event: Event) => {
    event.preventDefault();
    if (isBusy || isLocked) return;
    setTries(tries + 1);
    if (isPin(pin)) answer({ kind: "pin", pin });
  };
  return (
    <form ref={form} class="sheet-form" onSubmit={submit} noValidate>
      <SheetHeading>{text("pin.enterTitle")}</SheetHeading>
      {payment !== null && <WhatIsPaid payment={payment} />}
      {trouble !== null && (
        <Trouble>
          {troubleText(trouble, isLocked)} {payment !== null && text("refused.nothingCharged")}
        </Trouble>
      )}
      <PinField
        id="pin"
        label={text("pin.label")}
        value={pin}
        isShown={isShown}
        error={tries > 0 && !isPin(pin) ? text("pin.incomplete") : null}
        onType={setPin}
      />
      <div class="choices">
        <PinVisibility isShown={isShown} onChange={setShown} />
        <button
          type="button"
          class="button button-quiet"
          hidden={isBusy}
          onClick={() => answer({ kind: "forgotten" })}
        >
          {text("pin.forgotten")}
        </button>
      </div>
      <SheetActions
        label={payment === null ? text("pin.confirm") : payLabel(payment)}
        isBusy={isBusy}
        isBlocked={isLocked}
        onCancel={() => answer(null)}
      />
    </form>
  );
}

/** True until the wait is over. */
function useLock(trouble: PinTrouble | null): boolean {
  const seconds = trouble?.kind === "locked" ? trouble.waitSeconds : 0;
  const [isLocked, setLocked] = useState(seconds > 0);
  useEffect(() => {
    // Longer than a timer can count, the sheet is not left open.
    const timer = setTimeout(() => setLocked(false), Math.min(seconds * 1_000, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  }, []);
  return isLocked;
}

function troubleText(trouble: PinTrouble, isLocked: boolean): string {
  if (trouble.kind !== "locked") return text(`pin.${trouble.kind}`);
  return isLocked
    ? text("pin.locked", { wait: waitText(trouble.waitSeconds, spokenLocale()) })
    : text("pin.unlocked");
}
