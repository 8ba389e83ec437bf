import assert from "node:assert/strict";
import { generateKeyPairSync, sign } from "node:crypto";
import { test } from "node:test";
import { delayAfter, isSignedBy } from "./pin.ts";

test("five tries are free, then each costs twice the wait, up to a day", () => {
  assert.deepEqual([1, 4, 5, 6, 7, 40].map(delayAfter), [0, 0, 30, 60, 120, 86_400]);
});

test("only the phone's own key signs, and only this text", () => {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const key = { kty: "EC", crv: "P-256", x, y } as const;
  const signature = sign("sha256", Buffer.from("text"), {
    key: privateKey,
    dsaEncoding: "ieee-p1363",
  }).toString("base64url");
  assert.equal(isSignedBy(key, "text", signature), true);
  assert.equal(isSignedBy(key, "texts", signature), false);
  assert.equal(isSignedBy({ ...key, x: y }, "text", signature), false);
  assert.equal(isSignedBy(key, "text", ""), false);
});
