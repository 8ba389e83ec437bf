import assert from "node:assert/strict";
import { test } from "node:test";
import { planMigrations } from "./migration-plan.ts";

const first = { name: "0001_ledger.sql", checksum: "a" };
const second = { name: "0002_codes.sql", checksum: "b" };
const third = { name: "0003_events.sql", checksum: "c" };

test("an empty database gets every migration in order", () => {
  assert.deepEqual(planMigrations([first, second], []).pending, [first.name, second.name]);
});

test("what was applied is not applied again", () => {
  assert.deepEqual(planMigrations([first, second], [first]).pending, [second.name]);
  assert.deepEqual(planMigrations([first, second], [first, second]).pending, []);
});

test("a database that is newer than the code is refused", () => {
  assert.match(planMigrations([first], [first, second]).refusal ?? "", /newer .* 0002_codes\.sql/);
});

test("a migration that was changed since is refused", () => {
  const changed = { ...first, checksum: "changed" };
  assert.match(planMigrations([changed], [first]).refusal ?? "", /0001_ledger\.sql was changed/);
});

test("a migration that was slipped in before an applied one is refused", () => {
  const { refusal } = planMigrations([first, second, third], [first, third]);
  assert.match(refusal ?? "", /0002_codes\.sql comes before 0003_events\.sql/);
});
