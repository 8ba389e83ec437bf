import assert from "node:assert/strict";
import { test } from "node:test";
import type { PaymentRequest } from "@scantill/contract/payment-requests";
import type { Problem } from "@scantill/contract/problem";
import { advanceDueRequests } from "#payment-requests";
import { anItem, clientSecretOf, createPaymentsRig, tokenOf } from "#testing";

const rig = await createPaymentsRig();
const revise = <Body = PaymentRequest>(
  request: PaymentRequest,
  change: object = {},
  key?: string,
) => rig.merchantPost<Body>(`/v1/payment-requests/${request.id}/revise`, change, key);

test("an expired request is opened again with new codes, on the same reference and the same page", async () => {
  const request = await rig.openRequest();
  await rig.sql`update payments.payment_request set expires_at = now() where reference = ${request.reference}`;
  await advanceDueRequests(rig.services.database, assert.ifError);
  assert.equal((await rig.terminal(request)).body.status, "expired");

  const { status, body: reopened } = await revise(request);
  assert.equal(status, 200);
  assert.deepEqual(
    [reopened.status, reopened.revision, reopened.reference, reopened.terminalUrl],
    ["open", 2, request.reference, request.terminalUrl],
  );
  assert.notEqual(tokenOf(reopened), tokenOf(request));
  const old = await rig.phone().post<Problem>("/v1/wallet/payments", { token: tokenOf(request) });
  assert.equal(old.body.code, "code_expired");
  assert.equal((await rig.phone().pay(tokenOf(reopened))).status, 200);
  assert.equal((await rig.terminal(request)).body.status, "paid");
});

test("an approval of what was changed meanwhile is refused; the new code asks for the new amount", async () => {
  const request = await rig.openRequest();
  const phone = rig.phone();
  await phone.register();
  const { body: payment } = await phone.scan(tokenOf(request));
  const { body: options } = await phone.startApproval(payment.id);
  const { body: changed } = await revise(request, {
    items: [anItem("Tea", 350, 2)],
    split: "each",
  });
  assert.equal(changed.amount.minor, 700);
  const refused = await phone.approve(options);
  assert.equal(refused.body.code, "request_changed");
  assert.equal((await phone.scan(tokenOf(changed))).body.amount.minor, 700);
});

test("the same revision sent twice is one", async () => {
  const request = await rig.openRequest();
  const answers = await Promise.all([revise(request, {}, "again"), revise(request, {}, "again")]);
  assert.deepEqual(answers[0]?.body, answers[1]?.body);
  assert.equal((await rig.terminal(request)).body.revision, 2);
});

test("what is partly paid, paid or cancelled is not revised", async () => {
  const items = [anItem("Tea", 350), anItem("Cake", 420)];
  const partly = await rig.openRequest({ items, split: "each" });
  await rig.phone().pay(tokenOf(partly, 0));
  assert.equal((await revise<Problem>(partly)).body.code, "request_partly_paid");
  await rig.phone().pay(tokenOf(partly, 1));
  assert.equal((await revise<Problem>(partly)).body.code, "request_partly_paid");
  const cancelled = await rig.openRequest();
  await rig.merchantPost(`/v1/payment-requests/${cancelled.id}/cancel`, {});
  assert.equal((await revise<Problem>(cancelled)).body.code, "request_not_open");
});

test("revising against approving: one of the two, and the money agrees", async () => {
  for (let round = 0; round < 10; round += 1) {
    const request = await rig.openRequest();
    const phone = rig.phone();
    await phone.register();
    const { body: payment } = await phone.scan(tokenOf(request));
    const { body: options } = await phone.startApproval(payment.id);
    const [approved, changed] = await Promise.all([phone.approve(options), revise(request)]);
    assert.equal(approved.status === 200, changed.status !== 200);
    assert.equal(
      (await rig.terminal(request)).body.status,
      approved.status === 200 ? "paid" : "open",
    );
  }
});

test("the shopper gets five more minutes, twice", async () => {
  const request = await rig.openRequest();
  const extend = () =>
    rig.call<Problem>(`/v1/terminal/${clientSecretOf(request)}/extend`, { method: "POST" });
  assert.equal((await extend()).status, 200);
  assert.equal((await extend()).status, 200);
  assert.equal((await extend()).body.code, "no_more_time");
  const { expiresAt, isExtendable } = (await rig.terminal(request)).body;
  assert.equal(Date.parse(expiresAt) - Date.parse(request.expiresAt), 600_000);
  assert.equal(isExtendable, false);
});
