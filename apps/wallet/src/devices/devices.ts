/** What may pay from this wallet: listed, removed with a fresh gesture, and this phone signed out. */
import { signal } from "@preact/signals";
import type { Device, Devices, RemoveDevice } from "@scantill/contract/wallet";
import { fromBase64Url } from "../base64url.ts";
import { signWithPasskey } from "../paying/passkeys.ts";
import { forgetDeviceKey } from "../pins/device-key.ts";
import { type PinTrouble, pinTroubleOf } from "../pins/pin-trouble.ts";
import { recover } from "../pins/recover.ts";
import { type PinCeremony, signWithPin } from "../pins/sign-with-pin.ts";
import { wallet } from "../session.ts";
import { ask, closeSheet } from "../sheets/sheet.ts";
import { type Answer, listDevices, removeDevice, signOut, startRemoval } from "../wallet-api.ts";
import { afterAnswer, type DevicesNotice, type DevicesView, gestureOf } from "./devices-view.ts";

const gestureTimeoutMs = 120_000;

export const devicesView = signal<DevicesView>({ state: "loading" });

export async function loadDevices(): Promise<void> {
  devicesView.value = { state: "loading" };
  show(await listDevices(), null);
}

/** Asks whether it is meant, then for the gesture: a session alone must not be able to do this. */
export async function remove(device: Device): Promise<void> {
  const answered = await ask<"remove">((answer) => ({ kind: "removal", device, answer }));
  if (answered !== null) await removeWithGesture(device, null);
  closeSheet();
}

/** @returns whether this phone has left its wallet. */
export async function leaveWallet(isPinPhone: boolean): Promise<boolean> {
  const answered = await ask<"leave">((answer) => ({ kind: "leaving", isPinPhone, answer }));
  const hasLeft = answered !== null && (await leave());
  closeSheet();
  return hasLeft;
}

async function leave(): Promise<boolean> {
  const answer = await signOut();
  if (answer.kind === "done") await forgetThisPhone();
  else say(answer.kind === "unanswered" ? "unanswered" : "failed");
  return answer.kind === "done";
}

async function removeWithGesture(device: Device, trouble: PinTrouble | null): Promise<void> {
  const started = await startRemoval(device.id);
  if (started.kind !== "done") return show(started, null);
  const gesture = await askForGesture(started.content.challenge, trouble);
  if (typeof gesture === "string") return say(gesture);

  const answer = await removeDevice(device.id, gesture);
  const again = answer.kind === "refused" ? pinTroubleOf(answer) : null;
  if (again !== null) return removeWithGesture(device, again);
  show(answer, "removed");
  if (answer.kind === "done" && device.isThisPhone) await forgetThisPhone();
}

async function askForGesture(
  challenge: string,
  trouble: PinTrouble | null,
): Promise<RemoveDevice | DevicesNotice> {
  const { value } = devicesView;
  const own = gestureOf(value.state === "shown" ? value.devices : []);
  return own.kind === "pin"
    ? askForPin({ text: challenge, deviceId: own.deviceId, payment: null, pin: null, trouble })
    : askForPasskey(challenge, own.credentialIds);
}

async function askForPin(ceremony: PinCeremony): Promise<RemoveDevice | DevicesNotice> {
  const signed = await signWithPin(ceremony);
  if (signed.kind === "done") return { pin: signed.proof };
  if (signed.kind === "keyGone") return "keyGone";
  if (signed.kind === "forgotten") {
    await recover();
    show(await listDevices(), null);
  }
  return "notRemoved";
}

async function askForPasskey(
  challenge: string,
  credentialIds: readonly string[],
): Promise<RemoveDevice | DevicesNotice> {
  const signed = await signWithPasskey({
    challenge: fromBase64Url(challenge),
    rpId: location.hostname,
    timeoutMs: gestureTimeoutMs,
    credentialIds,
  });
  return signed.kind === "done" ? { assertion: signed.credential } : "notRemoved";
}

async function forgetThisPhone(): Promise<void> {
  await forgetDeviceKey();
  wallet.value = null;
  devicesView.value = { state: "noWallet" };
}

function show(answer: Answer<Devices>, done: DevicesNotice | null): void {
  devicesView.value = afterAnswer(devicesView.value, answer, done);
}

function say(notice: DevicesNotice): void {
  const { value } = devicesView;
  if (value.state === "shown") devicesView.value = { ...value, notice };
}
