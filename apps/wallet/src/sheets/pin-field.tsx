/**
 * Six digits, hidden unless their owner wants to see them. A password field, so that no keyboard
 * learns them and no screen reader says them aloud; nothing else is to remember them either.
 */
import { digitsOf } from "../pins/pin.ts";

export type PinFieldProps = {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly isShown: boolean;
  readonly hint?: string;
  readonly error?: string | null;
  readonly onType: (digits: string) => void;
};

export function PinField(props: PinFieldProps) {
  const { id, label, value, isShown, hint = "", error = null, onType } = props;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="pin"
        {...(isShown ? { type: "text" } : { type: "password" })}
        inputMode="numeric"
        autoComplete="off"
        enterKeyHint="next"
        value={value}
        onInput={({ currentTarget: field }) => {
          field.value = digitsOf(field.value);
          onType(field.value);
        }}
        aria-required
        aria-invalid={error !== null}
        aria-describedby={`${id}-words`}
      />
      <p id={`${id}-words`} class={error === null ? "quiet" : "field-error"}>
        {error ?? hint}
      </p>
    </div>
  );
}
