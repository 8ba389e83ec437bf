/** What an approval is worth that was phished, tampered with, or sent again: S3, S4, S6. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { ApprovalDocument } from "@scantill/contract/approval-document";
import type { PaymentRequest, RevisePaymentRequest } from "@scantill/contract/payment-requests";
import type { Payment } from "@scantill/contract/payments";
import type { Problem } from "@scantill/contract/problem";
import type { ApprovalOptions, Assertion } from "@scantill/contract/wallet";
import { newId, toUuid } from "@scantill/service-kit/ids";
import { Webhook, WebhookVerificationError } from "standardwebhooks";
import { challengeOf } from "#payments/rules";
import { anItem, createPaymentsRig, type Phone, tokenOf } from "#testing";
import { startWebhookDelivery } from "#webhooks";

const rig = await createPaymentsRig();
const place = { origin: "http://localhost:4100", rpId: "localhost" };
type Elsewhere = Partial<Parameters<Phone["passkey"]["sign"]>[1]>;

async function countPayTransfers(): Promise<number> {
  const rows = await rig.sql`select id from payments.transfer where kind = 'pay'`;
  return rows.length;
}

/** A phone with a wallet in front of its last step. */
async function aPhoneAsked(wanted: Parameters<typeof rig.openRequest>[0] = {}) {
  const request = await rig.openRequest(wanted);
  const phone = rig.phone();
  await phone.register();
  const { body: payment } = await phone.scan(tokenOf(request));
  const { body: options } = await phone.startApproval(payment.id);
  return { request, phone, payment, options };
}

const ceremonies: Readonly<Record<string, (elsewhere: Elsewhere) => Promise<Problem>>> = {
  approval: async (elsewhere) => {
    const { phone, options } = await aPhoneAsked();
    const sign = (challenge: string) => phone.passkey.sign(challenge, { ...place, ...elsewhere });
    return (await phone.approve(options, { sign })).body as Problem;
  },
  "sign-in": async (elsewhere) => {
    const { passkey, register } = rig.phone();
    await register();
    const { post } = rig.phone();
    const { body } = await post<{ challenge: string }>("/v1/wallet/sign-in-options");
    const assertion = passkey.sign(body.challenge, { ...place, ...elsewhere });
    return (await post<Problem>("/v1/wallet/sign-in", assertion)).body;
  },
  registration: async (elsewhere) => {
    const { passkey, post } = rig.phone();
    const { body } = await post<{ challenge: string }>("/v1/wallet/passkey-registrations");
    const made = passkey.register(body.challenge, { ...place, ...elsewhere });
    return (await post<Problem>("/v1/wallet/passkeys", made)).body;
  },
};

const elsewheres: Readonly<Record<string, Elsewhere>> = {
  "a look-alike origin": { origin: "http://localhost.example:4100" },
  "another port": { origin: "http://localhost:4101" },
  "another scheme": { origin: "https://localhost:4100" },
  "another relying party": { rpId: "example" },
  "a user who is only present": { flags: 0x01 },
  "a user who is absent": { flags: 0x04 },
};

for (const [ceremony, attempt] of Object.entries(ceremonies)) {
  for (const [what, elsewhere] of Object.entries(elsewheres)) {
    test(`S3: ${ceremony} with ${what} is refused`, async () => {
      const before = await countPayTransfers();
      const expected =
        ceremony === "registration"
          ? ["passkey_registration_failed"]
          : ["proof_invalid", "user_not_verified"];
      assert.ok(expected.includes((await attempt(elsewhere)).code));
      assert.equal(await countPayTransfers(), before);
    });
  }
}

for (const ceremony of ["approval", "sign-in"]) {
  test(`S3: ${ceremony} in a frame of another site is refused`, async () => {
    const problem = await ceremonies[ceremony]?.({ crossOrigin: true });
    assert.equal(problem?.code, "proof_invalid");
  });
}

test("S3: what was signed for one purpose is worth nothing for another", async () => {
  const { phone, options } = await aPhoneAsked();
  const { body } = await phone.post<{ challenge: string }>("/v1/wallet/sign-in-options");
  const forSignIn = await phone.approve(options, {
    sign: () => phone.passkey.sign(body.challenge, place),
  });
  assert.equal(forSignIn.body.code, "document_mismatch");
  const asSignIn = phone.passkey.sign(challengeOf(options.document), place);
  const answer = await rig.phone().post<Problem>("/v1/wallet/sign-in", asSignIn);
  assert.equal(answer.body.code, "wallet_session_required");
  assert.equal(
    (await phone.post<Problem>("/v1/wallet/sign-in", asSignIn)).body.code,
    "proof_invalid",
  );
});

