import assert from "node:assert/strict";
import { test } from "node:test";
import type { Problem } from "@scantill/contract/problem";
import type { WalletPaymentPage, WalletSession } from "@scantill/contract/wallet";
import { createPaymentsRig, createSoftwarePasskey, tokenOf } from "#testing";

const rig = await createPaymentsRig();
const place = { origin: "http://localhost:4100", rpId: "localhost" };

test("a passkey of either kind makes a wallet and pays", async () => {
  for (const kind of ["EC", "RSA"] as const) {
    const request = await rig.openRequest();
    const paid = await rig.phone(createSoftwarePasskey(kind)).pay(tokenOf(request));
    assert.equal(paid.status, 200, kind);
  }
});

test("the same passkey on another phone is the same wallet, with its receipts", async () => {
  const passkey = createSoftwarePasskey();
  const [first, second] = [rig.phone(passkey), rig.phone(passkey)];
  await first.pay(tokenOf(await rig.openRequest()));
  const { body: before } = await second.get<WalletSession>("/v1/wallet/session");
  assert.equal(before.wallet, null);
  const { body: options } = await second.post<{ challenge: string }>("/v1/wallet/sign-in-options");
  const { body: session } = await second.post<WalletSession>(
    "/v1/wallet/sign-in",
    passkey.sign(options.challenge, place),
  );
  assert.equal(session.wallet?.balances[0]?.available.minor, 50_000 - 350);
  const { body: receipts } = await second.get<WalletPaymentPage>("/v1/wallet/payments");
  assert.deepEqual(
    receipts.payments.map(({ amount }) => amount.minor),
    [350],
  );
});

test("a challenge is used once, for a registration and for a sign-in", async () => {
  const passkey = createSoftwarePasskey();
  const phone = rig.phone(passkey);
  const { body: creation } = await phone.post<{ challenge: string }>(
    "/v1/wallet/passkey-registrations",
  );
  const registration = passkey.register(creation.challenge, place);
  assert.equal((await phone.post("/v1/wallet/passkeys", registration)).status, 200);
  assert.equal(
    (await phone.post<Problem>("/v1/wallet/passkeys", registration)).body.code,
    "passkey_registration_failed",
  );
  const { body: options } = await phone.post<{ challenge: string }>("/v1/wallet/sign-in-options");
  const assertion = passkey.sign(options.challenge, place);
  assert.equal((await phone.post("/v1/wallet/sign-in", assertion)).status, 200);
  assert.equal(
    (await phone.post<Problem>("/v1/wallet/sign-in", assertion)).body.code,
    "proof_invalid",
  );
});

test("a registration for another place, and a sign-in with a strange passkey, are refused", async () => {
  const passkey = createSoftwarePasskey();
  const phone = rig.phone(passkey);
  for (const elsewhere of [{ origin: "http://localhost.example" }, { rpId: "example" }]) {
    const { body: creation } = await phone.post<{ challenge: string }>(
      "/v1/wallet/passkey-registrations",
    );
    const registration = passkey.register(creation.challenge, { ...place, ...elsewhere });
    assert.equal(
      (await phone.post<Problem>("/v1/wallet/passkeys", registration)).body.code,
      "passkey_registration_failed",
    );
  }
  const { body: options } = await phone.post<{ challenge: string }>("/v1/wallet/sign-in-options");
  const { body } = await phone.post<Problem>(
    "/v1/wallet/sign-in",
    passkey.sign(options.challenge, place),
  );
  assert.equal(body.code, "passkey_unknown");
});

test("S16: a passkey whose count falls is a warning and a second gesture, not a locked door", async () => {
  const passkey = createSoftwarePasskey("EC", true);
  const phone = rig.phone(passkey);
  await phone.pay(tokenOf(await rig.openRequest()));
  await phone.pay(tokenOf(await rig.openRequest()));
  passkey.forgetUses();
  const request = await rig.openRequest();
  const warned = await phone.pay(tokenOf(request));
  assert.deepEqual([warned.status, warned.body.code], [409, "passkey_counter_fell"]);
  assert.equal((await phone.pay(tokenOf(request))).status, 200);
});

test("whoever only holds the session cannot add a passkey to its wallet", async () => {
  const phone = rig.phone();
  await phone.register();
  const { body } = await phone.post<Problem>("/v1/wallet/passkey-registrations");
  assert.equal(body.code, "wallet_exists");
});

test("making a wallet changes the session's secret, and the old one is worth nothing", async () => {
  const phone = rig.phone();
  const { body: payment } = await phone.scan(tokenOf(await rig.openRequest()));
  const before = phone.cookie();
  await phone.register();
  assert.notEqual(phone.cookie(), before);
  const path = `/v1/wallet/payments/${payment.id}`;
  assert.equal((await rig.call(path, { headers: { Cookie: before } })).status, 401);
  assert.equal((await phone.get(path)).status, 200);
});

test("after signing out, a browser no longer sees what was paid", async () => {
  const phone = rig.phone();
  const request = await rig.openRequest();
  const { body: payment } = await phone.pay(tokenOf(request));
  await phone.post("/v1/wallet/sign-out");
  assert.equal((await phone.get(`/v1/wallet/payments/${payment.id}`)).status, 404);
  const scanned = await phone.post<Problem>("/v1/wallet/payments", { token: tokenOf(request) });
  assert.equal(scanned.body.code, "code_already_paid");
});

test("a repeated attempt with a forged count does not set the passkey's count", async () => {
  const passkey = createSoftwarePasskey("EC", true);
  const phone = rig.phone(passkey);
  await phone.register();
  const { body: payment } = await phone.scan(tokenOf(await rig.openRequest()));
  const { body: options } = await phone.startApproval(payment.id);
  await phone.approve(options);
  const forged = await phone.approve(options, {
    sign: (challenge, signing) => {
      const honest = passkey.sign(challenge, signing);
      const bytes = Buffer.from(honest.authenticatorData, "base64url");
      bytes.writeUInt32BE(0xffffffff, 33);
      return { ...honest, authenticatorData: bytes.toString("base64url") };
    },
  });
  assert.equal(forged.status, 200);
  assert.equal((await phone.pay(tokenOf(await rig.openRequest()))).status, 200);
});
