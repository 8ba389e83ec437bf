import assert from "node:assert/strict";
import { test } from "node:test";
import { type RefusalCode, refusals } from "@scantill/contract/refusals";
import { pinTroubleOf, waitText } from "./pin-trouble.ts";

test("a wrong PIN, a locked one and a lost answer ask for the PIN again; nothing else does", () => {
  const troubles = (Object.keys(refusals) as RefusalCode[]).flatMap((code) => {
    const trouble = pinTroubleOf({ code });
    return trouble === null ? [] : [[code, trouble.kind]];
  });
  assert.deepEqual(Object.fromEntries(troubles), {
    approval_not_started: "lost",
    pin_wrong: "wrong",
    pin_locked: "locked",
  });
});

test("a lock lasts as long as the server says", () => {
  const locked = pinTroubleOf({ code: "pin_locked", waitSeconds: 240 });
  assert.deepEqual(locked, { kind: "locked", waitSeconds: 240 });
  assert.deepEqual(pinTroubleOf({ code: "pin_locked" }), { kind: "locked", waitSeconds: 30 });
});

test("a wait is told in the unit that fits, rounded up", () => {
  const waits = [29.2, 60, 90, 121, 86_400].map((seconds) => waitText(seconds, "en"));
  assert.deepEqual(waits, ["30 seconds", "60 seconds", "2 minutes", "3 minutes", "24 hours"]);
  assert.equal(waitText(30, "ko"), "30초");
});
