/* Where the site is a folder on the reader's own disk, the browser starts no worker and
   fetches nothing. The search's worker then runs in the page, and its files come as
   scripts; hooks/folder.py makes both. */
"use strict";

var fileArrived;

{
  let loading = Promise.resolve();

  function load(url) {
    return new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = url;
      script.onload = done;
      script.onerror = () => fail(new Error(url));
      document.head.append(script);
    });
  }

  /* One after the other: a script does not say which file it brings. */
  function bring(url) {
    const file = loading.then(async () => {
      let text = "";
      fileArrived = (content) => (text = content);
      await load(`${url}.js`);
      return new Response(Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)));
    });
    loading = file.catch(() => {});
    return file;
  }

  window.Worker = class extends EventTarget {
    constructor(url) {
      super();
      const address = (name) => new URL(name, new URL(url, location.href));
      const receive = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      const importScripts = async (...names) => {
        for (const name of names) await load(address(name));
      };
      this.started = load(url).then(() => startWorker(receive, importScripts, (name) => bring(address(name))));
    }

    postMessage(data) {
      this.started.then((send) => send({ data }));
    }
  };
}