/** Every field of what is signed, changed. The type sees to it that none is forgotten. */
const changes: { readonly [Field in keyof ApprovalDocument]: unknown } = {
  version: 2,
  paymentId: newId("pay"),
  requestId: newId("pr"),
  revision: 2,
  codeIds: [newId("cd")],
  walletId: newId("wal"),
  merchant: { id: newId("mer"), name: "Larkmoss" },
  items: [{ name: "Tea", quantity: 1, unitAmount: 349 }],
  amount: 349,
  currency: "USD",
  deliveryAddressHash: "c29tZXdoZXJlIGVsc2U",
  attemptId: newId("att"),
  nonce: "AAAAAAAAAAAAAAAAAAAAAA",
  expiresAt: "2030-01-01T00:00:00.000Z",
};

for (const [field, value] of Object.entries(changes)) {
  test(`S4: a signature is worth nothing when the phone was shown another ${field}`, async () => {
    const { phone, payment, options } = await aPhoneAsked();
    const shown = { ...options.document, [field]: value };
    const refused = await phone.approve(options, {
      sign: () => phone.passkey.sign(challengeOf(shown), place),
    });
    assert.equal(refused.body.code, "document_mismatch");
    const { body: again } = await phone.startApproval(payment.id);
    assert.equal((await phone.approve(again)).status, 200);
  });
}

const revisions: Readonly<Record<string, RevisePaymentRequest>> = {
  nothing: {},
  "an item's name": { items: [anItem("Tee", 350)] },
  "an item's quantity": { items: [anItem("Tea", 350, 2)] },
  "an item's price": { items: [anItem("Tea", 349)] },
  "the price of one and the quantity": { items: [anItem("Tea", 175, 2)] },
  "one item to two": { items: [anItem("Tea", 300), anItem("Sugar", 50)] },
  "the split": { split: "each" },
};

for (const [what, revision] of Object.entries(revisions)) {
  test(`S4: an approval is refused after the shop has revised meanwhile: ${what}`, async () => {
    const { phone, request, options } = await aPhoneAsked();
    const { body: revised } = await rig.merchantPost<PaymentRequest>(
      `/v1/payment-requests/${request.id}/revise`,
      revision,
    );
    const before = await countPayTransfers();
    assert.equal((await phone.approve(options)).body.code, "request_changed");
    assert.equal(await countPayTransfers(), before);
    assert.equal((await phone.pay(tokenOf(revised))).status, 200);
  });
}

/** What somebody with the run of the database might change of what is shown. */
const tamperings: Readonly<Record<string, string>> = {
  "the payee's name": "payment_request set merchant_name = 'Larkm0ss'",
  "an item's name": `payment_request set items = jsonb_set(items, '{0,name}', '"Tee"')`,
  "an item's quantity": "payment_request set items = jsonb_set(items, '{0,quantity}', '2')",
  "an item's price": "payment_request set items = jsonb_set(items, '{0,unitAmount,minor}', '349')",
  "the amount": "payment set amount = 349",
  "the currency": "payment set currency = 'USD'",
  "the codes": `payment p set code_ids = array(
    select id from payments.code c where c.request_id = p.request_id order by id)`,
  "the nonce": "payment set nonce = decode('00', 'hex')",
  "the deadline": "payment set approve_by = approve_by + interval '1 second'",
  "the address": "payment set delivery_address_hash = decode('00', 'hex')",
};

for (const [what, change] of Object.entries(tamperings)) {
  test(`S4: what is changed behind everybody's back between display and approval is refused: ${what}`, async () => {
    const items = [anItem("Tea", 350), anItem("Cake", 420)];
    const { phone, request, payment, options } = await aPhoneAsked({ items, split: "each" });
    const id = change.startsWith("payment_request") ? request.id : payment.id;
    const before = await countPayTransfers();
    await rig.asOwner(`update payments.${change} where id = '${toUuid(id)}'`);
    assert.equal((await phone.approve(options)).body.code, "document_mismatch");
    assert.equal(await countPayTransfers(), before);
  });
}

test("S4: a payee who changes names meanwhile is paid and proven under the name that was shown", async () => {
  const { phone, payment, options } = await aPhoneAsked();
  await rig.asOwner("update payments.merchant set name = 'Somebody else'");
  assert.equal((await phone.approve(options)).status, 200);
  await rig.asOwner("update payments.merchant set name = 'Larkmoss'");
  const { body } = await rig.merchantGet<Payment>(`/v1/payments/${payment.id}`);
  assert.equal(body.proof?.document.merchant.name, "Larkmoss");
});

