import assert from "node:assert/strict";
import { test } from "node:test";
import { openShop } from "./testing/open-shop.ts";
import { terminalOrigin } from "./testing/pretended-payments.ts";

const shop = await openShop();
const shopper = shop.aShopper();

test("a page carries headers that keep strangers out", async () => {
  const { headers } = await shopper.get("/");
  const policy = headers.get("Content-Security-Policy") ?? "";
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.ok(policy.includes(`form-action 'self' ${terminalOrigin}`));
  assert.doesNotMatch(policy, /unsafe/);
  assert.equal(headers.get("X-Content-Type-Options"), "nosniff");
  assert.equal(headers.get("Referrer-Policy"), "same-origin");
  assert.equal(headers.get("Cache-Control"), "no-store");
});

test("no page has anything inline that its policy would forbid", async () => {
  for (const path of ["/", "/?q=tea", "/products/dune-blanket", "/cart", "/orders", "/nowhere"]) {
    const { text } = await shopper.get(path);
    assert.doesNotMatch(text, / style="| on[a-z]+="|<style|<script(?! defer src=)/, path);
  }
});

test("what was searched for is text on the page, never markup", async () => {
  const { text } = await shopper.get(`/?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
  assert.doesNotMatch(text, /<script>alert/);
  assert.match(text, /&lt;script&gt;alert\(1\)/);
});

test("a person sees a page, a program sees a problem", async () => {
  const page = await shopper.get("/nowhere");
  assert.equal(page.status, 404);
  assert.match(page.headers.get("Content-Type") ?? "", /text\/html/);
  assert.match(page.text, /Nothing on this shelf/);
  const answer = await shopper.get("/nowhere", { Accept: "application/json" });
  assert.equal(answer.headers.get("Content-Type"), "application/problem+json");
  assert.equal(JSON.parse(answer.text).code, "not_found");
});

test("a wrong method and a body that is too large are refused", async () => {
  assert.equal((await shopper.post("/cart")).status, 405);
  assert.equal((await shopper.post("/checkout", { split: "x".repeat(70_000) })).status, 413);
});

test("pictures and styles may be kept for ever under their version, and nothing outside is served", async () => {
  const { text } = await shopper.get("/");
  const address = /\/assets\/products\/moss-teapot\.svg\?v=\w+/.exec(text)?.[0] ?? "";
  const picture = await shopper.get(address);
  assert.equal(picture.headers.get("Content-Type"), "image/svg+xml");
  assert.match(picture.headers.get("Cache-Control") ?? "", /immutable/);
  assert.equal((await shopper.get("/assets/..%2fpackage.json")).status, 404);
  assert.equal((await shopper.get("/assets/nothing.svg")).status, 404);
});

test("health says alive at once and ready when the database answers", async () => {
  assert.equal((await shopper.get("/healthz")).status, 200);
  assert.equal((await shopper.get("/readyz")).status, 200);
});
