/** A new PIN, typed twice. What is easy to guess is said, and not forbidden. */
import { useState } from "preact/hooks";
import { faultOf, isEasyToGuess } from "../pins/pin.ts";
import { text } from "../texts/texts.ts";
import { PinField } from "./pin-field.tsx";
import { PinVisibility } from "./pin-visibility.tsx";

export type NewPin = {
  readonly first: string;
  readonly again: string;
  /** How often it was to be used. */
  readonly tries: number;
};

export const emptyPin: NewPin = { first: "", again: "", tries: 0 };

export type NewPinFieldsProps = {
  readonly value: NewPin;
  readonly onChange: (value: NewPin) => void;
};

export function NewPinFields({ value, onChange }: NewPinFieldsProps) {
  const { first, again, tries } = value;
  const [isShown, setShown] = useState(false);
  const fault = tries > 0 ? faultOf(first, again) : null;
  const hint = isEasyToGuess(first) ? text("pin.easy") : text("pin.hint");
  return (
    <>
      <PinField
        id="new-pin"
        label={text("pin.choose")}
        value={first}
        isShown={isShown}
        hint={hint}
        error={fault === "incomplete" ? text("pin.incomplete") : null}
        onType={(digits) => onChange({ ...value, first: digits })}
      />
      <PinField
        id="repeated-pin"
        label={text("pin.again")}
        value={again}
        isShown={isShown}
        error={fault === "different" ? text("pin.different") : null}
        onType={(digits) => onChange({ ...value, again: digits })}
      />
      <PinVisibility isShown={isShown} onChange={setShown} />
    </>
  );
}
