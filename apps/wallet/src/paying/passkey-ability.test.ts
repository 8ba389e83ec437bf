import assert from "node:assert/strict";
import { test } from "node:test";
import { canHavePasskeys } from "./passkey-ability.ts";

const place = { isSecureContext: true, hostname: "pay.example", isKnown: true };

test("a browser that knows passkeys can have them on a domain that it trusts", () => {
  for (const hostname of ["pay.example", "localhost", "10.example", "xn--bcher-kva.example"]) {
    assert.equal(canHavePasskeys({ ...place, hostname }), true, hostname);
  }
});

test("there are no passkeys for an IP address, without encryption, or in an old browser", () => {
  for (const hostname of ["192.168.1.20", "127.0.0.1", "[::1]"]) {
    assert.equal(canHavePasskeys({ ...place, hostname }), false, hostname);
  }
  assert.equal(canHavePasskeys({ ...place, isSecureContext: false }), false);
  assert.equal(canHavePasskeys({ ...place, isKnown: false }), false);
});
