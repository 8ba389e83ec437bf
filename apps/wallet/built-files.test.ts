/**
 * What the build promises to phones and to the content security policy. Builds into a folder of its
 * own.
 */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { build } from "vite";

/** Script and style that a phone must have before it can show a review. */
const firstLoadLimit = 40 * 1024;

let folder: string;
let page: string;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "scantill-wallet-"));
  await build({
    root: import.meta.dirname,
    logLevel: "warn",
    build: { outDir: folder, emptyOutDir: true },
  });
  page = readFileSync(join(folder, "index.html"), "utf8");
});

after(() => rmSync(folder, { recursive: true }));

test("the page's own script and style weigh at most 40 kB, compressed", () => {
  const bytes = loadedAtOnce().reduce((sum, path) => sum + gzipSync(read(path)).length, 0);
  assert.ok(bytes <= firstLoadLimit, `${bytes} bytes`);
});

test("everything the page loads at once is ours and known by its content", () => {
  assert.ok(loadedAtOnce().length >= 2, "a script and a style");
  for (const path of loadedAtOnce()) assert.match(path, /^assets\/[\w-]+-[\w-]{8}\.(js|css)$/);
});

test("nothing is inline that the content security policy would refuse", () => {
  assert.doesNotMatch(page, /<style|\sstyle=|\son\w+=/);
  assert.doesNotMatch(page, /<script(?![^>]*\ssrc=)/);
  assert.doesNotMatch(assets(".css").map(readText).join("\n"), /url\(["']?(data|https?):/);
});

test("the scanner's program is ours, and is not part of the first load", () => {
  const [program, ...others] = assets(".wasm");
  assert.ok(program !== undefined && others.length === 0);
  const scripts = assets(".js");
  const mentions = scripts.filter((path) => readText(path).includes(`/wallet/${program}`));
  assert.equal(mentions.length, 1);
  for (const path of loadedAtOnce()) assert.ok(!mentions.includes(path));
});

test("the scanner is no part of the first load", () => {
  const scanners = assets(".js").filter((path) => /\.getUserMedia\(/.test(readText(path)));
  assert.equal(scanners.length, 1);
  for (const path of loadedAtOnce()) assert.ok(!scanners.includes(path));
});

test("another language than English is loaded by those who read it", () => {
  const isKorean = (path: string) =>
    /\p{Script=Hangul}{2}/u.test(readText(path).replace("한국어", ""));
  const korean = assets(".js").filter(isKorean);
  assert.equal(korean.length, 1);
  for (const path of loadedAtOnce()) assert.ok(!korean.includes(path));
});

test("the installed app's pictures are there, in the sizes that its manifest promises", () => {
  const manifest = JSON.parse(readText("manifest.webmanifest"));
  assert.deepEqual([manifest.start_url, manifest.scope], ["/wallet/", "/wallet/"]);
  for (const { src, sizes, type } of manifest.icons) {
    const picture = read(src.slice("/wallet/".length));
    if (type === "image/png")
      assert.equal(`${picture.readUInt32BE(16)}x${picture.readUInt32BE(20)}`, sizes);
    else assert.match(picture.toString(), /^<svg/);
  }
  const linked = [...page.matchAll(/href="\/wallet\/([^"]+\.(?:svg|png|webmanifest))"/g)];
  assert.equal(linked.length, 3);
  for (const [, path = ""] of linked) assert.ok(read(path).length > 0);
});

test("the service worker is one file, and keeps the app's own files without the scanner's program", () => {
  const worker = readText("service-worker.js");
  assert.doesNotMatch(worker, /\b(?:import|export)\b/);
  const { version, files } = JSON.parse(/^const shell=({.*?});/.exec(worker)?.[1] ?? "");
  assert.match(version, /^[0-9a-f]{12}$/);
  for (const path of loadedAtOnce()) assert.ok(files.includes(`/wallet/${path}`), path);
  const kept = files.map((address: string) => read(address.slice("/wallet/".length)));
  assert.ok(
    kept.reduce((sum: number, file: Buffer) => sum + gzipSync(file).length, 0) < 100 * 1024,
  );
});

test("styles name no left and no right, so that they can be read from either side", () => {
  const physical = /[{;](?:(?:margin|padding|border)-)?(?:left|right)\b|text-align:(?:left|right)/;
  for (const path of assets(".css")) assert.doesNotMatch(readText(path), physical);
});

test("the licences of what is built in are delivered with it", () => {
  assert.match(readText("assets/licenses.md"), /preact[\s\S]*MIT/i);
});

function loadedAtOnce(): readonly string[] {
  return [...page.matchAll(/(?:src|href)="\/wallet\/([^"]+\.(?:js|css))"/g)].map(
    ([, path]) => path ?? "",
  );
}

function assets(extension: string): readonly string[] {
  return readdirSync(join(folder, "assets"))
    .filter((name) => name.endsWith(extension))
    .map((name) => `assets/${name}`);
}

function read(path: string): Buffer {
  return readFileSync(join(folder, path));
}

function readText(path: string): string {
  return read(path).toString("utf8");
}
