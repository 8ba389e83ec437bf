import assert from "node:assert/strict";
import { test } from "node:test";
import type { Problem } from "@scantill/contract/problem";
import type { WalletPayment } from "@scantill/contract/wallet";
import { newId } from "@scantill/service-kit/ids";
import { advanceDueRequests } from "#payment-requests";
import { anItem, clientSecretOf, createPaymentsRig, tokenOf } from "#testing";

const rig = await createPaymentsRig();
const scanProblem = (token: string) => rig.phone().post<Problem>("/v1/wallet/payments", { token });

test("fifty phones scan one code at once: one holds it, the others are told so", async () => {
  const request = await rig.openRequest();
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => scanProblem(tokenOf(request))),
  );
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  assert.equal(answers.filter(({ body }) => body.code === "code_claimed").length, 49);
});

test("a typed short code does what a scan does", async () => {
  const request = await rig.openRequest();
  const shortCode = request.codes[0]?.shortCode ?? "";
  const typed = `${shortCode.slice(0, 4).toLowerCase()}-${shortCode.slice(4)}`;
  const { status, body } = await rig
    .phone()
    .post<WalletPayment>("/v1/wallet/payments", { shortCode: typed });
  assert.equal(status, 200);
  assert.equal(body.reference, request.reference);
});

test("an unknown code and text that cannot be a code get the same answer", async () => {
  const answers = await Promise.all(["0".repeat(26), "?", "x".repeat(64)].map(scanProblem));
  const told = answers.map(({ status, body }) => [status, body.code, body.detail]);
  assert.deepEqual(new Set(told.map(String)).size, 1);
  assert.equal(answers[0]?.body.code, "code_not_found");
});

test("scanning the same code again by the same phone changes nothing", async () => {
  const request = await rig.openRequest();
  const phone = rig.phone();
  const { body: first } = await phone.scan(tokenOf(request));
  const { body: second } = await phone.scan(tokenOf(request).toLowerCase());
  assert.equal(second.id, first.id);
  assert.equal(second.amount.minor, 350);
});

test("a code that another phone has paid meanwhile leaves the payment of the phone that collects", async () => {
  const items = [anItem("Tea", 350), anItem("Cup", 900), anItem("Pot", 2_000)];
  const request = await rig.openRequest({ items, split: "each" });
  const phone = rig.phone();
  await phone.scan(tokenOf(request, 0));
  await phone.scan(tokenOf(request, 1));
  await rig.sql`update payments.code set claimed_until = now() - interval '1 second' where status = 'claimed'`;
  await rig.phone().pay(tokenOf(request, 0));
  const { status, body } = await phone.scan(tokenOf(request, 2));
  assert.equal(status, 200);
  assert.equal(body.amount.minor, 2_900);
  assert.equal((await phone.pay(tokenOf(request, 1))).status, 200);
  assert.equal((await rig.terminal(request)).body.status, "paid");
});

test("declining frees the code for another phone, and the payment is over", async () => {
  const request = await rig.openRequest();
  const phone = rig.phone();
  const { body: payment } = await phone.scan(tokenOf(request));
  const declined = await phone.post<WalletPayment>(`/v1/wallet/payments/${payment.id}/decline`);
  assert.equal(declined.body.status, "declined");
  assert.equal((await rig.terminal(request)).body.codes[0]?.phase, "waiting");
  const again = await phone.post<Problem>(`/v1/wallet/payments/${payment.id}/decline`);
  assert.equal(again.body.code, "payment_not_awaiting");
  assert.equal((await rig.phone().scan(tokenOf(request))).status, 200);
});

test("'not you?' takes the code from the phone, which can no longer approve", async () => {
  const request = await rig.openRequest();
  const phone = rig.phone();
  await phone.register();
  const { body: payment } = await phone.scan(tokenOf(request));
  const { body: options } = await phone.startApproval(payment.id);
  assert.equal(
    (await rig.call(`/v1/terminal/${clientSecretOf(request)}/release`, { method: "POST" })).status,
    200,
  );
  assert.equal((await rig.terminal(request)).body.codes[0]?.phase, "waiting");
  assert.equal((await phone.approve(options)).body.code, "payment_not_awaiting");
});

test("'not you?' at one of several codes leaves the other phones alone", async () => {
  const request = await rig.openRequest({
    items: [anItem("Tea", 350), anItem("Cup", 900)],
    split: "each",
  });
  await rig.phone().scan(tokenOf(request, 0));
  await rig.phone().scan(tokenOf(request, 1));
  await rig.call(`/v1/terminal/${clientSecretOf(request)}/release`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ codeId: request.codes[0]?.id }),
  });
  const { codes } = (await rig.terminal(request)).body;
  assert.deepEqual(
    codes.map(({ phase }) => phase),
    ["waiting", "scanned"],
  );
});

