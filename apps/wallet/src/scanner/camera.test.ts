import assert from "node:assert/strict";
import { test } from "node:test";
import { cameraAfter } from "./camera.ts";

test("one camera after the other, and round again", () => {
  const cameras = ["wide", "normal", "front"];
  assert.equal(cameraAfter("wide", cameras), "normal");
  assert.equal(cameraAfter("front", cameras), "wide");
  assert.equal(cameraAfter("unplugged", cameras), "wide");
});

test("where there is no other camera, none is offered", () => {
  assert.equal(cameraAfter("only", ["only"]), null);
  assert.equal(cameraAfter(null, []), null);
});
