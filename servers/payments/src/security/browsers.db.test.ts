/** What other sites, and hostile names, can make of a shopper's or payer's browser: S9, S10. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Problem } from "@scantill/contract/problem";
import type { WalletPayment } from "@scantill/contract/wallet";
import { anItem, aPaymentRequest, clientSecretOf, createPaymentsRig, tokenOf } from "#testing";
import { createApp } from "../app.ts";
import { dumpDatabase } from "../testing/dump-database.ts";

const rig = await createPaymentsRig();
const { services, secrets } = rig;
const walletFolder = await mkdtemp(join(tmpdir(), "wallet-"));
after(() => rm(walletFolder, { recursive: true }));
await writeFile(join(walletFolder, "index.html"), "<!doctype html><title>Wallet</title>");
const app = createApp({ ...services, config: { ...services.config, walletFolder } });

const origin = "http://localhost:4100";
const json = { "Content-Type": "application/json" };

/** A request that waits, one that a phone holds, one that is paid; with everything that opens a door to them. */
async function aBusyShop() {
  const waiting = await rig.openRequest({ items: [anItem("Tea", 350), anItem("Cup", 900)] });
  const held = await rig.openRequest({ split: "each" });
  const paid = await rig.openRequest({ collect: [] });
  const phone = rig.phone();
  await phone.register();
  const { body: payment } = await phone.scan(tokenOf(held));
  await phone.startApproval(payment.id);
  const { body: receipt } = await phone.pay(tokenOf(paid));
  return { waiting, held, paid, phone, payment, receipt };
}
const shop = await aBusyShop();

/** The addresses of a route with every value that it may have in the shop above. */
function addressesOf(route: string): readonly string[] {
  const requests = [shop.waiting, shop.held, shop.paid];
  const values: Readonly<Record<string, readonly string[]>> = {
    ":clientSecret": requests.map(clientSecretOf),
    ":token": [tokenOf(shop.waiting), tokenOf(shop.held)],
    ":id": route.startsWith("/v1/payment-requests")
      ? requests.map(({ id }) => id)
      : [shop.payment.id, shop.receipt.id],
    "/*": ["/index.html", "/receipts"],
  };
  const [gap] = /:\w+|\/\*/.exec(route) ?? [];
  if (gap === undefined) return [route];
  const filled = values[gap] ?? assert.fail(`what may ${gap} of ${route} be?`);
  return filled.flatMap((value) => addressesOf(route.replace(gap, value)));
}

const routesOf = (method: string) => [
  ...new Set(app.routes.filter((route) => route.method === method).map(({ path }) => path)),
];
const addresses = [
  ...routesOf("GET").flatMap(addressesOf),
  `/t/${clientSecretOf(shop.waiting)}?part=state`,
  `/v1/payment-requests?reference=${shop.paid.reference}`,
  `/v1/payments?requestId=${shop.paid.id}`,
];

/** With every right to see it. Streams are left as soon as they have begun. */
async function visit(address: string, method = "GET"): Promise<Response> {
  const response = await app.request(address, {
    method,
    headers: { Authorization: `Bearer ${secrets.merchantApiKey}`, Cookie: shop.phone.cookie() },
  });
  if (response.headers.get("Content-Type")?.startsWith("text/event-stream"))
    await response.body?.cancel();
  return response;
}

test("S9: a GET never changes state, nor does a HEAD", async () => {
  const before = await dumpDatabase(rig.ownerUrl);
  assert.ok(addresses.length > 40, `${addresses.length}`);
  for (const method of ["GET", "HEAD"]) {
    for (const address of addresses) {
      const { status } = await visit(address, method);
      const mayBeMissing = address.startsWith("/wallet/") || address.endsWith("/stream");
      assert.ok(status === 200 || mayBeMissing, `${method} ${address}: ${status}`);
    }
  }
  assert.equal(await dumpDatabase(rig.ownerUrl), before);
});

const walletPosts = routesOf("POST")
  .filter((path) => path.startsWith("/v1/wallet/"))
  .flatMap(addressesOf);

async function refusalsOf(headers: Readonly<Record<string, string>>, body = "{}") {
  const codes = new Set<string>();
  for (const address of walletPosts) {
    const answer = await rig.call<Problem>(address, {
      method: "POST",
      headers: { Cookie: shop.phone.cookie(), ...headers },
      body,
    });
    codes.add(answer.body.code);
  }
  return [...codes];
}