test("S6: each attempt has a nonce of its own", async () => {
  const { phone, payment, options } = await aPhoneAsked();
  const { body: again } = await phone.startApproval(payment.id);
  assert.notEqual(again.document.nonce, options.document.nonce);
  assert.equal(Buffer.from(again.document.nonce, "base64url").length, 16);
});

test("S6: an assertion counts for its attempt alone, not for the next and not for another payment", async () => {
  const { phone, payment, options } = await aPhoneAsked();
  let sent: Assertion | undefined;
  const sign: Phone["passkey"]["sign"] = (challenge, signing) => {
    sent = phone.passkey.sign(challenge, signing);
    return sent;
  };
  const replay = () => sent ?? assert.fail("nothing was signed yet");
  const { body: newer } = await phone.startApproval(payment.id);
  await phone.approve(options, { sign });
  assert.equal((await phone.approve(newer, { sign: replay })).body.code, "document_mismatch");

  const { body: last } = await phone.startApproval(payment.id);
  assert.equal((await phone.approve(last, { sign })).status, 200);
  const { body: other } = await phone.scan(tokenOf(await rig.openRequest()));
  const { body: otherOptions } = await phone.startApproval(other.id);
  const replayed = await phone.approve(otherOptions, { sign: replay });
  assert.equal(replayed.body.code, "document_mismatch");
});

test("S6: an approval sent ten times at once, and again later, pays once", async () => {
  const { phone, options } = await aPhoneAsked();
  const before = await countPayTransfers();
  const answers = await Promise.all(Array.from({ length: 10 }, () => phone.approve(options)));
  answers.push(await phone.approve(options));
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
  assert.equal(await countPayTransfers(), before + 1);
});

test("S6: of five phones that approve one code at once, one pays", async () => {
  const request = await rig.openRequest();
  const ready: (readonly [Phone, ApprovalOptions])[] = [];
  for (let phones = 0; phones < 5; phones += 1) {
    const phone = rig.phone();
    await phone.register();
    const { body: payment } = await phone.scan(tokenOf(request));
    ready.push([phone, (await phone.startApproval(payment.id)).body]);
    await rig.sql`update payments.code set claimed_until = now() where status = 'claimed'`;
  }
  const answers = await Promise.all(ready.map(([phone, options]) => phone.approve(options)));
  const codes = answers.map(({ body }) => body.code).sort();
  assert.deepEqual(codes, [...Array(4).fill("code_already_paid"), undefined]);
});

test("S6: a challenge is used once, even by answers at once, and a newer one takes its place", async () => {
  const { passkey, register } = rig.phone();
  await register();
  const { post } = rig.phone();
  const ask = async () =>
    (await post<{ challenge: string }>("/v1/wallet/sign-in-options")).body.challenge;
  const outdated = passkey.sign(await ask(), place);
  const current = passkey.sign(await ask(), place);
  const signIn = async (assertion: Assertion) =>
    (await post<Problem>("/v1/wallet/sign-in", assertion)).status;
  assert.equal(await signIn(outdated), 403);
  assert.equal(await signIn(current), 403, "a wrong answer uses the challenge up");
  const fresh = passkey.sign(await ask(), place);
  const statuses = await Promise.all(Array.from({ length: 5 }, () => signIn(fresh)));
  assert.equal(statuses.filter((status) => status === 200).length, 1);
});

test("S6: a webhook carries its id and the time, and both are signed", async (context) => {
  const { promise: posted, resolve } = Promise.withResolvers<{
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }>();
  const worker = startWebhookDelivery(
    rig.services,
    (error) => assert.fail(String(error)),
    async (_url, message) => {
      resolve(message);
      return { status: 204 };
    },
  );
  context.after(() => worker.stop());
  const request = await rig.openRequest();
  await rig.merchantPost(`/v1/payment-requests/${request.id}/cancel`, {});
  const { headers, body } = await posted;
  const receiver = new Webhook(rig.secrets.webhookSecret);
  assert.ok(receiver.verify(body, headers));
  assert.equal(headers["webhook-id"], JSON.parse(body).id);
  const forgeries = [
    { "webhook-id": newId("ev") },
    { "webhook-timestamp": `${Number(headers["webhook-timestamp"]) + 1}` },
  ];
  for (const forgery of forgeries)
    assert.throws(
      () => receiver.verify(body, { ...headers, ...forgery }),
      WebhookVerificationError,
    );
});
