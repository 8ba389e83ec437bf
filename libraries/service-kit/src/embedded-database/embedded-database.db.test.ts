import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, beforeEach, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import {
  type EmbeddedDatabase,
  findEmbeddedDatabase,
  startEmbeddedDatabase,
} from "./embedded-database.ts";

const root = mkdtempSync(join(tmpdir(), "embedded-database-"));
let folder = "";
let database: EmbeddedDatabase;
let count = 0;

beforeEach(async () => {
  count += 1;
  folder = join(root, String(count));
  database = await startEmbeddedDatabase({ folder });
  await run("create table kept (word text)");
  await run("insert into kept values ('yes')");
});

afterEach(() => database.stop());

after(() => rmSync(root, { recursive: true, force: true }));

test("what was written is there after a stop and a start, at the same address", async () => {
  const { superuserUrl } = database;
  await database.stop();
  assert.equal(await findEmbeddedDatabase(folder), null);
  database = await startEmbeddedDatabase({ folder });
  assert.equal(database.superuserUrl, superuserUrl);
  assert.deepEqual(await keptWords(), ["yes"]);
});

test("what was written is there after kill -9, whose lock file is in nobody's way", async () => {
  process.kill(postmasterPid(), "SIGKILL");
  await untilEnded();
  database = await startEmbeddedDatabase({ folder });
  assert.deepEqual(await keptWords(), ["yes"]);
});

test("a lock file whose process number now belongs to another program is cleared away", async () => {
  const lockFile = join(database.folder, "data/postmaster.pid");
  const lock = readFileSync(lockFile, "utf8");
  await database.stop();
  writeFileSync(lockFile, lock.replace(/^\d+/, String(process.pid)));
  database = await startEmbeddedDatabase({ folder });
  assert.deepEqual(await keptWords(), ["yes"]);
});

test("a second starter finds it running", async () => {
  const second = await startEmbeddedDatabase({ folder });
  assert.equal(second.wasStarted, false);
  assert.equal(second.superuserUrl, database.superuserUrl);
});

test("two starters of a new folder share one database", async () => {
  const fresh = join(root, "fresh");
  const [one, other] = await Promise.all([
    startEmbeddedDatabase({ folder: fresh }),
    startEmbeddedDatabase({ folder: fresh }),
  ]);
  assert.equal(one.superuserUrl, other.superuserUrl);
  await one.stop();
});

test("the data of another major version is refused with a sentence", async () => {
  await database.stop();
  const versionFile = join(database.folder, "data/PG_VERSION");
  const version = readFileSync(versionFile, "utf8");
  writeFileSync(versionFile, "12\n");
  await assert.rejects(startEmbeddedDatabase({ folder }), {
    name: "SetupError",
    message: /written by PostgreSQL 12/,
  });
  writeFileSync(versionFile, version);
});

test("a folder that cannot be written is refused with a sentence", async () => {
  const file = join(root, "file");
  mkdirSync(root, { recursive: true });
  writeFileSync(file, "");
  await assert.rejects(startEmbeddedDatabase({ folder: join(file, "below") }), {
    name: "SetupError",
    message: /Set SCANTILL_HOME/,
  });
});

async function run(statement: string): Promise<readonly Record<string, unknown>[]> {
  const sql = postgres(database.superuserUrl, { max: 1 });
  try {
    return await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

async function keptWords(): Promise<readonly unknown[]> {
  return (await run("select word from kept")).map(({ word }) => word);
}

function postmasterPid(): number {
  return Number.parseInt(readFileSync(join(database.folder, "data/postmaster.pid"), "utf8"), 10);
}

async function untilEnded(): Promise<void> {
  while (database.isRunning()) await delay(10);
}
