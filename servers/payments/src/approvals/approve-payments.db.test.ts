import assert from "node:assert/strict";
import { test } from "node:test";
import type { PaymentRequest } from "@scantill/contract/payment-requests";
import type { Payment } from "@scantill/contract/payments";
import type { Problem } from "@scantill/contract/problem";
import type { WalletPayment, WalletSession } from "@scantill/contract/wallet";
import { newId } from "@scantill/service-kit/ids";
import { anItem, createPaymentsRig, tokenOf } from "#testing";

const rig = await createPaymentsRig();
const three = [anItem("Tea", 350), anItem("Cake", 420, 2), anItem("Cup", 1_190)];

test("one scan, one approval: the request is paid, the money has moved, the proof is kept", async () => {
  const request = await rig.openRequest({ items: three });
  const phone = rig.phone();
  const scanned = await phone.scan(tokenOf(request));
  assert.equal(scanned.status, 200);
  assert.equal(scanned.body.amount.minor, 2_380);
  assert.equal((await rig.terminal(request)).body.codes[0]?.phase, "scanned");
  assert.equal((await rig.terminal(request)).body.codes[0]?.url, null);

  const registered = await phone.register();
  assert.equal(registered.body.wallet?.isDemo, true);
  assert.equal(registered.body.wallet?.balances[0]?.available.minor, 50_000);

  const { body: options } = await phone.startApproval(scanned.body.id);
  assert.equal((await rig.terminal(request)).body.codes[0]?.phase, "approving");
  const approved = await phone.approve(options);
  assert.equal(approved.status, 200);
  assert.equal(approved.body.status, "approved");

  const state = (await rig.terminal(request)).body;
  assert.equal(state.status, "paid");
  assert.equal(state.paidAmount.minor, 2_380);
  const { body: session } = await phone.get<WalletSession>("/v1/wallet/session");
  assert.equal(session.wallet?.balances[0]?.available.minor, 50_000 - 2_380);
  const { body: payment } = await rig.merchantGet<Payment>(`/v1/payments/${scanned.body.id}`);
  assert.equal(payment.proof?.document.amount, 2_380);
  assert.deepEqual(payment.proof?.document.codeIds, [request.codes[0]?.id]);
});

test("three codes collected by one phone are approved as one payment", async () => {
  const request = await rig.openRequest({ items: three, split: "each" });
  const phone = rig.phone();
  const approved = await phone.pay(tokenOf(request, 0), tokenOf(request, 1), tokenOf(request, 2));
  assert.equal(approved.status, 200);
  assert.equal(approved.body.amount.minor, 2_380);
  assert.equal((await rig.terminal(request)).body.status, "paid");
});

test("each code may be paid by another phone; in between the request is partly paid", async () => {
  const request = await rig.openRequest({ items: three, split: "each" });
  await rig.phone().pay(tokenOf(request, 1));
  const between = (await rig.terminal(request)).body;
  assert.equal(between.status, "partly_paid");
  assert.equal(between.paidAmount.minor, 840);
  assert.deepEqual(
    between.codes.map((code) => code.phase),
    ["waiting", "paid", "waiting"],
  );
  await rig.phone().pay(tokenOf(request, 0), tokenOf(request, 2));
  assert.equal((await rig.terminal(request)).body.status, "paid");
});

test("the same attempt sent again gets the same verdict and moves nothing twice", async () => {
  const request = await rig.openRequest();
  const phone = rig.phone();
  const { body: payment } = await phone.scan(tokenOf(request));
  await phone.register();
  const { body: options } = await phone.startApproval(payment.id);
  const [first, second] = await Promise.all([phone.approve(options), phone.approve(options)]);
  const third = await phone.approve(options);
  assert.deepEqual([first.status, second.status, third.status], [200, 200, 200]);
  const [row] =
    await rig.sql`select count(*)::int as transfers from payments.transfer where kind = 'pay'
    and payment_id = (select id from payments.payment order by id desc limit 1)`;
  assert.equal(row?.["transfers"], 1);
});

