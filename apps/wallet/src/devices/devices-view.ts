/** What the list of devices shows, as values, and which gesture removes one of them. */
import type { Device, Devices, PinApproval } from "@scantill/contract/wallet";
import type { Answer } from "../wallet-api.ts";

/** A key of the texts under `devices.notices`. */
export type DevicesNotice =
  | "failed"
  | "keyGone"
  | "lastDevice"
  | "notRemoved"
  | "removed"
  | "unanswered";

export type DevicesView =
  | { readonly state: "loading" }
  | { readonly state: "unanswered"; readonly why: "offline" | "busy" }
  | { readonly state: "noWallet" }
  | {
      readonly state: "shown";
      readonly devices: readonly Device[];
      readonly notice: DevicesNotice | null;
    };

/** @param done what to say when the server has done what it was asked for. */
export function afterAnswer(
  view: DevicesView,
  answer: Answer<Devices>,
  done: DevicesNotice | null,
): DevicesView {
  if (answer.kind === "done") {
    return { state: "shown", devices: answer.content.devices, notice: done };
  }
  const isStranger =
    answer.kind === "refused" &&
    ["wallet_required", "wallet_session_required"].includes(answer.code);
  if (isStranger) return { state: "noWallet" };
  if (view.state === "shown") return { ...view, notice: noticeOf(answer) };
  return { state: "unanswered", why: answer.kind === "unanswered" ? answer.why : "busy" };
}

export type Gesture =
  | { readonly kind: "pin"; readonly deviceId: PinApproval["deviceId"] }
  | { readonly kind: "passkey"; readonly credentialIds: readonly string[] };

/** The gesture that this phone can make: with its own key where it has one, else with a passkey. */
export function gestureOf(devices: readonly Device[]): Gesture {
  const own = devices.find(({ kind, isThisPhone }) => kind === "pin" && isThisPhone);
  // A phone's id in the list is its device id.
  if (own !== undefined) return { kind: "pin", deviceId: own.id as PinApproval["deviceId"] };
  const passkeys = devices.filter(({ kind }) => kind === "passkey");
  return { kind: "passkey", credentialIds: passkeys.map(({ id }) => id) };
}

function noticeOf(answer: Exclude<Answer<Devices>, { readonly kind: "done" }>): DevicesNotice {
  if (answer.kind === "unanswered") return "unanswered";
  return answer.code === "last_device" ? "lastDevice" : "failed";
}