test("a claim lapses when its phone goes silent, and the phone may come back if nobody else has", async () => {
  const request = await rig.openRequest();
  const phone = rig.phone();
  const { body: payment } = await phone.scan(tokenOf(request));
  await rig.sql`update payments.code set claimed_until = now() - interval '1 second' where status = 'claimed'`;
  await advanceDueRequests(rig.services.database, assert.ifError);
  const waiting = (await rig.terminal(request)).body;
  assert.equal(waiting.codes[0]?.phase, "waiting");
  assert.ok(waiting.codes[0]?.url);
  const renewed = await phone.post<WalletPayment>(`/v1/wallet/payments/${payment.id}/renew`);
  assert.equal(renewed.status, 200);
  assert.ok(renewed.body.claimUntil);
  assert.equal((await rig.terminal(request)).body.codes[0]?.phase, "scanned");
});

test("a payer who leaves the prompt is back at the review, on the terminal too", async () => {
  const request = await rig.openRequest();
  const phone = rig.phone();
  await phone.register();
  const { body: payment } = await phone.scan(tokenOf(request));
  const { body: options } = await phone.startApproval(payment.id);
  const renew = (stoppedAttemptId: string) =>
    phone.post<WalletPayment>(`/v1/wallet/payments/${payment.id}/renew`, { stoppedAttemptId });
  await renew(newId("att"));
  assert.equal((await rig.terminal(request)).body.codes[0]?.phase, "approving");
  await renew(options.document.attemptId);
  assert.equal((await rig.terminal(request)).body.codes[0]?.phase, "scanned");
  assert.equal((await phone.approve(options)).body.code, "approval_not_started");
});

test("a phone that comes back too late is told that another phone is paying", async () => {
  const request = await rig.openRequest();
  const phone = rig.phone();
  const { body: payment } = await phone.scan(tokenOf(request));
  await rig.sql`update payments.code set claimed_until = now() - interval '1 second' where status = 'claimed'`;
  await rig.phone().scan(tokenOf(request));
  const late = await phone.post<Problem>(`/v1/wallet/payments/${payment.id}/renew`);
  assert.equal(late.body.code, "code_claimed");
});

test("an expired and a cancelled code say so, and stay closed", async () => {
  const [expiring, cancelled] = [
    await rig.openRequest(),
    await rig.openRequest({ items: [anItem("Cup", 900)] }),
  ];
  await rig.sql`update payments.payment_request set expires_at = now() where reference = ${expiring.reference}`;
  assert.equal((await scanProblem(tokenOf(expiring))).body.code, "code_expired");
  await advanceDueRequests(rig.services.database, assert.ifError);
  assert.equal((await rig.terminal(expiring)).body.status, "expired");
  assert.equal((await scanProblem(tokenOf(expiring))).body.code, "code_expired");
  const { body } = await rig.merchantPost<{ status: string }>(
    `/v1/payment-requests/${cancelled.id}/cancel`,
    {},
  );
  assert.equal(body.status, "cancelled");
  assert.equal((await scanProblem(tokenOf(cancelled))).body.code, "code_cancelled");
  const again = await rig.merchantPost<Problem>(`/v1/payment-requests/${cancelled.id}/cancel`, {});
  assert.equal(again.body.code, "request_not_open");
});

test("who holds a code in the grace after expiry may scan it again; nobody else may", async () => {
  const request = await rig.openRequest();
  const phone = rig.phone();
  await phone.scan(tokenOf(request));
  await rig.sql`update payments.payment_request set expires_at = now() where reference = ${request.reference}`;
  assert.equal((await phone.scan(tokenOf(request))).status, 200);
  assert.equal((await scanProblem(tokenOf(request))).body.code, "code_expired");
});

test("'not you?' at a code that does not exist releases nobody", async () => {
  const request = await rig.openRequest();
  await rig.phone().scan(tokenOf(request));
  const { body } = await rig.call<Problem>(`/v1/terminal/${clientSecretOf(request)}/release`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ codeId: "cd_nothing" }),
  });
  assert.equal(body.code, "code_not_found");
  assert.equal((await rig.terminal(request)).body.codes[0]?.phase, "scanned");
});

test("cancelling against approving: one of the two, and the money agrees", async () => {
  for (let round = 0; round < 10; round += 1) {
    const request = await rig.openRequest();
    const phone = rig.phone();
    await phone.register();
    const { body: payment } = await phone.scan(tokenOf(request));
    const { body: options } = await phone.startApproval(payment.id);
    const [approved, cancelled] = await Promise.all([
      phone.approve(options),
      rig.merchantPost<Problem>(`/v1/payment-requests/${request.id}/cancel`, {}),
    ]);
    const { status } = (await rig.terminal(request)).body;
    assert.equal(status, approved.status === 200 ? "paid" : "cancelled");
    assert.equal(approved.status === 200, cancelled.status !== 200);
  }
});
