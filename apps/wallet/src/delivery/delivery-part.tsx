/** Where it goes: what the wallet remembers, to be changed with one tap, or a form to fill in. */
import { useEffect } from "preact/hooks";
import { paymentView } from "../payments.ts";
import { wallet } from "../session.ts";
import { text } from "../texts/texts.ts";
import { AddressForm } from "./address-form.tsx";
import { AddressLines } from "./address-lines.tsx";
import { changeAddress, delivery, recallAddress } from "./delivery.ts";
import "../styles/fields.css";
import "../styles/delivery.css";

export function DeliveryPart() {
  const { value } = delivery;
  const walletId = wallet.value?.id;
  useEffect(() => void recallAddress(), [walletId]);
  return (
    <section class="delivery" aria-labelledby="delivery" aria-busy={value.state === "recalling"}>
      <h2 id="delivery">{text("delivery.title")}</h2>
      {value.state === "typing" && <AddressForm draft={value.draft} tries={value.tries} />}
      {value.state === "chosen" && (
        <div class="delivery-chosen">
          <AddressLines address={value.address} />
          {paymentView.value.state === "review" && (
            <button type="button" class="button button-quiet button-small" onClick={changeAddress}>
              {text("delivery.change")}
            </button>
          )}
        </div>
      )}
      <p class="quiet">{text("delivery.whoSees")}</p>
    </section>
  );
}
