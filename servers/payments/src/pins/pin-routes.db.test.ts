import assert from "node:assert/strict";
import { test } from "node:test";
import { approvalText } from "@scantill/contract/approval-document";
import type { Payment } from "@scantill/contract/payments";
import type { Problem } from "@scantill/contract/problem";
import type {
  ApprovalOptions,
  Challenge,
  PinWallet,
  WalletPayment,
  WalletSession,
} from "@scantill/contract/wallet";
import { newId } from "@scantill/service-kit/ids";
import {
  type ApprovalAnswer,
  createPaymentsRig,
  createSoftwareDevice,
  type Phone,
  tokenOf,
} from "#testing";

const rig = await createPaymentsRig();
const rightPin = "428117";
const wrongPin = "000000";

type Answered = PinWallet & Problem;

async function register(
  phone: Phone,
  device = createSoftwareDevice(),
  path = "pin-devices",
  more: object = {},
) {
  const { body } = await phone.post<Challenge>("/v1/wallet/pin-registrations");
  const answer = await phone.post<Answered>(`/v1/wallet/${path}`, {
    publicKey: device.publicKey,
    signature: device.sign(body.challenge),
    pin: rightPin,
    ...more,
  });
  return { device, answer };
}

/** From the scan to the verdict; the signature is over `signed`, or what is to be signed. */
async function payWithPin(phone: Phone, device: { sign: (text: string) => string }, pin: string) {
  const { body: payment } = await phone.scan(tokenOf(await rig.openRequest()));
  return approveWithPin(phone, device, payment, pin);
}

async function approveWithPin(
  phone: Phone,
  device: { sign: (text: string) => string },
  payment: WalletPayment,
  pin: string,
) {
  const { body: options } = await phone.startApproval(payment.id);
  const { attemptId } = options.document;
  return phone.post<ApprovalAnswer>(`/v1/wallet/payments/${payment.id}/approve`, {
    attemptId,
    pin: {
      deviceId: options.deviceId,
      signature: device.sign(approvalText(options.document)),
      pin,
    },
  });
}

test("a phone without passkeys makes a wallet with a PIN and pays; the proof is kept", async () => {
  const phone = rig.phone();
  const { device, answer } = await register(phone);
  assert.equal(answer.status, 200);
  assert.match(answer.body.recoveryCode, /^[0-9A-Z]{26}$/);
  const paid = await payWithPin(phone, device, rightPin);
  assert.equal(paid.body.status, "approved");
  const { body } = await rig.merchantGet<Payment>(`/v1/payments/${paid.body.id}`);
  assert.equal(body.proof?.kind, "pin");
  assert.deepEqual(body.proof?.publicKey, device.publicKey);
});

test("a wrong PIN is refused and charges nothing; the right one then pays the same payment", async () => {
  const phone = rig.phone();
  const { device } = await register(phone);
  const { body: payment } = await phone.scan(tokenOf(await rig.openRequest()));
  const refused = await approveWithPin(phone, device, payment, wrongPin);
  assert.deepEqual([refused.status, refused.body.code], [403, "pin_wrong"]);
  assert.equal((await approveWithPin(phone, device, payment, rightPin)).status, 200);
});

test("S15: after five wrong PINs there is a wait, in which the right one does not help", async () => {
  const phone = rig.phone();
  const { device } = await register(phone);
  const { body: payment } = await phone.scan(tokenOf(await rig.openRequest()));
  for (let tries = 1; tries <= 5; tries += 1) {
    assert.equal((await approveWithPin(phone, device, payment, wrongPin)).body.code, "pin_wrong");
  }
  const locked = await approveWithPin(phone, device, payment, rightPin);
  assert.deepEqual([locked.status, locked.body.code], [429, "pin_locked"]);
  assert.ok(Number(locked.headers.get("Retry-After")) > 25);
  await rig.sql`update payments.pin_device set locked_until = now() where locked_until is not null`;
  assert.equal((await approveWithPin(phone, device, payment, rightPin)).status, 200);
});

test("S15: tries at once are all counted", async () => {
  const phone = rig.phone();
  const { device } = await register(phone);
  const { body: payment } = await phone.scan(tokenOf(await rig.openRequest()));
  const { body: options } = await phone.startApproval(payment.id);
  const signature = device.sign(approvalText(options.document));
  const answers = await Promise.all(
    Array.from({ length: 12 }, () =>
      phone.post<ApprovalAnswer>(`/v1/wallet/payments/${payment.id}/approve`, {
        attemptId: options.document.attemptId,
        pin: { deviceId: options.deviceId, signature, pin: wrongPin },
      }),
    ),
  );
  assert.equal(answers.filter(({ body }) => body.code === "pin_wrong").length, 5);
  assert.equal(answers.filter(({ body }) => body.code === "pin_locked").length, 7);
});

