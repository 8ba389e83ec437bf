/** The reference says what the code does: pages made from the contract are fresh, no call and no setting is missing. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { checkout, findFiles } from "../../scripts/checkout.ts";
import { groups } from "./http-page.ts";
import { pages } from "./write-pages.ts";

const configFiles = [
  "apps/cli/src/start/config.ts",
  "apps/cli/src/start/secrets.ts",
  "servers/payments/src/config.ts",
  "servers/shop/src/config.ts",
  "libraries/service-kit/src/log.ts",
  "libraries/service-kit/src/testing/test-cluster.ts",
];

for (const [name, page] of Object.entries(pages)) {
  test(`${name} is what the contract says`, () => {
    const advice = "run: npx node docs/reference/write-pages.ts";
    assert.equal(read(`docs/reference/${name}`), page(), advice);
  });
}

test("every call of the payment server is in the reference, and no other", () => {
  const routes = /createRoute\(\{\s*method: "(\w+)",\s*path: "([^"]+)"/g;
  const answered = findFiles("servers/payments/src/**/*-routes.ts").flatMap((file) =>
    [...read(file).matchAll(routes)].map(
      ([, method = "", path]) => `${method.toUpperCase()} ${path}`,
    ),
  );
  const listed = groups.flatMap(({ calls }) =>
    calls.map(({ method, path }) => `${method} ${path}`),
  );
  assert.ok(answered.length > 0);
  assert.deepEqual(listed.sort(), answered.sort(), "the list is in docs/reference/http-page.ts");
});

test("every environment variable is in the reference", () => {
  const page = read("docs/reference/configuration.md");
  const variable = /(?<![}\w])[A-Z]{2,}(?:_[A-Z]+)+(?!\w)/g;
  for (const file of configFiles) {
    const variables = read(file).match(variable) ?? [];
    assert.ok(variables.length > 0, `${file} reads no variable`);
    for (const name of variables) assert.ok(page.includes(name), `${name} of ${file}`);
  }
});

function read(path: string): string {
  return readFileSync(join(checkout, path), "utf8");
}
