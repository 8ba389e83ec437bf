import assert from "node:assert/strict";
import { test } from "node:test";
import type { CodePhase, TerminalCode, TerminalState } from "@scantill/contract/terminal";
import { type TerminalContext, terminalPage, terminalStateFragment } from "./terminal-view.ts";

const euros = (minor: number) => ({ minor, currency: "EUR" });
const mug = { name: "Speckle mug", quantity: 2, unitAmount: euros(1250) };
const notebook = { name: "Field notebook", quantity: 1, unitAmount: euros(900) };
const address = "HTTP://LOCALHOST:4100/C/01HZX3K7Q9V2M5N8P4R6S0T1WY";

function aCode(number: number, phase: CodePhase, items = [mug, notebook]): TerminalCode {
  const isWaiting = phase === "waiting";
  return {
    id: `cd_${String(number).padStart(26, "0")}`,
    phase,
    items,
    amount: euros(items.reduce((sum, item) => sum + item.quantity * item.unitAmount.minor, 0)),
    url: isWaiting ? address : null,
    shortCode: isWaiting ? "KXRTBNMW" : null,
    images: isWaiting ? { svg: `${address}/code.svg`, png: `${address}/code.png` } : null,
  };
}

function aState(changes: Partial<TerminalState> = {}): TerminalState {
  return {
    id: `pr_${"0".repeat(26)}`,
    status: "open",
    revision: 1,
    reference: "SCN-1",
    split: "one",
    items: [mug, notebook],
    amount: euros(3400),
    paidAmount: euros(0),
    returnUrl: "http://127.0.0.1:4000/orders/1",
    retryUrl: "http://127.0.0.1:4000/orders/1/retry",
    expiresAt: "2026-05-01T12:10:00Z",
    isExtendable: true,
    cancelledBy: null,
    now: "2026-05-01T12:00:00Z",
    sequence: 7,
    merchantName: "Corner Shop",
    codes: [aCode(1, "waiting")],
    ...changes,
  };
}

/** Every code has a symbol in here: a screen must not show one only because it was given one. */
function aContext(state: TerminalState, changes: Partial<TerminalContext> = {}): TerminalContext {
  return {
    symbols: new Map(state.codes.map((code) => [code.id, "<svg><title>symbol</title></svg>"])),
    locale: "en-IE",
    askedLanguage: null,
    clientSecret: "S3CRET",
    assetsPath: "/terminal-assets",
    ...changes,
  };
}

const fragmentOf = (state: TerminalState) => terminalStateFragment(state, aContext(state));
const pageOf = (state: TerminalState) => terminalPage(state, aContext(state));

test("the page is complete without its script, and reloads itself then", () => {
  const page = pageOf(aState());
  assert.match(page, /^<!doctype html>\n<html lang="en"/);
  assert.match(page, /<title>Pay Corner Shop<\/title>/);
  assert.match(page, /<noscript><meta http-equiv="refresh" content="\d+"><\/noscript>/);
  assert.match(page, /href="\/terminal-assets\/terminal\.css"/);
  assert.match(page, /<script defer src="\/terminal-assets\/terminal\.js"><\/script>/);
  assert.match(page, /data-state-path="\/t\/S3CRET\?part=state"/);
  assert.match(page, /data-stream-path="\/v1\/terminal\/S3CRET\/stream"/);
});

test("the page holds its fragment, and nothing that a content policy without inline code forbids", () => {
  const state = aState();
  assert.ok(pageOf(state).includes(fragmentOf(state)));
  assert.doesNotMatch(pageOf(state), /<script(?! defer src)|<style|\sstyle=|\son\w+=/);
});

test("a waiting code is shown with payee, amount, items, host, short code and link", () => {
  const fragment = fragmentOf(aState());
  assert.match(fragment, /data-sequence="7" data-status="waiting"/);
  for (const words of ["Corner Shop", "€34.00", "Speckle mug", "€25.00", "€12.50 each", "SCN-1"]) {
    assert.ok(fragment.includes(words), words);
  }
  assert.ok(fragment.includes("<svg><title>symbol</title></svg>"));
  assert.match(fragment, /It opens <strong class="host">localhost:4100<\/strong>/);
  assert.match(fragment, />KXRT-BNMW</);
  assert.ok(fragment.includes(`href="${address}"`));
  assert.match(fragment, /<form class="cancel" method="post" action="\/t\/S3CRET\/cancel">/);
});

