/* The service worker: keeps what was read, for when there is no network. A page comes from
   the network whenever it answers, so that none is ever old; a file that is named by its
   content never changes. `NEEDED` is what a page shows that was not kept. */
"use strict";

const NEEDED = {{ needed | tojson }};
const PAGES = `${registration.scope} pages`;
const FILES = `${registration.scope} files`;
const NAMED_BY_CONTENT = /[\w-]+\.[0-9a-f]{8}\.\w+/g;
const MOST = 500; // pages; the one that was read longest ago gives way

const address = (url) => url.replace(/[?#].*/, "");
const isFile = (url) => url.startsWith(`${registration.scope}assets/`) && url.match(NAMED_BY_CONTENT);
const isOfSearch = (url) => /\/search\/\w+\.\w+$/.test(url);
const isPage = (response) => (response.headers.get("Content-Type") ?? "").startsWith("text/html");

async function keep(url, response) {
  const pages = await caches.open(PAGES);
  if (response.status === 404 || response.status === 410) await pages.delete(url);
  if (!response.ok || !(isPage(response) || isOfSearch(url))) return;
  await pages.put(url, response); // as the last, wherever it was
  for (const oldest of (await pages.keys()).slice(0, -MOST)) await pages.delete(oldest);
}

async function fromNetwork(event) {
  const url = address(event.request.url);
  try {
    const response = (await event.preloadResponse) ?? (await fetch(event.request));
    event.waitUntil(keep(url, response.clone()).catch(() => {})); // a full disk, say
    return response;
  } catch (error) {
    const kept = await caches.match(url, { cacheName: PAGES });
    if (kept) return kept;
    if (event.request.mode !== "navigate") throw error;
    return caches.match(new URL(NEEDED[0], registration.scope), { cacheName: FILES });
  }
}

async function fromKept(url) {
  const files = await caches.open(FILES);
  const kept = await files.match(url);
  if (kept) return kept;
  const response = await fetch(url);
  // A host may answer with a page for what is missing.
  if (response.ok && !isPage(response)) await files.put(url, response.clone()).catch(() => {});
  return response;
}

/* Older versions' caches go, and the files that no kept page names any more. */
async function tidy() {
  for (const name of await caches.keys()) {
    if (name.startsWith(`${registration.scope} `) && name !== PAGES && name !== FILES) await caches.delete(name);
  }
  const [pages, files] = [await caches.open(PAGES), await caches.open(FILES)];
  const named = new Set(NEEDED.map((path) => path.split("/").pop()));
  for (const cache of [pages, files]) {
    for (const request of await cache.keys()) {
      const text = await (await cache.match(request)).text();
      for (const [name] of text.matchAll(NAMED_BY_CONTENT)) named.add(name);
    }
  }
  for (const { url } of await files.keys()) {
    if (!named.has(url.split("/").pop())) await files.delete(url);
  }
}

addEventListener("install", (event) => {
  skipWaiting(); // nothing here depends on which version a page came from
  event.waitUntil(caches.open(FILES).then((files) => files.addAll(NEEDED)));
});

addEventListener("activate", (event) => {
  // The browser asks for a page while this worker is still starting.
  event.waitUntil(Promise.all([registration.navigationPreload?.enable(), tidy(), clients.claim()]));
});

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  if (method !== "GET" || !url.startsWith(registration.scope)) return;
  if (isFile(url)) event.respondWith(fromKept(url));
  else if (mode === "navigate" || isOfSearch(url)) event.respondWith(fromNetwork(event));
});

/* A page that was there before this worker says what it has loaded. */
addEventListener("message", (event) => {
  const own = event.data.map(address).filter((url) => url.startsWith(registration.scope));
  const kept = own.map(async (url) => (isFile(url) ? fromKept(url) : keep(url, await fetch(url))));
  event.waitUntil(Promise.allSettled(kept));
});
