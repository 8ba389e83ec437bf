import assert from "node:assert/strict";
import { after, test } from "node:test";
import {
  columnsOf,
  connectDatabase,
  inTransaction,
  isConnectionFault,
  TransactionCollision,
  violatedConstraint,
} from "./database.ts";
import { testDatabase } from "./testing/testing.ts";

after(() => database.end());
const { ownerUrl } = await testDatabase();
const database = connectDatabase({ url: ownerUrl, applicationName: "database-test" });
await database.unsafe("create schema t; create table t.note (id integer primary key, text text)");

test("lists of every type arrive as they were given, nulls included", async () => {
  const rows = [
    {
      id: 1,
      big: 2n ** 62n,
      at: new Date("2030-01-01T00:00:00.123Z"),
      is: true,
      bytes: Buffer.of(0, 92, 255),
      word: 'a"\\,{}',
    },
    { id: 2, big: null, at: null, is: null, bytes: null, word: null },
  ];
  const { bigint, boolean, bytea, integer, text, timestamptz } = columnsOf(database, rows);
  const found = await database`
    select id, big, at, "is", bytes, word
    from unnest(
      ${integer((row) => row.id)},
      ${bigint((row) => row.big)},
      ${timestamptz((row) => row.at)},
      ${boolean((row) => row.is)},
      ${bytea((row) => row.bytes)},
      ${text((row) => row.word)}
    ) as t (id, big, at, "is", bytes, word)`;
  assert.deepEqual([...found], rows);
});

test("what is to be done after the commit is not done when there is none", async () => {
  const done: string[] = [];
  const failing = inTransaction(database, async (tx) => {
    tx.afterCommit(() => done.push("never"));
    await tx.sql`insert into t.note (id) values (1)`;
    throw new Error("no");
  });
  await assert.rejects(failing, /no/);
  await inTransaction(database, async (tx) => tx.afterCommit(() => done.push("once")));
  assert.deepEqual(done, ["once"]);
  assert.equal((await database`select from t.note`).count, 0);
});

test("a collision is tried again from the start, a few times", async () => {
  let tries = 0;
  const collide = (times: number) =>
    inTransaction(database, async () => {
      tries += 1;
      if (tries <= times) throw new TransactionCollision("again");
      return tries;
    });
  assert.equal(await collide(2), 3);
  tries = 0;
  await assert.rejects(collide(100), TransactionCollision);
  assert.equal(tries, 4);
});

test("errors are told apart: a broken rule, a lost connection", async () => {
  await database`insert into t.note (id) values (7)`;
  const twice = await database`insert into t.note (id) values (7)`.catch((error: unknown) => error);
  assert.equal(violatedConstraint(twice), "note_pkey");
  assert.equal(isConnectionFault(twice), false);
  const nowhere = connectDatabase({
    url: "postgres://127.0.0.1:1/none",
    applicationName: "database-test",
  });
  const lost = await nowhere`select 1`.catch((error: unknown) => error);
  assert.equal(isConnectionFault(lost), true);
  await nowhere.end();
});
