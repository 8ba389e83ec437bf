/**
 * Runs the tests. `test` alone runs the checks and every suite, from the quickest to the slowest, whatever fails on the way;
 * `test unit`, `test db` and `test journeys` run one suite, of which files may be named.
 */
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { startTestCluster } from "@scantill/service-kit/testing";
import { findChromium } from "../journeys/chromium.ts";
import { build } from "./build.ts";
import { check } from "./check.ts";
import { checkout, findFiles } from "./checkout.ts";

type Suite = {
  readonly owns: (file: string) => boolean;
  /** What the tests need beforehand; resolves with how to put it away. */
  readonly prepare: () => Promise<() => Promise<void>>;
};

const fileTimeoutMs = 600_000;

const suites: Readonly<Record<string, Suite>> = {
  unit: {
    owns: (file) => !suites["db"]?.owns(file) && !suites["journeys"]?.owns(file),
    prepare: async () => async () => {},
  },
  db: { owns: (file) => file.endsWith(".db.test.ts"), prepare: provideDatabase },
  journeys: {
    owns: (file) => file.startsWith("journeys/"),
    prepare: async () => {
      if (!build()) throw new Error("The wallet could not be built; the reason is above.");
      process.env["CHROMIUM_PATH"] = await findChromium();
      return provideDatabase();
    },
  },
};

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;

async function main([name, ...files]: readonly string[]): Promise<boolean> {
  if (name !== undefined) return runSuite(name, files);
  const failed = check() ? [] : ["checks"];
  for (const suite of Object.keys(suites)) {
    if (!(await runSuite(suite, []))) failed.push(suite);
  }
  if (failed.length > 0) console.error(`\nFailed: ${failed.join(", ")}`);
  return failed.length === 0;
}

async function runSuite(name: string, files: readonly string[]): Promise<boolean> {
  const suite = suites[name];
  if (suite === undefined) throw new Error(`There are no ${name} tests.`);
  console.log(`\nTests: ${name}`);
  const putAway = await suite.prepare();
  try {
    return await runFiles(files.length > 0 ? files : findFiles("**/*.test.ts").filter(suite.owns));
  } finally {
    await putAway();
  }
}

/** A test that was skipped or put off proves nothing, so it counts as a failure; so does a run without any test. */
async function runFiles(files: readonly string[]): Promise<boolean> {
  const tests = run({ files: [...files], cwd: checkout, concurrency: 2, timeout: fileTimeoutMs });
  let passes = false;
  tests.on("test:summary", ({ file, success, counts }) => {
    if (file !== undefined) return;
    passes = success && counts.tests > 0 && counts.skipped + counts.todo + counts.cancelled === 0;
    if (success && !passes) console.error("Skipped tests, or none at all, count as a failure.");
  });
  for await (const line of tests.compose(new spec())) process.stdout.write(line);
  return passes;
}

async function provideDatabase(): Promise<() => Promise<void>> {
  const cluster = await startTestCluster();
  process.env["SCANTILL_TEST_DATABASE_URL"] = cluster.superuserUrl;
  return async () => {
    if (cluster.wasStarted) await cluster.stop();
  };
}
