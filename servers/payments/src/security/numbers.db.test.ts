/** Amounts at the edges of what numbers can hold: S23. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { PaymentRequest } from "@scantill/contract/payment-requests";
import type { Problem } from "@scantill/contract/problem";
import fc from "fast-check";
import { anItem, aPaymentRequest, createPaymentsRig, tokenOf } from "#testing";

const rig = await createPaymentsRig();
const largest = Number.MAX_SAFE_INTEGER;

type Opened = PaymentRequest & Omit<Problem, "status">;

/** A request whose item costs what is written here, in the very digits. */
function openFor(written: string) {
  const text = JSON.stringify(aPaymentRequest()).replace('"minor":350', `"minor":${written}`);
  return rig.call<Opened>("/v1/payment-requests", {
    method: "POST",
    headers: {
      Authorization: `Bearer ${rig.secrets.merchantApiKey}`,
      "Content-Type": "application/json",
      "Idempotency-Key": `${Math.random()}`,
    },
    body: text,
  });
}

async function countRequests(): Promise<number> {
  const rows = await rig.sql`select id from payments.payment_request`;
  return rows.length;
}

test("S23: amounts are whole minor units, written out", async () => {
  const before = await countRequests();
  const refused = [
    ...["1e2", "1E2", "3.5e2", "1e400", "-1e2", "350.0", "350.5", "0.0", "350.00000000000000001"],
    ...["-0", "-1", "-350", "-9007199254740991", "9007199254740991.4", "9007199254740992"],
    ...["9007199254740993", "9223372036854775807", "18446744073709551617", "9".repeat(400)],
    ...['"350"', "null", "true", "[350]", '{"minor":350}', "0"],
  ];
  for (const written of refused) {
    const { status, body } = await openFor(written);
    assert.ok(status === 422, `${written}: ${status} ${body.code}`);
  }
  for (const written of ["0x10", "01", "+1", "1_000", "NaN", "Infinity", ".5", "1."])
    assert.ok([400, 422].includes((await openFor(written)).status), written);
  assert.equal(await countRequests(), before);
});

test("S23: a number that would be rounded is named with what is wrong about it", async () => {
  const { body } = await openFor("9007199254740991.4");
  assert.deepEqual(
    body.errors.map(({ code, message }) => [code, message]),
    [["not_whole", "Write 9007199254740991.4 as a whole number, in digits only."]],
  );
});

test("S23: the smallest and the largest amount are kept exactly, everywhere they are shown", async () => {
  for (const minor of [1, largest]) {
    const { status, body: request } = await openFor(`${minor}`);
    assert.equal(status, 201);
    const phone = rig.phone();
    await phone.register();
    const { body: payment } = await phone.scan(tokenOf(request));
    const { body: options } = await phone.startApproval(payment.id);
    const shown = [
      request.amount.minor,
      request.codes[0]?.amount.minor,
      (await rig.terminal(request)).body.amount.minor,
      payment.amount.minor,
      payment.items[0]?.unitAmount.minor,
      options.document.amount,
    ];
    assert.deepEqual(shown, Array(shown.length).fill(minor));
    const [row] = await rig.sql<{ amount: bigint }[]>`
      select amount from payments.payment_request where reference = ${request.reference}`;
    assert.equal(row?.amount, BigInt(minor));
    const approved = await phone.approve(options);
    assert.equal(approved.body.code, minor === 1 ? undefined : "balance_too_low");
  }
});

/** Unit amounts and quantities whose sums lie around 1, 2^53, 2^63 and 2^64. */
const orders = fc.array(
  fc.record({
    minor: fc.oneof(
      fc.nat({ max: 5 }),
      fc.integer({ min: largest - 5, max: largest }),
      fc.integer({ min: 2 ** 52 - 5, max: 2 ** 52 + 5 }),
      fc.maxSafeNat(),
    ),
    quantity: fc.constantFrom(1, 2, 3, 1_023, 1_024, 1_025, 2_048, 10_000),
  }),
  { minLength: 1, maxLength: 3 },
);

test("S23: whatever an order adds up to, it is exact or refused, at 2^53 and beyond 2^63", async () => {
  const isExact = async (order: readonly { minor: number; quantity: number }[]) => {
    const sum = order.reduce(
      (total, item) => total + BigInt(item.minor) * BigInt(item.quantity),
      0n,
    );
    const items = order.map(({ minor, quantity }) => anItem("Tea", minor, quantity));
    const { status, body } = await rig.merchantPost<Opened>(
      "/v1/payment-requests",
      aPaymentRequest({ items }),
    );
    if (sum < 1n || sum > BigInt(largest)) assert.equal(body.code, "amount_out_of_range");
    else assert.deepEqual([status, BigInt(body.amount.minor)], [201, sum]);
  };
  const edges = [
    [[largest, 1]],
    [
      [largest, 1],
      [1, 1],
    ],
    [[2 ** 52, 2]],
    [[largest, 1_024]],
    [[largest, 1_025]],
    [[largest, 2_048]],
    [[largest, 10_000]],
    [[0, 10_000]],
  ].map((order) => order.map(([minor = 0, quantity = 0]) => ({ minor, quantity })));
  for (const order of edges) await isExact(order);
  await fc.assert(fc.asyncProperty(orders, isExact), { numRuns: 100 });
});

test("S23: discounts are exact too, and never turn an order into a payout", async () => {
  const open = (discount: number) =>
    rig.merchantPost<Opened>(
      "/v1/payment-requests",
      aPaymentRequest({
        items: [anItem("Tea", largest), { ...anItem("Voucher", -discount), kind: "discount" }],
      }),
    );
  assert.equal((await open(largest - 1)).body.amount.minor, 1);
  assert.equal((await open(1)).body.amount.minor, largest - 1);
  assert.equal((await open(largest)).body.code, "amount_out_of_range");
});
