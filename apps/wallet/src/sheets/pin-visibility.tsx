/** Shows and hides the PIN on this sheet. */
import { text } from "../texts/texts.ts";

export type PinVisibilityProps = {
  readonly isShown: boolean;
  readonly onChange: (isShown: boolean) => void;
};

export function PinVisibility({ isShown, onChange }: PinVisibilityProps) {
  return (
    <button type="button" class="button button-quiet" onClick={() => onChange(!isShown)}>
      {text(isShown ? "pin.hide" : "pin.show")}
    </button>
  );
}