test("too little money is refused, the same attempt for ever, and the terminal goes back to scanned", async () => {
  const request = await rig.openRequest({ items: [anItem("Bicycle", 129_000)] });
  const phone = rig.phone();
  const { body: payment } = await phone.scan(tokenOf(request));
  await phone.register();
  const { body: options } = await phone.startApproval(payment.id);
  const refused = await phone.approve(options);
  assert.equal(refused.status, 409);
  assert.equal(refused.body.code, "balance_too_low");
  assert.equal(refused.headers.get("Content-Type"), "application/problem+json");
  assert.equal((await phone.approve(options)).body.code, "balance_too_low");
  assert.equal((await rig.terminal(request)).body.codes[0]?.phase, "scanned");
  const { body: again } = await phone.get<WalletPayment>(`/v1/wallet/payments/${payment.id}`);
  assert.equal(again.status, "awaiting_approval");
});

test("a second phone on a held code is told so; after the payment it is told that it is paid", async () => {
  const request = await rig.openRequest();
  const [first, second] = [rig.phone(), rig.phone()];
  const { body: payment } = await first.scan(tokenOf(request));
  const held = await second.post<Problem>("/v1/wallet/payments", { token: tokenOf(request) });
  assert.equal(held.body.code, "code_claimed");
  await first.register();
  await first.approve((await first.startApproval(payment.id)).body);
  const paid = await second.post<Problem>("/v1/wallet/payments", { token: tokenOf(request) });
  assert.equal(paid.body.code, "code_already_paid");
  const own = await first.scan(tokenOf(request));
  assert.equal(own.body.status, "approved");
});

test("two phones that approve one code at once: exactly one pays", async () => {
  const request = await rig.openRequest();
  const [first, second] = [rig.phone(), rig.phone()];
  await Promise.all([first.register(), second.register()]);
  const { body: one } = await first.scan(tokenOf(request));
  const { body: oneOptions } = await first.startApproval(one.id);
  // The first phone goes silent: its claim lapses and the second takes the code.
  await rig.sql`update payments.code set claimed_until = now() - interval '1 second' where status = 'claimed'`;
  const { body: two } = await second.scan(tokenOf(request));
  const { body: twoOptions } = await second.startApproval(two.id);
  await rig.sql`update payments.code set claimed_until = now() - interval '1 second' where status = 'claimed'`;
  const answers = await Promise.all([first.approve(oneOptions), second.approve(twoOptions)]);
  assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 409]);
  assert.equal(answers.find((answer) => answer.status === 409)?.body.code, "code_already_paid");
});

test("a signature over anything else than what is to be paid is refused", async () => {
  const request = await rig.openRequest();
  const phone = rig.phone();
  const { body: payment } = await phone.scan(tokenOf(request));
  await phone.register();
  const { body: options } = await phone.startApproval(payment.id);
  const cheaper = { ...options, document: { ...options.document, amount: 1 } };
  assert.equal((await phone.approve(cheaper)).body.code, "document_mismatch");
  assert.equal((await rig.terminal(request)).body.status, "open");
});

for (const [what, changes] of [
  ["another origin", { origin: "http://localhost.example" }],
  ["another relying party", { rpId: "example" }],
  ["no user verification", { flags: 0x01 }],
  ["no presence", { flags: 0x04 }],
  ["another ceremony", { type: "webauthn.create" }],
] as const) {
  test(`an assertion with ${what} is refused`, async () => {
    const request = await rig.openRequest();
    const phone = rig.phone();
    const { body: payment } = await phone.scan(tokenOf(request));
    await phone.register();
    const { body: options } = await phone.startApproval(payment.id);
    const refused = await phone.approve(options, {
      sign: (challenge, signing) => phone.passkey.sign(challenge, { ...signing, ...changes }),
    });
    assert.equal(refused.status, 403);
    assert.equal(
      refused.body.code,
      what === "no user verification" ? "user_not_verified" : "proof_invalid",
    );
  });
}

