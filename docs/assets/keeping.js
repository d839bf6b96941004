/* Once a page is there and the browser idle, a service worker begins to keep what is read;
   see hooks/theme/machines/sw.js. */
"use strict";
{
  const WAIT = 5000; // milliseconds behind all that the page loads
  const worker = document.querySelector("link[rel=manifest]")?.dataset.worker;
  const { connection, serviceWorker } = navigator;

  async function begin() {
    try {
      await serviceWorker.register(worker, { updateViaCache: "none" });
      const { active } = await serviceWorker.ready;
      const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
      active.postMessage([location.href, ...loaded]);
    } catch {
      // The site is as it would be without.
    }
  }

  // Where there is a controller already, it has kept this page.
  if (worker && serviceWorker && !serviceWorker.controller && !connection?.saveData) {
    addEventListener("load", () => setTimeout(() => (window.requestIdleCallback ?? setTimeout)(begin), WAIT));
  }
}
