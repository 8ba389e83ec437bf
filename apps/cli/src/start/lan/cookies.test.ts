import assert from "node:assert/strict";
import { test } from "node:test";
import { withoutCookies } from "./cookies.ts";

test("cookies of these names are left out, others stay as they are", () => {
  const names = ["__Host-cart"];
  assert.equal(withoutCookies("__Host-cart=1", names), "");
  assert.equal(withoutCookies("a=1; __Host-cart=2; b=x=y", names), "a=1; b=x=y");
  assert.equal(withoutCookies("__Host-cart=1;__Host-cart=2; c", names), "c");
  assert.equal(
    withoutCookies("__Host-cart2=1; x__Host-cart=2", names),
    "__Host-cart2=1; x__Host-cart=2",
  );
  assert.equal(withoutCookies("", names), "");
});