test("a discount is a line below zero", () => {
  const kind = "discount" as const;
  const discount = { name: "Discount SLOWDAYS", kind, quantity: 1, unitAmount: euros(-340) };
  const items = [mug, notebook, discount];
  const fragment = fragmentOf(aState({ items, codes: [aCode(1, "waiting", items)] }));
  assert.match(fragment, /Discount SLOWDAYS/);
  assert.match(fragment, /-€3\.40/);
});

test("once scanned, no code is left to read", () => {
  for (const phase of ["scanned", "approving", "paid", "closed"] as const) {
    const fragment = fragmentOf(aState({ codes: [aCode(1, phase)] }));
    assert.doesNotMatch(fragment, /KXRT|LOCALHOST|localhost|symbol/, phase);
  }
});

test("a scanned code can be taken back by who stands at the screen", () => {
  const state = aState({ codes: [aCode(1, "scanned")] });
  assert.match(fragmentOf(state), /data-status="scanned"/);
  assert.match(fragmentOf(state), /Continue on your phone/);
  assert.match(
    fragmentOf(state),
    /action="\/t\/S3CRET\/release">\s*<input type="hidden" name="codeId" value="cd_0+1">/,
  );
});

test("while a phone approves, the screen offers nothing that would cross it", () => {
  const fragment = fragmentOf(aState({ codes: [aCode(1, "approving")] }));
  assert.match(fragment, /data-status="approving"/);
  assert.doesNotMatch(fragment, /<form|<a /);
});

test("each of several codes has a card with a state of its own", () => {
  const codes = [
    aCode(1, "paid", [mug]),
    aCode(2, "waiting", [notebook]),
    aCode(3, "scanned", [notebook]),
  ];
  const fragment = fragmentOf(
    aState({
      status: "partly_paid",
      split: "each",
      codes,
      amount: euros(4300),
      paidAmount: euros(2500),
    }),
  );
  assert.match(fragment, /data-status="wall"/);
  assert.deepEqual(
    [...fragment.matchAll(/data-phase="(\w+)"/g)].map(([, phase]) => phase),
    ["paid", "waiting", "scanned"],
  );
  assert.equal(fragment.match(/<svg><title>symbol/g)?.length, 1);
  assert.match(fragment, /<p class="amount">€18.00<\/p>/);
  assert.match(fragment, /1 of 3 paid/);
  assert.match(fragment, /value="cd_0+3"/);
});

test("paid says so with amount, payee and order, and leads back to the shop", () => {
  const state = aState({ status: "paid", paidAmount: euros(3400), codes: [aCode(1, "paid")] });
  const page = pageOf(state);
  assert.match(page, /data-status="paid"/);
  assert.match(page, /<title>Paid – Corner Shop<\/title>/);
  assert.match(page, /<h1 id="result"[^>]*tabindex="-1">Paid<\/h1>/);
  assert.match(page, /€34\.00[\s\S]*to Corner Shop[\s\S]*SCN-1/);
  assert.match(page, /data-return-url="http:\/\/127\.0\.0\.1:4000\/orders\/1"/);
  assert.match(page, /<button id="stay"/);
  assert.doesNotMatch(page, /http-equiv="refresh"|<form/);
});

test("expired and cancelled say what was charged, and where to go", () => {
  const codes = [aCode(1, "closed")];
  const expired = fragmentOf(aState({ status: "expired", codes }));
  assert.match(expired, /no longer valid[\s\S]*Nothing was charged\./);
  assert.match(expired, /href="http:\/\/127\.0\.0\.1:4000\/orders\/1\/retry">Get a new code/);
  assert.doesNotMatch(
    fragmentOf(aState({ status: "expired", codes, retryUrl: null })),
    /Get a new code/,
  );
  assert.match(
    fragmentOf(aState({ status: "cancelled", codes })),
    /Payment cancelled[\s\S]*Nothing was charged\.[\s\S]*Back to the shop/,
  );
});

