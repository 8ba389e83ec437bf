/** "Cannot pay from this wallet?": what is left to try. */
import { passkeyAbility } from "../paying/passkey-ability.ts";
import { text } from "../texts/texts.ts";
import { type Asked, SheetHeading, useFocus } from "./sheet-parts.tsx";

export function OtherWays({ question: { answer }, isBusy }: Asked<"otherWays">) {
  const words = useFocus<HTMLDivElement>();
  return (
    <div ref={words} class="sheet-form" tabIndex={-1}>
      <SheetHeading>{text("otherWays.title")}</SheetHeading>
      <p>{text("otherWays.sentence")}</p>
      <div class="sheet-actions">
        {passkeyAbility.value !== "none" && (
          <button type="button" class="button button-outlined" onClick={() => answer("passkey")}>
            {text("otherWays.passkey")}
          </button>
        )}
        <button type="button" class="button button-outlined" onClick={() => answer("recoveryCode")}>
          {text("recovery.open")}
        </button>
        <button type="button" class="button button-outlined" onClick={() => answer("newWallet")}>
          {text("otherWays.newWallet")}
        </button>
        <p class="quiet">{text("otherWays.newWalletHow")}</p>
        <button
          type="button"
          class="button button-quiet"
          hidden={isBusy}
          onClick={() => answer(null)}
        >
          {text("sheets.cancel")}
        </button>
      </div>
    </div>
  );
}
