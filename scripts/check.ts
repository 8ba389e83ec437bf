/** What can be told without running anything: format, lint, types, and the architecture. Every check runs, so that one look shows all. */
import { findFiles, installed, runNode } from "./checkout.ts";

const colors = process.stdout.isTTY ? "--colors=force" : "--colors=off";

const checks: Readonly<Record<string, () => boolean>> = {
  "Format and lint": () =>
    runNode([installed("@biomejs/biome/bin/biome"), "ci", "--error-on-warnings", colors, "."]),
  Types: () => findFiles("**/tsconfig.json").map(checkTypes).every(Boolean),
  Architecture: () => runNode(["--test", "architecture.test.ts"]),
};

export function check(): boolean {
  const failed = Object.entries(checks).filter(([name, passes]) => {
    console.log(`\n${name}`);
    return !passes();
  });
  for (const [name] of failed) console.error(`\n${name}: failed`);
  return failed.length === 0;
}

function checkTypes(project: string): boolean {
  return runNode([installed("typescript/bin/tsc"), "--project", project]);
}

if (import.meta.main) process.exitCode = check() ? 0 : 1;