test("S3: the PIN alone is worth nothing without the phone's own key, and is not even tried", async () => {
  const phone = rig.phone();
  await register(phone);
  for (let tries = 0; tries < 8; tries += 1) {
    const refused = await payWithPin(phone, createSoftwareDevice(), rightPin);
    assert.equal(refused.body.code, "proof_invalid");
  }
  const [row] =
    await rig.sql`select max(tries) as tries from payments.pin_device where locked_until is null`;
  assert.equal(row?.["tries"], 0);
});

test("a device of another wallet is refused", async () => {
  const [owner, stranger] = [rig.phone(), rig.phone()];
  const { device } = await register(owner);
  await register(stranger);
  const { body: payment } = await stranger.scan(tokenOf(await rig.openRequest()));
  const { body: options } = await stranger.startApproval(payment.id);
  const { body: own } = await owner.scan(tokenOf(await rig.openRequest()));
  const { body: ownOptions } = await owner.post<ApprovalOptions>(
    `/v1/wallet/payments/${own.id}/approval`,
    { attemptId: newId("att") },
  );
  const { body } = await stranger.post<Problem>(`/v1/wallet/payments/${payment.id}/approve`, {
    attemptId: options.document.attemptId,
    pin: {
      deviceId: ownOptions.deviceId,
      signature: device.sign(approvalText(options.document)),
      pin: rightPin,
    },
  });
  assert.equal(body.code, "device_not_found");
});

test("the recovery code leads back to the wallet on another phone, once", async () => {
  const lost = rig.phone();
  const { device, answer } = await register(lost);
  await payWithPin(lost, device, rightPin);
  const { recoveryCode } = answer.body;
  const found = rig.phone();
  const typed = recoveryCode.toLowerCase().replace(/(.{5})/g, "$1-");
  const { device: next, answer: recovered } = await register(found, undefined, "recoveries", {
    recoveryCode: typed,
  });
  assert.equal(recovered.body.wallet.id, answer.body.wallet.id);
  assert.notEqual(recovered.body.recoveryCode, recoveryCode);
  assert.equal((await payWithPin(found, next, rightPin)).status, 200);
  const again = await register(rig.phone(), undefined, "recoveries", { recoveryCode });
  assert.equal(again.answer.body.code, "recovery_code_unknown");
});

test("an answer to a recovery that got lost loses nothing: the same code works again", async () => {
  const { answer } = await register(rig.phone());
  const { recoveryCode } = answer.body;
  await register(rig.phone(), undefined, "recoveries", { recoveryCode });
  const again = rig.phone();
  const { device, answer: recovered } = await register(again, undefined, "recoveries", {
    recoveryCode,
  });
  assert.equal(recovered.body.wallet.id, answer.body.wallet.id);
  assert.equal((await payWithPin(again, device, rightPin)).status, 200);
});

test("the same PIN attempt has the same verdict, without another look at the PIN", async () => {
  const phone = rig.phone();
  const { device } = await register(phone);
  for (const [pin, code] of [
    [wrongPin, "pin_wrong"],
    [rightPin, undefined],
  ] as const) {
    const { body: payment } = await phone.scan(tokenOf(await rig.openRequest()));
    const { body: options } = await phone.startApproval(payment.id);
    const signature = device.sign(approvalText(options.document));
    const { attemptId } = options.document;
    for (const typed of [pin, wrongPin, rightPin]) {
      const answer = await phone.post<ApprovalAnswer>(`/v1/wallet/payments/${payment.id}/approve`, {
        attemptId,
        pin: { deviceId: options.deviceId, signature, pin: typed },
      });
      assert.equal(answer.body.code, code);
    }
  }
});

test("a phone registers only a key that it has, with a PIN of six digits, once", async () => {
  const phone = rig.phone();
  const stolen = createSoftwareDevice();
  const { body } = await phone.post<Challenge>("/v1/wallet/pin-registrations");
  const registration = {
    publicKey: stolen.publicKey,
    signature: createSoftwareDevice().sign(body.challenge),
    pin: rightPin,
  };
  const refused = await phone.post<Problem>("/v1/wallet/pin-devices", registration);
  assert.equal(refused.body.code, "pin_registration_failed");
  for (const pin of ["12345", "1234567", "12345a", ""]) {
    assert.equal((await register(phone, undefined, "pin-devices", { pin })).answer.status, 422);
  }
  await register(phone);
  assert.equal((await register(phone)).answer.body.code, "wallet_exists");
  const { body: session } = await phone.get<WalletSession>("/v1/wallet/session");
  assert.equal(session.wallet?.isDemo, true);
});
