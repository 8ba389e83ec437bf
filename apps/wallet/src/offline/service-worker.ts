/**
 * Lets the installed wallet open without a connection, so that it can say that there is none. A new
 * version takes over as soon as it is there; pages are fetched anew whenever that is possible.
 */
import { pageKey, wayToAnswer } from "./way-to-answer.ts";

declare const self: ServiceWorkerGlobalScope;

/** Written in by the build: this version's name, and the addresses of its files. */
declare const shell: { readonly version: string; readonly files: readonly string[] };

const cachePrefix = "scantill-shell-";
const cacheName = cachePrefix + shell.version;
/** After that, a connection is as good as none. */
const patienceMs = 5_000;

self.addEventListener("install", (event) => event.waitUntil(keepShell()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  switch (wayToAnswer(request, self.location.origin)) {
    case "page":
      return event.respondWith(freshPage(request));
    case "kept":
      return event.respondWith(keptFile(request));
    case "network":
      return;
  }
});

async function keepShell(): Promise<void> {
  const cache = await caches.open(cacheName);
  const page = new Request(pageKey, { cache: "reload" });
  await cache.addAll([page, ...shell.files]);
  await self.skipWaiting();
}

async function takeOver(): Promise<void> {
  const names = await caches.keys();
  const outdated = names.filter((name) => name.startsWith(cachePrefix) && name !== cacheName);
  await Promise.all(outdated.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function freshPage(request: Request): Promise<Response> {
  const fetched = await Promise.race([fetch(request).catch(() => null), nothingAfterPatience()]);
  if (fetched !== null && fetched.status < 500) return fetched;
  return (await caches.match(pageKey)) ?? fetched ?? fetch(request);
}

function nothingAfterPatience(): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, patienceMs, null));
}

async function keptFile(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}
