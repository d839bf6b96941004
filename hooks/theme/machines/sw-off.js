/* Takes the place of the service worker, and itself away: nothing of either stays. */
"use strict";

async function leave() {
  for (const name of await caches.keys()) {
    if (name.startsWith(`${registration.scope} `)) await caches.delete(name);
  }
  await registration.unregister();
}

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(leave()));
