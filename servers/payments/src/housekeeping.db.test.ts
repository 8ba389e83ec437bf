import assert from "node:assert/strict";
import { test } from "node:test";
import type { PaymentRequest } from "@scantill/contract/payment-requests";
import { aPaymentRequest, createPaymentsRig, tokenOf } from "#testing";
import { startHousekeeping } from "./housekeeping.ts";

const rig = await createPaymentsRig();

test("answers are repeated for 30 days, and phones without a wallet are kept as long", async () => {
  const bodies = [aPaymentRequest(), aPaymentRequest()];
  for (const [index, body] of bodies.entries()) {
    await rig.merchantPost<PaymentRequest>("/v1/payment-requests", body, `key-${index}`);
  }
  const [idle, fresh] = [rig.phone(), rig.phone()];
  const paying = rig.phone();
  await paying.pay(tokenOf(await rig.openRequest()));
  for (const phone of [idle, fresh]) await phone.scan(tokenOf(await rig.openRequest()));
  await rig.asOwner(
    `update payments.idempotency set created_at = now() - interval '31 days' where key = 'key-0'`,
  );
  await rig.asOwner(`update payments.wallet_session set last_seen_at = now() - interval '31 days'
    where id <> (select id from payments.wallet_session order by id desc limit 1)`);

  await startHousekeeping(rig.services.database, assert.ifError).stop();
  const left = await rig.sql`select key from payments.idempotency where key like 'key-%'`;
  assert.deepEqual(
    left.map(({ key }) => key),
    ["key-1"],
  );
  const sessions =
    await rig.sql`select wallet_id is null as idle from payments.wallet_session order by id`;
  assert.deepEqual(
    sessions.map((session) => session["idle"]),
    [false, true],
  );
});