test("S9: no other site's page can do anything with the wallet's cookie", async () => {
  const before = await dumpDatabase(rig.ownerUrl);
  assert.ok(walletPosts.length > 10);
  const origins = [
    "http://127.0.0.1:4000",
    "http://127.0.0.1:4100",
    "https://localhost:4100",
    "http://localhost",
    "http://localhost:4100.evil.example",
    "http://evil.example?http://localhost:4100",
    "HTTP://LOCALHOST:4100",
    "null",
    "",
  ];
  for (const Origin of origins)
    assert.deepEqual(await refusalsOf({ ...json, Origin }), ["origin_not_allowed"], Origin);
  assert.deepEqual(await refusalsOf(json), ["origin_not_allowed"]);
  assert.equal(await dumpDatabase(rig.ownerUrl), before);
});

test("S9: what a form can send is not taken, not even from our own page", async () => {
  for (const type of [
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/plain; application/json",
    "application/jsonp",
    "application/json-seq",
  ])
    assert.deepEqual(
      await refusalsOf({ Origin: origin, "Content-Type": type }),
      ["unsupported_media_type"],
      type,
    );
});

test("S9: only the terminal, which knows no cookie, may be read by pages of other sites", async () => {
  const Origin = "http://evil.example";
  const asked = { Origin, "Access-Control-Request-Method": "POST" };
  for (const address of addresses) {
    for (const init of [{ headers: { Origin } }, { method: "OPTIONS", headers: asked }]) {
      const { headers, body } = await app.request(address, init);
      await body?.cancel();
      const allowed = headers.get("Access-Control-Allow-Origin");
      assert.equal(allowed, address.startsWith("/v1/terminal/") ? "*" : null, address);
      assert.equal(headers.get("Access-Control-Allow-Credentials"), null);
    }
  }
});

test("S9: the wallet's cookie is for our origin, for no script, and for no other site's posts", async () => {
  const https = createApp({
    ...services,
    config: { ...services.config, publicUrl: "https://pay.example" },
  });
  const cookieFrom = async (server: typeof app, Origin: string) => {
    const path = "/v1/wallet/sign-in-options";
    const init = { method: "POST", headers: { ...json, Origin }, body: "{}" };
    return (await server.request(path, init)).headers.get("Set-Cookie") ?? "";
  };
  const attributes = "; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax";
  const plain = await cookieFrom(app, origin);
  assert.match(plain, new RegExp(`^scantill-wallet=[0-9A-Z]{26}${attributes}$`));
  const secure = await cookieFrom(https, "https://pay.example");
  assert.match(secure, new RegExp(`^__Host-scantill-wallet=[0-9A-Z]{26}${attributes}; Secure$`));

  const Cookie = secure.slice(0, secure.indexOf(";")).replace("__Host-", "");
  const tossed = await https.request("/v1/wallet/payments", { headers: { Cookie } });
  assert.equal(tossed.status, 401, "a cookie without the prefix may come from a sub-domain");
});

test("S11: nothing that is seen with a secret is kept, and no address is told to other sites", async () => {
  const kept = new Set<string>();
  for (const address of [...addresses, "/t/nothing", "/v1/nothing"]) {
    const { headers } = await visit(address);
    assert.equal(headers.get("Referrer-Policy"), "no-referrer", address);
    if (headers.get("Cache-Control") !== "no-store") kept.add(address.replace(/[^/]*$/, ""));
  }
  // What is the same for everybody: health, the list of calls, and the files of pages.
  assert.deepEqual([...kept].sort(), ["/", "/terminal/", "/wallet/"]);
});

test("S10: every answer forbids inline scripts, eval, plug-ins, frames and guessing its type", async () => {
  for (const address of [...addresses, "/nothing", "/t/nothing"]) {
    const { headers } = await visit(address);
    const policy = policyOf(headers);
    assert.deepEqual(policy["default-src"], ["'self'"], address);
    assert.deepEqual(policy["script-src"], ["'self'", "'wasm-unsafe-eval'"], address);
    assert.equal(policy["style-src"], undefined, address);
    for (const directive of ["object-src", "base-uri", "frame-ancestors"])
      assert.deepEqual(policy[directive], ["'none'"], `${directive} of ${address}`);
    assert.equal(headers.get("X-Frame-Options"), "DENY", address);
    assert.equal(headers.get("X-Content-Type-Options"), "nosniff", address);
  }
});

function policyOf(headers: Headers): Readonly<Record<string, readonly string[]>> {
  const directives = (headers.get("Content-Security-Policy") ?? "").split(";");
  return Object.fromEntries(
    directives.map((directive) => {
      const [name = "", ...sources] = directive.trim().split(/\s+/);
      return [name, sources];
    }),
  );
}

const hostileNames = [
  `<script>alert(1)</script>`,
  `"><img src=x onerror=alert(1)>`,
  `' autofocus onfocus='alert(1)`,
  "</title></head><base href=//evil.example>",
  "</svg><svg onload=alert(1)>",
  "<!--",
  "{{payee}}{{amount}}",
  "&lt;b&gt; &#60;",
  "$" + "{alert(1)}",
];

