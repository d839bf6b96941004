/* The theme starts in two steps, when its script has come and when the document is ready.
   In one task they would keep a slow phone from answering twice as long. */
"use strict";

addEventListener(
  "DOMContentLoaded",
  (event) => {
    event.stopImmediatePropagation();
    setTimeout(() => document.dispatchEvent(new Event("DOMContentLoaded")));
  },
  { capture: true, once: true },
);
