/** "I have a recovery code": the code, and a new PIN for this phone. */
import { useState } from "preact/hooks";
import { faultOf } from "../pins/pin.ts";
import { readRecoveryCode } from "../pins/recovery-code.ts";
import { text } from "../texts/texts.ts";
import { emptyPin, NewPinFields } from "./new-pin-fields.tsx";
import { type Asked, SheetActions, SheetHeading, Trouble, useFormFocus } from "./sheet-parts.tsx";

export function Recover({ question, isBusy }: Asked<"recover">) {
  const { trouble, typed, answer } = question;
  const [code, setCode] = useState(typed);
  const [pin, setPin] = useState(emptyPin);
  const form = useFormFocus(pin.tries);
  const recoveryCode = readRecoveryCode(code);
  const submit = (event: Event) => {
    event.preventDefault();
    if (isBusy) return;
    setPin({ ...pin, tries: pin.tries + 1 });
    if (recoveryCode === null || faultOf(pin.first, pin.again) !== null) return;
    answer({ recoveryCode, pin: pin.first });
  };
  return (
    <form ref={form} class="sheet-form" onSubmit={submit} noValidate>
      <SheetHeading>{text("recovery.title")}</SheetHeading>
      <p>{text("recovery.how")}</p>
      {trouble !== null && <Trouble>{text(`notices.${trouble}`)}</Trouble>}
      <CodeField value={code} onType={setCode} isWrong={pin.tries > 0 && recoveryCode === null} />
      <NewPinFields value={pin} onChange={setPin} />
      <SheetActions label={text("recovery.submit")} isBusy={isBusy} onCancel={() => answer(null)} />
    </form>
  );
}

type CodeFieldProps = {
  readonly value: string;
  readonly onType: (typed: string) => void;
  readonly isWrong: boolean;
};

function CodeField({ value, onType, isWrong }: CodeFieldProps) {
  return (
    <div class="field">
      <label for="recovery-code">{text("recovery.code")}</label>
      <input
        id="recovery-code"
        value={value}
        onInput={(event) => onType(event.currentTarget.value)}
        autoComplete="off"
        autoCapitalize="characters"
        autoCorrect="off"
        spellcheck={false}
        maxLength={64}
        aria-required
        aria-invalid={isWrong}
        aria-describedby="recovery-code-words"
      />
      <p id="recovery-code-words" class={isWrong ? "field-error" : "quiet"}>
        {text(isWrong ? "recovery.codeWrong" : "recovery.codeHint")}
      </p>
    </div>
  );
}
