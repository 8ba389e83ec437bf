import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { canonicalJson } from "@scantill/contract/canonical-json";
import type { Payment } from "@scantill/contract/payments";
import type { Problem } from "@scantill/contract/problem";
import type { ApprovalOptions, RememberedAddress } from "@scantill/contract/wallet";
import { newId } from "@scantill/service-kit/ids";
import { createPaymentsRig, tokenOf } from "#testing";

const rig = await createPaymentsRig();
const address = {
  name: "Ada Example",
  lines: ["1 Sample Street"],
  postalCode: "12345",
  city: "Anytown",
  country: "DE",
};

test("an address is asked for only when the shop needs it, signed, handed over, and remembered", async () => {
  const phone = rig.phone();
  await phone.register();
  const request = await rig.openRequest({ collect: ["deliveryAddress"] });
  const { body: payment } = await phone.scan(tokenOf(request));
  assert.deepEqual(payment.request.collect, ["deliveryAddress"]);
  const path = `/v1/wallet/payments/${payment.id}/approval`;
  const without = await phone.post<Problem>(path, { attemptId: newId("att") });
  assert.equal(without.body.code, "delivery_address_required");

  const { body: options } = await phone.post<ApprovalOptions>(path, {
    attemptId: newId("att"),
    deliveryAddress: address,
  });
  const hash = createHash("sha256").update(canonicalJson(address)).digest("base64url");
  assert.equal(options.document.deliveryAddressHash, hash);
  const before = await rig.merchantGet<Payment>(`/v1/payments/${payment.id}`);
  assert.equal(before.body.deliveryAddress, null);
  assert.equal((await phone.approve(options)).status, 200);
  const { body: paid } = await rig.merchantGet<Payment>(`/v1/payments/${payment.id}`);
  assert.deepEqual(paid.deliveryAddress, address);
  assert.deepEqual(
    (await phone.get<RememberedAddress>("/v1/wallet/address")).body.deliveryAddress,
    address,
  );
  const [row] =
    await rig.sql`select delivery_address_sealed from payments.payment where delivery_address_sealed is not null`;
  assert.ok(!Buffer.from(row?.["delivery_address_sealed"]).includes("Sample"));
});

test("an address that nobody asked for is not handed over", async () => {
  const phone = rig.phone();
  await phone.register();
  const { body: payment } = await phone.scan(tokenOf(await rig.openRequest()));
  const { body: options } = await phone.post<ApprovalOptions>(
    `/v1/wallet/payments/${payment.id}/approval`,
    {
      attemptId: newId("att"),
      deliveryAddress: address,
    },
  );
  assert.equal(options.document.deliveryAddressHash, null);
  await phone.approve(options);
  const { body: paid } = await rig.merchantGet<Payment>(`/v1/payments/${payment.id}`);
  assert.equal(paid.deliveryAddress, null);
});

test("S4: an address that changes after it was signed is refused", async () => {
  const phone = rig.phone();
  await phone.register();
  const { body: payment } = await phone.scan(
    tokenOf(await rig.openRequest({ collect: ["deliveryAddress"] })),
  );
  const path = `/v1/wallet/payments/${payment.id}/approval`;
  const attemptId = newId("att");
  const { body: signed } = await phone.post<ApprovalOptions>(path, {
    attemptId,
    deliveryAddress: address,
  });
  await phone.post(path, { attemptId, deliveryAddress: { ...address, city: "Elsewhere" } });
  assert.equal((await phone.approve(signed)).body.code, "document_mismatch");
});
