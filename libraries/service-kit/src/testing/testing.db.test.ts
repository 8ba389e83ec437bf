import assert from "node:assert/strict";
import { after, test } from "node:test";
import postgres from "postgres";
import { testDatabase } from "./testing.ts";

const both = await testDatabase("payments", "shop");
const empty = await testDatabase();
const owner = postgres(both.ownerUrl, { max: 1 });
const payments = postgres(both.serverUrl.payments, { max: 1 });
const shop = postgres(both.serverUrl.shop, { max: 1 });
after(() => Promise.all([owner, payments, shop].map((sql) => sql.end())));

test("a test database is migrated", async () => {
  const rows = await owner`select name from payments.migration order by name`;
  assert.equal(rows[0]?.["name"], "0001_ledger.sql");
});

test("a server's role enters with its grants and no more", async () => {
  assert.equal((await payments`select current_user as role`)[0]?.["role"], "scantill_payments");
  await assert.rejects(payments`create table payments.mine (id integer)`, { code: "42501" });
  await assert.rejects(shop`select from payments.migration`, { code: "42501" });
});

test("each call gives another database", () => {
  assert.notEqual(both.ownerUrl, empty.ownerUrl);
});
