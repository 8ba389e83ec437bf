import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, beforeEach, test } from "node:test";
import { pathToFileURL } from "node:url";
import postgres from "postgres";
import { type MigrateOptions, migrateSchema } from "./migrate.ts";
import { testDatabase } from "./testing/testing.ts";

const database = await testDatabase();
const sql = postgres(database.ownerUrl, { max: 1, onnotice() {} });
const folder = mkdtempSync(join(tmpdir(), "migrations-"));
const options: MigrateOptions = {
  url: database.ownerUrl,
  schema: "shelf",
  migrations: pathToFileURL(`${folder}/`),
  grants: pathToFileURL(join(folder, "grants.sql")),
  role: "scantill_shop",
};

after(async () => {
  await sql.end();
  rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  await sql`drop schema if exists shelf cascade`;
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  write("0001_book.sql", "create table shelf.book (id integer primary key);");
});

test("migrations run once and in order", async () => {
  write("0002_title.sql", "alter table shelf.book add column title text not null;");
  await migrateSchema(options);
  await migrateSchema(options);
  await sql`insert into shelf.book (id, title) values (1, 'Ledgers')`;
  assert.deepEqual(await appliedNames(), ["0001_book.sql", "0002_title.sql"]);
});

test("several starters at once apply each migration once", async () => {
  write("0002_first.sql", "insert into shelf.book values (1);");
  await Promise.all(Array.from({ length: 8 }, () => migrateSchema(options)));
  assert.equal((await sql`select from shelf.book`).length, 1);
  assert.equal((await appliedNames()).length, 2);
});

test("a migration that fails leaves nothing behind", async () => {
  write("0002_half.sql", "create table shelf.half (id integer); select 1 / 0;");
  await assert.rejects(migrateSchema(options), { code: "22012" });
  assert.deepEqual(await appliedNames(), ["0001_book.sql"]);
  await assert.rejects(sql`select from shelf.half`, { code: "42P01" });
});

test("a database that does not fit the files is refused with a sentence", async () => {
  await migrateSchema(options);
  write("0001_book.sql", "create table shelf.tome (id integer primary key);");
  await assert.rejects(migrateSchema(options), { name: "SetupError", message: /was changed/ });
});

test("the grants are what the file says, no less and no more", async () => {
  write("grants.sql", "grant usage on schema shelf to scantill_shop;");
  await migrateSchema(options);
  const shop = postgres(database.serverUrl.shop, { max: 1 });
  await assert.rejects(shop`select from shelf.book`, { code: "42501" });
  write(
    "grants.sql",
    "grant usage on schema shelf to scantill_shop; grant select on shelf.book to scantill_shop;",
  );
  await migrateSchema(options);
  assert.deepEqual([...(await shop`select id from shelf.book`)], []);
  write("grants.sql", "grant usage on schema shelf to scantill_shop;");
  await migrateSchema(options);
  await assert.rejects(shop`select from shelf.book`, { code: "42501" });
  await shop.end();
});

test("where the role is missing, its grants are left out", async () => {
  write("grants.sql", "grant usage on schema shelf to nobody_here;");
  await migrateSchema({ ...options, role: "nobody_here" });
  assert.deepEqual(await appliedNames(), ["0001_book.sql"]);
});

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

async function appliedNames(): Promise<readonly string[]> {
  const rows = await sql<{ name: string }[]>`select name from shelf.migration order by name`;
  return rows.map(({ name }) => name);
}
