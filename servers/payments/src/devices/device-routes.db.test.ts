import assert from "node:assert/strict";
import { test } from "node:test";
import type { Problem } from "@scantill/contract/problem";
import type { Challenge, Devices, PinWallet } from "@scantill/contract/wallet";
import {
  createPaymentsRig,
  createSoftwareDevice,
  createSoftwarePasskey,
  type Phone,
} from "#testing";

const rig = await createPaymentsRig();
const place = { origin: "http://localhost:4100", rpId: "localhost" };
const pin = "428117";

async function addPinPhone(
  recoveryCode: string | null,
): Promise<{ phone: Phone; sign: (text: string) => string; wallet: PinWallet }> {
  const phone = rig.phone();
  const device = createSoftwareDevice();
  const { body } = await phone.post<Challenge>("/v1/wallet/pin-registrations");
  const registration = { publicKey: device.publicKey, signature: device.sign(body.challenge), pin };
  const { body: wallet } =
    recoveryCode === null
      ? await phone.post<PinWallet>("/v1/wallet/pin-devices", registration)
      : await phone.post<PinWallet>("/v1/wallet/recoveries", { ...registration, recoveryCode });
  return { phone, sign: device.sign, wallet };
}

const devicesOf = async (phone: Phone) =>
  (await phone.get<Devices>("/v1/wallet/devices")).body.devices;

async function remove(phone: Phone, id: string, gesture: (challenge: string) => object) {
  const { body } = await phone.post<Challenge>(`/v1/wallet/devices/${id}/removal`);
  return phone.post<Devices & Problem>(`/v1/wallet/devices/${id}/remove`, gesture(body.challenge));
}

test("a lost phone is removed from the new one, with a fresh gesture, and can no longer do anything", async () => {
  const lost = await addPinPhone(null);
  const found = await addPinPhone(lost.wallet.recoveryCode);
  const [old, own] = await devicesOf(found.phone);
  assert.deepEqual([old?.kind, old?.isThisPhone, own?.isThisPhone], ["pin", false, true]);
  const gesture = (challenge: string) => ({
    pin: { deviceId: own?.id, signature: found.sign(challenge), pin },
  });
  const removed = await remove(found.phone, old?.id ?? "", gesture);
  assert.deepEqual(
    removed.body.devices.map(({ id }) => id),
    [own?.id],
  );
  assert.equal((await lost.phone.get<Problem>("/v1/wallet/devices")).body.code, "wallet_required");
});

test("S16: removal needs a fresh gesture over this very challenge, for this very device", async () => {
  const lost = await addPinPhone(null);
  const { phone, sign } = await addPinPhone(lost.wallet.recoveryCode);
  const [old, own] = await devicesOf(phone);
  const [oldId, ownId] = [old?.id ?? "", own?.id ?? ""];
  const wrong: readonly (readonly [string, (challenge: string) => object])[] = [
    [
      "proof_invalid",
      () => ({ pin: { deviceId: ownId, signature: sign("another challenge"), pin } }),
    ],
    [
      "pin_wrong",
      (challenge) => ({ pin: { deviceId: ownId, signature: sign(challenge), pin: "000000" } }),
    ],
    [
      "proof_invalid",
      (challenge) => ({ pin: { deviceId: oldId, signature: sign(challenge), pin } }),
    ],
    [
      "passkey_unknown",
      (challenge) => ({ assertion: createSoftwarePasskey().sign(challenge, place) }),
    ],
  ];
  for (const [code, gesture] of wrong)
    assert.equal((await remove(phone, oldId, gesture)).body.code, code);
  const { body } = await phone.post<Challenge>(`/v1/wallet/devices/${ownId}/removal`);
  const forAnother = await phone.post<Problem>(`/v1/wallet/devices/${oldId}/remove`, {
    pin: { deviceId: ownId, signature: sign(body.challenge), pin },
  });
  assert.equal(forAnother.body.code, "proof_invalid");
  assert.equal((await devicesOf(phone)).length, 2);
});

test("a phone that came by a passkey knows it as its own", async () => {
  const passkey = createSoftwarePasskey();
  const phone = rig.phone(passkey);
  await phone.register();
  assert.equal((await devicesOf(phone))[0]?.isThisPhone, true);
});

test("the last device cannot be removed", async () => {
  const passkey = createSoftwarePasskey();
  const phone = rig.phone(passkey);
  await phone.register();
  const [only] = await devicesOf(phone);
  assert.equal(only?.id, passkey.credentialId);
  const refused = await remove(phone, passkey.credentialId, (challenge) => ({
    assertion: passkey.sign(challenge, place),
  }));
  assert.equal(refused.body.code, "last_device");
});

test("a device of another wallet is not found", async () => {
  const [one, other] = [await addPinPhone(null), await addPinPhone(null)];
  const [foreign] = await devicesOf(other.phone);
  const [own] = await devicesOf(one.phone);
  const gesture = (challenge: string) => ({
    pin: { deviceId: own?.id, signature: one.sign(challenge), pin },
  });
  assert.equal((await remove(one.phone, foreign?.id ?? "", gesture)).body.code, "device_not_found");
});
