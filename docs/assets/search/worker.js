/* The search's worker, which the theme starts on every page. It is small, and loads the
   engine and a language's index on the first query. The messages are the theme's own. */
"use strict";

const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
// Tells the page what a result cannot hold: the nearest questions, or a failure.
const channel = new BroadcastChannel("search");
let language = "zh";
let engine = null;
let latest = 0;
let cache = "default";

async function text(name, options) {
  const response = await fetch(`../../${language}/search/${name}.txt`, options);
  if (!response.ok) throw new Error(`${response.status}`);
  // In this encoding Chinese takes two bytes a character, and a tenth less compressed.
  return new TextDecoder("gb18030").decode(await response.arrayBuffer());
}

async function load() {
  const loading = text("index", { cache });
  loading.catch(() => {}); // is awaited below, unless a script fails first
  // Again after a failure, for which they are declared with var.
  importScripts("minisearch.js", "words.js", "excerpt.js", "engine.js");
  const index = JSON.parse(await loading);
  if (!index.digest) return new Engine.Engine(index);
  importScripts("shards.js");
  // A shard that does not come must not keep the others waiting for ever.
  const shard = (kind, number) => text(`${kind}/${number}.${index.digest}`, { signal: AbortSignal.timeout(Shards.PATIENCE) });
  return new Shards.ShardedEngine(index, shard);
}

async function answer(query) {
  const turn = ++latest;
  // The theme shows whatever comes; more of the same query follows at once.
  const show = (items) => turn === latest && postMessage({ type: RESULT, data: { items, isFirst: true } });
  let found = { items: [], nearest: [] };
  let failed = false;
  try {
    // The theme begins with an empty query, for which nothing need be loaded.
    if (query.trim()) found = await (await (engine ??= load())).results(query, show);
    failed = Boolean(found.isPartial);
  } catch {
    failed = true;
  }
  // The next query tries again, with the index of a newer deployment if there is one.
  if (failed) [engine, cache] = [null, "no-cache"];
  if (turn !== latest) return; // the reader has typed on
  postMessage({ type: RESULT, data: { items: found.items } });
  channel.postMessage({ query, failed, language, nearest: found.nearest });
}

onmessage = ({ data: { type, data } }) => {
  if (type === SETUP) {
    language = data.config.lang[0];
    postMessage({ type: READY });
  }
  if (type === QUERY) answer(data);
};
