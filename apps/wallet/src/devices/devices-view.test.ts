import assert from "node:assert/strict";
import { test } from "node:test";
import type { Device } from "@scantill/contract/wallet";
import { afterAnswer, type DevicesView, gestureOf } from "./devices-view.ts";

const passkey: Device = {
  id: "Y3JlZGVudGlhbA",
  kind: "passkey",
  createdAt: "2026-05-01T12:00:00Z",
  lastUsedAt: null,
  isThisPhone: false,
};
const lostPhone: Device = { ...passkey, id: "dev_01k8z5r7e0f6q8s2t4v6w8x0y2", kind: "pin" };
const thisPhone: Device = { ...lostPhone, id: "dev_01k8z5r7e0f6q8s2t4v6w8x0y3", isThisPhone: true };
const shown: DevicesView = { state: "shown", devices: [lostPhone, thisPhone], notice: null };

test("a phone with a PIN makes its gesture with its own key", () => {
  const devices = [passkey, lostPhone, thisPhone];
  assert.deepEqual(gestureOf(devices), { kind: "pin", deviceId: thisPhone.id });
});

test("any other phone makes its gesture with one of the wallet's passkeys", () => {
  assert.deepEqual(gestureOf([passkey, lostPhone]), {
    kind: "passkey",
    credentialIds: [passkey.id],
  });
});

test("what is left after a removal is shown, and that it was done", () => {
  const answer = { kind: "done" as const, content: { devices: [thisPhone] } };
  const left = { state: "shown", devices: [thisPhone], notice: "removed" };
  assert.deepEqual(afterAnswer(shown, answer, "removed"), left);
});

test("a removal that was refused or not answered leaves the list and says so", () => {
  const lastDevice = { kind: "refused", code: "last_device" } as const;
  assert.deepEqual(afterAnswer(shown, lastDevice, null), { ...shown, notice: "lastDevice" });
  const offline = { kind: "unanswered", why: "offline" } as const;
  assert.deepEqual(afterAnswer(shown, offline, "removed"), { ...shown, notice: "unanswered" });
  assert.deepEqual(afterAnswer({ state: "loading" }, offline, null), {
    state: "unanswered",
    why: "offline",
  });
});

test("a phone without a wallet has no devices to show", () => {
  for (const code of ["wallet_required", "wallet_session_required"] as const) {
    assert.deepEqual(afterAnswer(shown, { kind: "refused", code }, null), { state: "noWallet" });
  }
});