/** What a browser makes of a page: its elements and the names of their attributes, in order. */
function skeletonOf(page: string): readonly string[] {
  const tags = page.match(/<[^>"]*(?:"[^"]*"[^>"]*)*>/g) ?? [];
  return tags.map((tag) => tag.replaceAll(/"[^"]*"/g, '""'));
}

/** Every screen of a request whose payee and items have this name. */
async function screensOf(name: string, split: "one" | "each"): Promise<readonly string[]> {
  const items = [anItem(name, 350), { ...anItem(name, 420, 2), sku: name.slice(0, 64) }];
  const request = await rig.openRequest({ items, split });
  await rig.asOwner(
    `update payments.payment_request set merchant_name = items -> 0 ->> 'name' where reference = '${request.reference}'`,
  );
  const path = `/t/${clientSecretOf(request)}`;
  const phone = rig.phone();
  const steps = [
    () => phone.scan(tokenOf(request)),
    () => rig.call(`${path}/cancel`, { method: "POST" }),
  ];
  const screens = [(await rig.call<string>(path)).body];
  for (const step of steps) {
    await step();
    screens.push((await rig.call<string>(path)).body);
  }
  return screens;
}

for (const split of ["one", "each"] as const) {
  test(`S10: a hostile name makes the same screens as a harmless one, split ${split}`, async () => {
    const harmless = (await screensOf("Tea", split)).map(skeletonOf);
    for (const name of hostileNames) {
      for (const [position, screen] of (await screensOf(name, split)).entries()) {
        assert.ok(screen.includes(escaped(name)), `${name} is not shown`);
        assert.deepEqual(skeletonOf(screen), harmless[position], name);
      }
    }
  });
}

test("S10: no screen has a script, a style or a picture in it, or anything from elsewhere", async () => {
  for (const screen of await screensOf("Tea", "each")) {
    for (const tag of screen.match(/<[^>]*>/g) ?? []) {
      assert.doesNotMatch(tag, /^<(style|iframe|object|embed|base|img)\b|\s(on\w+|style|srcdoc)=/i);
      const [, source = "/"] = /^<(?!a\b)[^>]*\s(?:src|href|action)="([^"]*)"/.exec(tag) ?? [];
      assert.match(source, /^\/(?!\/)|^data:image\/svg/, tag);
    }
    assert.match(screen, /<script defer src="[^"]+"><\/script>/);
    assert.equal(screen.match(/<script/g)?.length, 1);
  }
});

function escaped(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

test("S10: names come back in JSON as they are, and only as JSON", async () => {
  for (const name of hostileNames) {
    const request = await rig.openRequest({ items: [anItem(name, 350)] });
    const { headers, body } = await rig.phone().scan(tokenOf(request));
    assert.equal(body.items[0]?.name, name);
    assert.match(headers.get("Content-Type") ?? "", /^application\/json/);
    assert.equal((await rig.terminal(request)).body.items[0]?.name, name);
  }
});

const turning = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";
const breaking = "\0\b\x1b\x7f\u0085\u2028\u2029\ud800";

test("S10: names that turn the writing around, break the line or hold no character are refused", async () => {
  for (const character of turning + breaking) {
    const hostile = `A${character}B`;
    const bodies = {
      reference: aPaymentRequest({ reference: hostile }),
      "items.0.name": aPaymentRequest({ items: [anItem(hostile, 350)] }),
      "items.0.sku": aPaymentRequest({ items: [{ ...anItem("Tea", 350), sku: hostile }] }),
    };
    for (const [path, body] of Object.entries(bodies)) {
      const answer = await rig.merchantPost<Problem>("/v1/payment-requests", body);
      const named = answer.body.errors?.map((error) => error.path);
      assert.deepEqual([answer.status, named], [422, [path]], `U+${character.codePointAt(0)}`);
    }
  }
});

test("S10: a payee's name cannot turn our own words around", async () => {
  const phone = rig.phone();
  const request = await rig.openRequest();
  await rig.asOwner(
    `update payments.payment_request set merchant_name = U&'\\202Eevil' where reference = '${request.reference}'`,
  );
  const path = `/t/${clientSecretOf(request)}`;
  const screens = [(await rig.call<string>(path)).body];
  const { body: payment } = await phone.scan(tokenOf(request));
  screens.push((await rig.call<string>(path)).body);
  await phone.register();
  await phone.approve((await phone.startApproval(payment.id)).body);
  screens.push((await rig.call<string>(path)).body);
  assert.equal((payment as WalletPayment).merchant.name, "\u202eevil");
  for (const screen of screens) {
    const running = screen.replaceAll(/<bdi>[^<]*<\/bdi>|<title>[^<]*<\/title>|<[^>]*>/g, "");
    assert.ok(screen.includes("\u202e"));
    assert.ok(!running.includes("\u202e"), running);
  }
});
