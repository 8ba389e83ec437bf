/** Makes a key on this phone and registers it with a PIN: for a new wallet, or back into an old one. */
import type { PinWallet } from "@scantill/contract/wallet";
import type { Notice } from "../paying/payment-view.ts";
import { wallet } from "../session.ts";
import {
  type Answer,
  recoverWallet,
  registerPinDevice,
  startPinRegistration,
} from "../wallet-api.ts";
import {
  type DeviceKey,
  dropNextKey,
  keepNextKey,
  makeDeviceKey,
  signText,
  useNextKey,
} from "./device-key.ts";
import { rememberCode } from "./unkept-code.ts";

export type Registered =
  | ({ readonly kind: "wallet" } & PinWallet)
  | { readonly kind: "none"; readonly why: Notice };

const none = (why: Notice): Registered => ({ kind: "none", why });

/** @param recoveryCode of the wallet to get back into; null makes a new one. */
export async function registerPhone(pin: string, recoveryCode: string | null): Promise<Registered> {
  const key = await newKey();
  if (key === null) return none("keyNotKept");
  const started = await startPinRegistration();
  if (started.kind === "unanswered") return none(started.why);
  if (started.kind === "refused") return none("pinNotSaved");

  const signature = await signText(key, started.content.challenge);
  const registration = { publicKey: key.publicKey, signature, pin };
  const answer =
    recoveryCode === null
      ? await registerPinDevice(registration)
      : await recoverWallet({ ...registration, recoveryCode });
  return finish(answer);
}

/** Kept before it is registered: a key that the server knows and the phone has lost opens nothing. */
async function newKey(): Promise<DeviceKey | null> {
  try {
    const key = await makeDeviceKey();
    await keepNextKey(key);
    return key;
  } catch {
    return null;
  }
}

async function finish(answer: Answer<PinWallet>): Promise<Registered> {
  if (answer.kind !== "done") await dropNextKey();
  if (answer.kind === "unanswered") return none(answer.why);
  if (answer.kind === "refused") {
    return none(answer.code === "recovery_code_unknown" ? "recoveryCodeUnknown" : "pinNotSaved");
  }
  rememberCode(answer.content.recoveryCode);
  await useNextKey();
  wallet.value = answer.content.wallet;
  return { kind: "wallet", ...answer.content };
}
