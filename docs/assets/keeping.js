/* Once a page is there and the browser idle, the site can be installed, and a service
   worker begins to keep what is read; see hooks/theme/machines/sw.js. */
"use strict";
{
  const WAIT = 5000; // milliseconds behind all that the page loads
  const { manifest, worker } = document.querySelector("link[rel=icon]").dataset;
  const { connection, serviceWorker } = navigator;

  async function begin() {
    document.head.append(Object.assign(document.createElement("link"), { rel: "manifest", href: manifest }));
    // Where there is a controller already, it has kept this page.
    if (serviceWorker.controller) return;
    try {
      await serviceWorker.register(worker, { updateViaCache: "none" });
      const { active } = await serviceWorker.ready;
      const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
      active.postMessage([location.href, ...loaded]);
    } catch {
      // The site is as it would be without.
    }
  }

  if (worker && serviceWorker && !connection?.saveData) {
    addEventListener("load", () => setTimeout(() => (window.requestIdleCallback ?? setTimeout)(begin), WAIT));
  }
}
