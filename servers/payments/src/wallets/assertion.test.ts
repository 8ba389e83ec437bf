import assert from "node:assert/strict";
import { test } from "node:test";
import type { PasskeyPublicKey } from "@scantill/contract/payments";
import type { Assertion } from "@scantill/contract/wallet";
import { verifyAuthenticationResponse } from "@simplewebauthn/server";
import { decodeAttestationObject, parseAuthenticatorData } from "@simplewebauthn/server/helpers";
import { createSoftwareDevice, createSoftwarePasskey } from "#testing";
import { checkAssertion } from "./assertion.ts";
import { publicKeyOf } from "./register-passkey.ts";

const origin = "http://localhost:4100";
const rpId = "localhost";
const challenge = Buffer.alloc(32, 7).toString("base64url");
const place = { origin, rpId };

/** What another implementation of the standard says of the same assertion. */
async function oracle(assertion: Assertion, coseKey: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const { credentialId } = assertion;
  const verdict = await verifyAuthenticationResponse({
    response: {
      id: credentialId,
      rawId: credentialId,
      type: "public-key",
      clientExtensionResults: {},
      response: {
        clientDataJSON: assertion.clientDataJson,
        authenticatorData: assertion.authenticatorData,
        signature: assertion.signature,
      },
    },
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    credential: { id: credentialId, publicKey: coseKey, counter: 0 },
  }).catch(() => ({ verified: false }));
  return verdict.verified;
}

function ours(assertion: Assertion, publicKey: PasskeyPublicKey): boolean {
  const checked = checkAssertion(assertion, { publicKey, ...place });
  return checked.refusal === null && checked.challenge === challenge;
}

function changed(base64Url: string, byte: number): string {
  const bytes = Buffer.from(base64Url, "base64url");
  bytes[byte] = (bytes[byte] ?? 0) ^ 1;
  return bytes.toString("base64url");
}

for (const kind of ["EC", "RSA"] as const) {
  test(`our check and another implementation agree on assertions of ${kind} keys`, async () => {
    const passkey = createSoftwarePasskey(kind);
    const attestation = Buffer.from(
      passkey.register(challenge, place).response.attestationObject,
      "base64url",
    );
    const { credentialPublicKey } = parseAuthenticatorData(
      decodeAttestationObject(new Uint8Array(attestation)).get("authData"),
    );
    assert.ok(credentialPublicKey !== undefined);
    const publicKey = publicKeyOf(credentialPublicKey);
    const good = passkey.sign(challenge, place);
    assert.ok(ours(good, publicKey));
    const cases: readonly Assertion[] = [
      good,
      passkey.sign(Buffer.alloc(32, 8).toString("base64url"), place),
      passkey.sign(challenge, { ...place, origin: "https://localhost:4100" }),
      passkey.sign(challenge, { ...place, rpId: "localhost.example" }),
      passkey.sign(challenge, { ...place, type: "webauthn.create" }),
      passkey.sign(challenge, { ...place, flags: 0x01 }),
      passkey.sign(challenge, { ...place, flags: 0x04 }),
      passkey.sign(challenge, { ...place, flags: 0x00 }),
      createSoftwarePasskey(kind).sign(challenge, place),
      { ...good, clientDataJson: Buffer.from("{}").toString("base64url") },
      { ...good, clientDataJson: Buffer.from("no json").toString("base64url") },
      { ...good, authenticatorData: good.authenticatorData.slice(0, 40) },
      ...[0, 5, 20, 40].map((byte) => ({ ...good, signature: changed(good.signature, byte) })),
      ...[0, 31, 32, 36].map((byte) => ({
        ...good,
        authenticatorData: changed(good.authenticatorData, byte),
      })),
      ...[10, 40, 90].map((byte) => ({
        ...good,
        clientDataJson: changed(good.clientDataJson, byte),
      })),
    ];
    for (const [index, assertion] of cases.entries()) {
      assert.equal(
        ours(assertion, publicKey),
        await oracle(assertion, credentialPublicKey),
        `case ${index}`,
      );
      assert.equal(ours(assertion, publicKey), index === 0, `case ${index}`);
    }
  });
}

test("truncated at any byte, an assertion is refused and nothing is thrown", () => {
  const passkey = createSoftwarePasskey();
  const { publicKey } = createSoftwareDevice();
  const good = passkey.sign(challenge, place);
  for (const member of ["clientDataJson", "authenticatorData", "signature"] as const) {
    for (let length = 0; length < good[member].length; length += 1) {
      const cut = { ...good, [member]: good[member].slice(0, length) };
      assert.equal(ours(cut, publicKey), false);
    }
  }
});