test("a payer with money for three pays exactly three of ten codes approved at once", async () => {
  const phone = rig.phone();
  await phone.register();
  const payments: string[] = [];
  for (let n = 0; n < 10; n += 1) {
    const request = await rig.openRequest({ items: [anItem("Chair", 15_000)] });
    payments.push((await phone.scan(tokenOf(request))).body.id);
  }
  const options = await Promise.all(payments.map((id) => phone.startApproval(id)));
  const verdicts = await Promise.all(options.map(({ body }) => phone.approve(body)));
  assert.equal(verdicts.filter(({ status }) => status === 200).length, 3);
  assert.equal(verdicts.filter(({ body }) => body.code === "balance_too_low").length, 7);
});

test("another phone cannot touch a payment, nor approve with somebody else's passkey", async () => {
  const request = await rig.openRequest();
  const [owner, stranger] = [rig.phone(), rig.phone()];
  await Promise.all([owner.register(), stranger.register()]);
  const { body: payment } = await owner.scan(tokenOf(request));
  assert.equal(
    (await stranger.post<Problem>(`/v1/wallet/payments/${payment.id}/decline`)).body.code,
    "payment_not_found",
  );
  assert.equal((await stranger.startApproval(payment.id)).status, 404);
  const { body: options } = await owner.startApproval(payment.id);
  const refused = await owner.approve(options, { sign: stranger.passkey.sign });
  assert.equal(refused.body.code, "passkey_unknown");
});

test("the same idempotency key opens one request; another body is refused", async () => {
  const body = {
    reference: "order-same-key",
    currency: "EUR",
    items: [anItem("Tea", 350)],
    returnUrl: "http://127.0.0.1:4000/",
  };
  const answers = await Promise.all(
    [1, 2, 3].map(() => rig.merchantPost<PaymentRequest>("/v1/payment-requests", body, "key-1")),
  );
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 201, 201],
  );
  assert.equal(
    answers.filter(({ headers }) => headers.get("Idempotency-Replayed") === "true").length,
    2,
  );
  const [first, second, third] = answers.map((answer) => answer.body);
  assert.deepEqual(second, first);
  assert.deepEqual(third, first);
  await rig.phone().pay(tokenOf(answers[0]?.body ?? assert.fail()));
  const replayed = await rig.merchantPost<PaymentRequest>("/v1/payment-requests", body, "key-1");
  assert.deepEqual(replayed.body, first);
  const changed = await rig.merchantPost<Problem>(
    "/v1/payment-requests",
    { ...body, split: "each" },
    "key-1",
  );
  assert.equal(changed.body.code, "idempotency_key_reused");
  const sameReference = await rig.merchantPost<Problem>("/v1/payment-requests", body, "key-2");
  assert.equal(sameReference.body.code, "reference_already_used");
});

test("an approval in time is accepted in the grace after expiry, and refused after it", async () => {
  const phone = rig.phone();
  await phone.register();
  for (const [late, code] of [
    [119, undefined],
    [121, "code_expired"],
  ] as const) {
    const request = await rig.openRequest();
    const { body: payment } = await phone.scan(tokenOf(request));
    const { body: options } = await phone.startApproval(payment.id);
    await rig.sql`update payments.payment_request set expires_at = now() - make_interval(secs => ${late})
      where reference = ${request.reference}`;
    assert.equal((await phone.approve(options)).body.code, code);
  }
});

test("an attempt that was never started is refused", async () => {
  const request = await rig.openRequest();
  const phone = rig.phone();
  const { body: payment } = await phone.scan(tokenOf(request));
  await phone.register();
  const { body: options } = await phone.startApproval(payment.id);
  const other = { ...options, document: { ...options.document, attemptId: newId("att") } };
  assert.equal((await phone.approve(other)).body.code, "approval_not_started");
});