test("what was paid before the end is never called uncharged", () => {
  const codes = [aCode(1, "paid", [mug]), aCode(2, "closed", [notebook])];
  for (const status of ["expired", "cancelled"] as const) {
    const fragment = fragmentOf(aState({ status, split: "each", codes, paidAmount: euros(2500) }));
    assert.match(fragment, /€25\.00 was paid before that/);
    assert.doesNotMatch(fragment, /Nothing was charged|Get a new code/);
    assert.match(fragment, /data-phase="paid"[\s\S]*data-phase="closed"/);
  }
});

test("time is only pressed in the last two minutes, and then more can be had", () => {
  const hurryOf = (changes: Partial<TerminalState>) =>
    /<div id="hurry"[^>]*>[\s\S]*?<\/div>/.exec(fragmentOf(aState(changes)))?.[0] ?? "";
  assert.match(
    hurryOf({ expiresAt: "2026-05-01T12:02:01Z" }),
    /^<div id="hurry" class="hurry" hidden>/,
  );
  const hurried = hurryOf({ expiresAt: "2026-05-01T12:02:00Z" });
  assert.match(hurried, /^<div id="hurry" class="hurry">/);
  assert.match(hurried, /<form class="extend" method="post" action="\/t\/S3CRET\/extend">/);
  const last = hurryOf({ expiresAt: "2026-05-01T12:02:00Z", isExtendable: false });
  assert.doesNotMatch(last, /<form/);
});

test("a long order is folded after six lines, and nothing of it is lost", () => {
  const items = Array.from({ length: 9 }, (_, index) => ({ ...notebook, name: `Line ${index}` }));
  const fragment = fragmentOf(aState({ items }));
  assert.match(fragment, /and 3 more items/);
  for (const { name } of items) assert.ok(fragment.includes(name));
  assert.match(fragmentOf(aState({ items: items.slice(0, 7) })), /and 1 more item</);
});

test("names from outside stay text, wherever they are put", () => {
  const hostile = `"><script>alert('x')</script>\``;
  const items = [{ ...mug, name: hostile }];
  const variants = [
    aState({ merchantName: hostile, reference: hostile, items }),
    aState({ merchantName: hostile, status: "paid", paidAmount: euros(1), returnUrl: hostile }),
    aState({
      merchantName: hostile,
      split: "each",
      codes: [aCode(1, "waiting", items), aCode(2, "paid", items)],
    }),
    aState({ merchantName: hostile, status: "expired", retryUrl: hostile, codes: [] }),
  ];
  for (const state of variants) {
    const page = terminalPage(state, aContext(state, { clientSecret: hostile }));
    assert.ok(!page.includes("<script>") && !page.includes("alert('"), state.status);
    assert.ok(page.includes("&#34;&#62;&#60;script&#62;alert(&#39;x&#39;)"), state.status);
  }
});

test("a page in Korean is Korean throughout, and its addresses stay so when Korean was asked for", () => {
  const state = aState({ amount: { minor: 41_000, currency: "KRW" } });
  const byBrowser = terminalPage(state, aContext(state, { locale: "ko-KR" }));
  assert.match(byBrowser, /<html lang="ko"/);
  assert.match(byBrowser, /<title>Corner Shop 결제<\/title>/);
  assert.match(byBrowser, /<p class="amount">₩41,000<\/p>/);
  assert.match(byBrowser, /휴대폰 카메라로 스캔해 주세요/);
  assert.match(byBrowser, /<a href="\/t\/S3CRET\?lang=en" lang="en" hreflang="en">English<\/a>/);
  assert.match(byBrowser, /<strong lang="ko">한국어<\/strong>/);
  assert.match(byBrowser, /action="\/t\/S3CRET\/cancel"/);

  const asked = terminalPage(state, aContext(state, { locale: "ko", askedLanguage: "ko" }));
  assert.match(asked, /data-state-path="\/t\/S3CRET\?lang=ko&#38;part=state"/);
  assert.match(asked, /action="\/t\/S3CRET\/cancel\?lang=ko"/);
  assert.ok(asked.includes(`href="${address}?lang=ko"`), "paying on this device, in Korean");
});

test("an unknown language falls back to English words", () => {
  const state = aState();
  for (const locale of ["xx", "", "constructor", "fr-FR"]) {
    assert.match(
      terminalPage(state, aContext(state, { locale })),
      /<html lang="en"[\s\S]*Scan with/,
    );
  }
});
