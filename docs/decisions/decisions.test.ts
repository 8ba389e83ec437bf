/** Every package that runs in production is on a decision's page, with its licence, its purpose and its health. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { checkout, findFiles } from "../../scripts/checkout.ts";

type Manifest = {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

const manifests = findFiles("{.,apps/*,servers/*,libraries/*}/package.json");
const decisions = findFiles("docs/decisions/[0-9]*.md");

test("every run-time dependency has a line in a decision's table", () => {
  const rows = decisions.flatMap((page) => read(page).match(/^\| `.*\|$/gm) ?? []);
  const covered = new Set(rows.flatMap((row) => row.split(" | ")[0]?.match(/[^`\s|,]+/g) ?? []));
  const needed = manifests.flatMap((file) => runTimeDependencies(JSON.parse(read(file))));
  assert.ok(needed.length > 0);
  assert.deepEqual(
    needed.filter((name) => !covered.has(name)),
    [],
  );
});

test("every decision is in the list, under its own title", () => {
  const list = read("docs/decisions/README.md");
  for (const page of decisions) {
    const title = /^# \d+\. (.+)$/m.exec(read(page))?.[1];
    assert.ok(list.includes(`[${title}](${page.split("/").at(-1)})`), page);
  }
});

function runTimeDependencies(manifest: Manifest): readonly string[] {
  const names = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
  return names.filter((name) => !name.startsWith("@scantill/"));
}

function read(path: string): string {
  return readFileSync(join(checkout, path), "utf8");
}
