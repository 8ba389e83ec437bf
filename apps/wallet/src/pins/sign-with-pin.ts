/** The PIN's counterpart to a passkey's ceremony: the payer's six digits, and this phone's signature. */
import type { PinApproval, WalletPayment } from "@scantill/contract/wallet";
import { ask, type PinAnswer } from "../sheets/sheet.ts";
import { findDeviceKey, signText } from "./device-key.ts";
import type { PinTrouble } from "./pin-trouble.ts";

export type PinSigning =
  | { readonly kind: "done"; readonly proof: PinApproval }
  | { readonly kind: "closed" }
  | { readonly kind: "forgotten" }
  /** The browser has evicted the phone's key. */
  | { readonly kind: "keyGone" };

export type PinCeremony = {
  readonly text: string;
  readonly deviceId: PinApproval["deviceId"];
  /** What is paid with the signature; null where nothing is. */
  readonly payment: WalletPayment | null;
  /** Typed a moment ago for this very purpose, else it is asked for. */
  readonly pin: string | null;
  readonly trouble: PinTrouble | null;
};

/** The PIN goes into the answer and nowhere else. Leaves the sheet open. */
export async function signWithPin(ceremony: PinCeremony): Promise<PinSigning> {
  const { text, deviceId, payment, pin, trouble } = ceremony;
  const key = await findDeviceKey();
  if (key === null) return { kind: "keyGone" };
  const answered: PinAnswer | null =
    pin === null
      ? await ask((answer) => ({ kind: "enterPin", payment, trouble, answer }))
      : { kind: "pin", pin };
  if (answered === null) return { kind: "closed" };
  if (answered.kind === "forgotten") return { kind: "forgotten" };
  const proof = { deviceId, signature: await signText(key, text), pin: answered.pin };
  return { kind: "done", proof };
}
