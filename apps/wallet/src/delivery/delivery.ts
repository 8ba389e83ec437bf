/**
 * Where the goods of this payment go: the address that this wallet used last, or what is typed now.
 * Nothing is handed over that was not on the screen when "Pay" was tapped.
 */
import { signal } from "@preact/signals";
import type { DeliveryAddress } from "@scantill/contract/delivery-address";
import type { WalletPayment } from "@scantill/contract/wallet";
import { readAddress } from "../wallet-api.ts";
import {
  addressIn,
  type DeliveryDraft,
  draftOf,
  emptyDraft,
  isAddressCollected,
  likelyCountry,
} from "./delivery-draft.ts";

export type Delivery =
  | { readonly state: "recalling" }
  /** `tries` counts how often it was to be used although something was missing. */
  | { readonly state: "typing"; readonly draft: DeliveryDraft; readonly tries: number }
  | { readonly state: "chosen"; readonly address: DeliveryAddress };

export const delivery = signal<Delivery>({ state: "recalling" });

/** Asks what the wallet remembers. Never takes away what was typed or chosen meanwhile. */
export async function recallAddress(): Promise<void> {
  const answer = await readAddress();
  const address = answer.kind === "done" ? answer.content.deliveryAddress : null;
  if (!isUntouched(delivery.value)) return;
  if (address !== null) delivery.value = { state: "chosen", address };
  else if (delivery.value.state === "recalling") typeAddress(emptyDraft(ownCountry()));
}

export function typeAddress(draft: DeliveryDraft): void {
  const { value } = delivery;
  delivery.value = { state: "typing", draft, tries: value.state === "typing" ? value.tries : 0 };
}

export function changeAddress(): void {
  if (delivery.value.state === "chosen") typeAddress(draftOf(delivery.value.address));
}

/** Whether there is an address now; if not, the form says what is missing. */
export function chooseTypedAddress(): boolean {
  const { value } = delivery;
  if (value.state !== "typing") return value.state === "chosen";
  const address = addressIn(value.draft);
  delivery.value =
    address === null ? { ...value, tries: value.tries + 1 } : { state: "chosen", address };
  return address !== null;
}

/** Whether nothing stands in the way of paying: no address is needed, or it is on the screen. */
export function isDeliverySettled(payment: WalletPayment): boolean {
  return !isAddressCollected(payment) || chooseTypedAddress();
}

/** What is signed and sent along with the payment. */
export function addressFor(payment: WalletPayment): DeliveryAddress | null {
  const { value } = delivery;
  return isAddressCollected(payment) && value.state === "chosen" ? value.address : null;
}

function isUntouched(value: Delivery): boolean {
  if (value.state !== "typing") return value.state === "recalling";
  return JSON.stringify(value.draft) === JSON.stringify(emptyDraft(ownCountry()));
}

function ownCountry(): string {
  return likelyCountry(navigator.languages);
}
