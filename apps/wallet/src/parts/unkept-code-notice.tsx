/** Reminds of a recovery code that its owner put off writing down. */
import { loadPins } from "../pins/load-pins.ts";
import { unkeptCode } from "../pins/unkept-code.ts";
import { text } from "../texts/texts.ts";

export function UnkeptCodeNotice() {
  if (unkeptCode.value === null) return null;
  const show = async () => (await loadPins())?.offerUnkeptCode();
  return (
    <div class="notice unprinted unkept-code">
      <p>{text("recovery.unkept")}</p>
      <button type="button" class="button button-small" onClick={() => void show()}>
        {text("recovery.showUnkept")}
      </button>
    </div>
  );
}
