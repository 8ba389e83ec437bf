import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "@scantill/service-kit/ids";
import fc from "fast-check";
import { type Account, canGive, summedDeltas, type Transfer } from "./transfer.ts";

function transfer(
  debitAccountId: Transfer["debitAccountId"],
  creditAccountId: Transfer["creditAccountId"],
  amount: bigint,
): Transfer {
  return {
    id: newId("tr"),
    debitAccountId,
    creditAccountId,
    amount,
    currency: "EUR",
    kind: "pay",
    paymentId: null,
  };
}

test("whatever is transferred, the deltas add up to nothing and each account has one", () => {
  const accounts = Array.from({ length: 5 }, () => newId("acc"));
  const position = fc.nat({ max: 4 });
  const amount = fc.bigInt({ min: 1n, max: 2n ** 53n });
  const pairs = fc.array(fc.tuple(position, position, amount).filter(([from, to]) => from !== to));
  fc.assert(
    fc.property(pairs, (moves) => {
      const transfers = moves.map(([from, to, moved]) =>
        transfer(accounts[from] ?? "acc_", accounts[to] ?? "acc_", moved),
      );
      const deltas = summedDeltas(transfers);
      assert.equal(
        [...deltas.values()].reduce((sum, delta) => sum + delta, 0n),
        0n,
      );
      assert.equal(
        deltas.size,
        new Set(transfers.flatMap((one) => [one.debitAccountId, one.creditAccountId])).size,
      );
    }),
  );
});

test("a transfer of nothing, of less, or to itself is a bug", () => {
  const [from, to] = [newId("acc"), newId("acc")];
  assert.throws(() => summedDeltas([transfer(from, to, 0n)]));
  assert.throws(() => summedDeltas([transfer(from, to, -1n)]));
  assert.throws(() => summedDeltas([transfer(from, from, 1n)]));
});

test("an account gives down to its floor, and what is held it does not give", () => {
  const account: Account = {
    id: newId("acc"),
    ownerId: newId("wal"),
    kind: "wallet",
    currency: "EUR",
    posted: 100n,
    held: 30n,
    floor: 0n,
  };
  assert.equal(canGive(account, 70n), true);
  assert.equal(canGive(account, 71n), false);
});
