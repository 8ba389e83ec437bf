import assert from "node:assert/strict";
import { after, test } from "node:test";
import { connectDatabase } from "@scantill/service-kit/database";
import { createPaymentsRig, tokenOf } from "#testing";
import { checkInvariants, verifyLedger } from "./verify-ledger.ts";

after(() => owner.end());
const rig = await createPaymentsRig();
const owner = connectDatabase({
  url: rig.ownerUrl,
  applicationName: "verify-test",
  maxConnections: 1,
});
await rig.phone().pay(tokenOf(await rig.openRequest()));
await rig.openRequest();

test("an honest database has nothing to find", async () => {
  const report = await verifyLedger(rig.services.database);
  assert.ok(report.isSound);
  assert.deepEqual(
    report.checks.map(({ id }) => id),
    ["I1", "I2", "I3", "I4", "I7", "I11"],
  );
});

for (const [what, tamper, expected] of [
  [
    "money made from nothing",
    "update payments.account set posted = posted + 1 where kind = 'wallet'",
    ["I1", "I2"],
  ],
  [
    "a transfer in another currency",
    "update payments.transfer set currency = 'USD' where kind = 'top_up'",
    ["I1"],
  ],
  [
    "money moved by hand",
    "insert into payments.transfer select tenant_id, gen_random_uuid(), credit_account_id, debit_account_id, 1, currency, 'payout', null from payments.transfer where kind = 'pay'",
    ["I2"],
  ],
  [
    "a hold that is not counted",
    "insert into payments.hold select tenant_id, gen_random_uuid(), id, 1, now() from payments.account where kind = 'wallet'",
    ["I2"],
  ],
  [
    "a balance below its floor",
    "alter table payments.account drop constraint account_check; update payments.account set floor = posted + 1 where kind = 'merchant'",
    ["I3"],
  ],
  [
    "a payment without its transfer",
    "delete from payments.transfer where kind = 'pay'",
    ["I2", "I4"],
  ],
  [
    "a transfer without an approval",
    "update payments.payment set status = 'declined', approved_at = null",
    ["I4"],
  ],
  ["a payment of another amount", "update payments.payment set amount = amount + 1", ["I4"]],
  [
    "an event that was lost",
    "delete from payments.delivery; delete from payments.event where seq = 2",
    ["I7"],
  ],
  [
    "a paid request without its event",
    "update payments.event set type = 'request.partly_paid' where type = 'request.paid'",
    ["I7"],
  ],
  [
    "a paid request with an unpaid code",
    "update payments.code set status = 'active', paid_at = null where status = 'paid'",
    ["I11"],
  ],
  ["codes that do not add up", "update payments.code set amount = amount + 1", ["I11"]],
] as const) {
  test(`${what} is found`, async () => {
    let found: readonly string[] = [];
    const undo = new Error("undo");
    const tampered = owner.begin(async (sql) => {
      await sql.unsafe(tamper);
      const { checks } = await checkInvariants({ sql, tenantId: 1 });
      found = checks.filter(({ violations }) => violations > 0).map(({ id }) => id);
      throw undo;
    });
    await assert.rejects(tampered, undo);
    assert.deepEqual(found, expected);
  });
}
