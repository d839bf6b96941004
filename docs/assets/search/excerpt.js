/* What a result shows of a text: the sentence that matched, with the match marked. */
"use strict";

var Excerpt = (() => {
  const SHORT = 90; // characters; the next sentence follows one that is shorter
  const LONG = 220; // characters shown at most
  const BEFORE = 60; // characters shown before the match in a long sentence

  const signs = new Map(); // the searched form of each character met
  const cut = new Map(); // the sentences of each text met

  /** The text's characters, each in the form it is searched in, so that places agree. */
  function alike(text) {
    return text.replace(/[^]/g, (sign) => {
      if (!signs.has(sign)) {
        const form = Words.folded(sign);
        signs.set(sign, form.length === 1 ? form : sign);
      }
      return signs.get(sign);
    });
  }

  const runs = (text) => Words.runs(alike(text));

  /** Where found terms stand, as ranges in order. */
  function places(all, found) {
    const ranges = [];
    for (const run of all) {
      if (!Words.isHan(run.text)) {
        const { whole, parts } = Words.forms(run.text);
        if ([...whole, ...parts].some((form) => found.has(form))) ranges.push([run.start, run.end]);
        continue;
      }
      Words.pairs(run.text).forEach((pair, i) => {
        if (!found.has(pair)) return;
        const [start, end] = [run.start + i, run.start + i + pair.length];
        if (ranges.length && ranges.at(-1)[1] >= start) ranges.at(-1)[1] = end;
        else ranges.push([start, end]);
      });
    }
    return ranges;
  }

  const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  /** The text as HTML, with what was found marked. */
  function marked(text, found) {
    let html = "";
    let last = 0;
    for (const [start, end] of places(runs(text), found)) {
      html += `${escaped(text.slice(last, start))}<mark data-md-highlight>${escaped(text.slice(start, end))}</mark>`;
      last = end;
    }
    return html + escaped(text.slice(last));
  }

  function sentences(text) {
    if (!cut.has(text)) {
      cut.set(text, text.split(/(?<=[。！？])|(?<=[.!?]\s)/).map((sentence) => ({ text: sentence, runs: runs(sentence) })));
    }
    return cut.get(text);
  }

  /** The sentence that holds most of what was found, as HTML. */
  function excerpt(text, found) {
    const all = sentences(text);
    const values = all.map((sentence) => places(sentence.runs, found).reduce((sum, [start, end]) => sum + end - start, 0));
    const best = values.indexOf(Math.max(...values));
    let shown = all[best].text;
    for (let i = best + 1; i < all.length && shown.length < SHORT; i++) shown += all[i].text;
    const first = places(all[best].runs, found)[0]?.[0] ?? 0;
    const start = first > 2 * BEFORE ? first - BEFORE : 0;
    const end = start + LONG;
    return (start ? "… " : "") + marked(shown.slice(start, end).trim(), found) + (end < shown.length ? " …" : "");
  }

  return { escaped, marked, excerpt };
})();
