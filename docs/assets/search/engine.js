/* The search engine, loaded by worker.js on the first query: which pages a query means,
   and what the theme shows of them. */
"use strict";

var Engine = (() => {
  const OPTIONS = {
    fields: ["title", "keywords", "names", "heading", "text"],
    tokenize: Words.terms,
    processTerm: (term) => term,
  };
  const BOOST = { title: 4, keywords: 4, names: 0.5, heading: 2.5, text: 1 };
  const BM25 = { k: 1.6, b: 0.85, d: 0.5 };
  const NEAR = { prefix: 0.25, fuzzy: 0.35 }; // a term that begins with the word, or is like it
  // What counts less than a word itself.
  const PART = 0.3; // a part of a compound that is found whole
  const PASSING = 0.3; // a word that no title, keyword or heading has
  const SLIGHT = 8; // the best score of a word that counts half
  const REST = 0.4; // a further section beside a page's best one
  // A rare pair of characters may be no word, but the end of one and the start of the next.
  const RAREST_PAIR = 0.8;
  const MOST = 10; // pages in a result

  const sum = (numbers) => [...numbers].reduce((total, number) => total + number, 0);

  /** What is indexed: each page with its answer, and each of its sections. */
  function documents({ titles, keywords, names, headings, texts }) {
    return titles.flatMap((title, p) => [
      { id: `${p}`, title, keywords: keywords[p], names: names[p], heading: "", text: texts[p][0] },
      ...headings[p].map((heading, s) => ({ id: `${p}.${s}`, title: "", keywords: "", names: "", heading, text: texts[p][s + 1] })),
    ]);
  }

  function indexed(index) {
    const search = new MiniSearch(OPTIONS);
    search.addAll(documents(index));
    return search;
  }

  /** The index of many pages as JSON; made ahead of time, where the site is built. */
  function built(index) {
    Words.learn(index);
    return JSON.stringify(indexed(index));
  }

  const words = (text) => Words.groups(text).map(({ whole }) => whole[0]);

  /** What names a page, as it may stand in a query, and its words. */
  const named = (name) => ({ phrase: Words.phrase(name), words: words(name) });

  class Engine {
    SYNONYM = 0.35; // another word for the same, if the pages use the query's word too
    TRACE = 0.3; // the share of a term that a page has which hardly has it
    POWER = 0.2; // of the share that a page has of a query, for each word

    constructor(index) {
      Words.learn(index);
      this.index = index;
      this.synonyms = index.synonyms.map((words) => ({ words: words.map((word) => ({ terms: Words.terms(word), phrase: Words.phrase(word) })) }));
      this.open();
    }

    /** Make ready to find; an index in shards, see shards.js, does it in another way. */
    open() {
      const { built, titles, keywords } = this.index;
      this.search = built ? MiniSearch.loadJS(built, OPTIONS) : indexed(this.index);
      this.count = titles.length;
      this.phrases = titles.map((title, p) => [title, ...keywords[p].split(" | ")].map(named));
    }

    /** The documents with a term, or with terms `near` it, each with its score. */
    find(term, near = false) {
      const isHan = Words.isHan(term);
      const look = (options) => this.search.search(term, { tokenize: () => [term], boost: BOOST, bm25: BM25, weights: NEAR, ...options });
      const prefix = near && (isHan ? term.length === 1 : term.length > 2);
      const mayBeMistyped = near && !isHan && !/[0-9]/.test(term) && term.length > 3 && !look().length;
      return look({ prefix, fuzzy: mayBeMistyped && (term.length < 8 ? 1 : 2) });
    }

    /** The documents with all of some terms, each with its score. */
    together(terms) {
      return terms.map((term) => this.find(term)).reduce((found, hits) => {
        const more = new Map(hits.map((hit) => [hit.id, hit]));
        return found.filter(({ id }) => more.has(id)).map((hit) => {
          const other = more.get(hit.id);
          return { ...hit, score: hit.score + other.score, terms: [...hit.terms, ...other.terms] };
        });
      });
    }

    /** Whether a term stands in no title, keyword or heading of the documents found by it. */
    isPassing(hits) {
      return hits.every(({ match }) => Object.values(match).flat().every((name) => name === "text" || name === "names"));
    }

    /** How many pages have a term, if that is more than are found by it. */
    frequency() {
      return 0;
    }

    /** What may be meant by a term that no page has. */
    meant(term, hits) {
      return hits.length ? [] : Words.meant(term);
    }

    /** What is looked for where a query has some of the words for one idea. */
    others({ words }, said) {
      return words.filter((word) => !said.includes(word)).map(({ terms }) => terms);
    }

    /** What a query asks for: for each of its words the terms to look for, with weights. */
    wanted(query) {
      return [...Words.groups(query).map((group) => this.wantedWord(group)), ...this.wantedSynonyms(query)];
    }

    wantedWord({ whole, parts, isJoined }) {
      const hits = this.find(whole[0]);
      const mayBeNoWord = Words.isHan(whole[0]);
      // Two words that stand side by side are one only if a page has it.
      if (isJoined) return { weight: 1, mayBeNoWord, terms: hits.length ? [{ term: whole[0], weight: 1 }] : [] };
      return {
        weight: 1,
        mayBeNoWord,
        terms: [
          ...whole.map((term) => ({ term, near: true, weight: 1 })),
          ...parts.map((term) => ({ term, near: true, weight: hits.length ? PART : 1 })),
          ...this.meant(whole[0], hits).map((term) => ({ term, weight: 1 })),
        ],
      };
    }

    /** What to look for instead of words for which there are synonyms. */
    wantedSynonyms(query) {
      const phrase = Words.phrase(query);
      return this.synonyms.flatMap((entry) => {
        const said = entry.words.filter((word) => phrase.includes(word.phrase));
        if (!said.length) return [];
        const isKnown = said.every(({ terms }) => terms.some((term) => !this.isPassing(this.find(term))));
        const weight = isKnown ? this.SYNONYM : 1;
        return [{ weight, mayBeNoWord: true, terms: this.others(entry, said).map((term) => ({ term, weight })) }];
      });
    }

    /** The documents in which one of the terms is found, each with its best hit. */
    hits(terms) {
      const best = new Map();
      for (const { term, near, weight } of terms) {
        for (const hit of Array.isArray(term) ? this.together(term) : this.find(term, near)) {
          const score = weight * hit.score;
          if (!(best.get(hit.id)?.score >= score)) best.set(hit.id, { ...hit, score });
        }
      }
      return [...best.values()];
    }

    /** The pages for a query, best first, each with its sections that match. */
    ranked(query) {
      const wanted = this.wanted(query);
      const pages = new Map();
      let whole = 0;
      for (const [number, { weight, mayBeNoWord, terms }] of wanted.entries()) {
        const scores = new Map();
        const hits = this.hits(terms);
        for (const hit of hits) {
          const [p, s] = hit.id.split(".").map(Number); // of a page itself, s is undefined
          const page = pages.get(p) ?? { p, parts: new Map(), found: new Map(), terms: new Set() };
          pages.set(p, page);
          page.parts.set(s, (page.parts.get(s) ?? 0) + hit.score);
          hit.terms.forEach((term) => page.terms.add(term));
          scores.set(p, (scores.get(p) ?? 0) + hit.score * (scores.has(p) ? REST : 1));
        }
        if (!scores.size) continue; // what no page has says nothing
        // A term that few pages have says more.
        const size = Math.max(scores.size, ...terms.map(({ term }) => this.frequency(term)));
        const rarity = Math.log(1 + (this.count - size + 0.5) / (size + 0.5));
        const best = Math.max(...scores.values());
        const value = weight * best / (best + SLIGHT) * (mayBeNoWord ? Math.min(RAREST_PAIR, rarity) : this.isPassing(hits) ? PASSING * rarity : rarity);
        whole += value;
        for (const [p, score] of scores) pages.get(p).found.set(number, value * (this.TRACE + (1 - this.TRACE) * score / best));
      }
      const said = Words.phrase(query);
      const saidWords = new Set(words(query));
      return [...pages.values()]
        .map((page) => {
          const [first, ...others] = [...page.parts.values()].sort((a, b) => b - a);
          // The longer a question, the more it matters how much of it a page answers.
          const share = (sum(page.found.values()) / whole) ** Math.min(1.5, this.POWER * wanted.length);
          const names = this.phrases[page.p] ?? [];
          const named = sum(names.map(({ phrase }) => (said.includes(phrase) ? phrase.length : 0))) / said.length;
          // A name that the query has for the most part, of more than a word.
          const nearly = names.map((name) => {
            const both = name.words.filter((word) => saidWords.has(word)).length;
            return both > 1 ? (both / name.words.length) ** 2 * both / saidWords.size : 0;
          });
          const bonus = 1 + named + 2 * Math.max(0, ...nearly);
          return { ...page, score: bonus * (first + REST * sum(others)) ** 1.25 * share };
        })
        .sort((a, b) => b.score - a.score || a.p - b.p);
    }

    /** The groups that the theme shows, a page and its sections each. */
    results(query) {
      const items = this.ranked(query).slice(0, MOST).map((page) => this.group(page));
      return { items, nearest: items.length ? [] : this.nearest(query) };
    }

    /** What is shown of a page. */
    text(p) {
      const { addresses, titles, topics, anchors, headings, texts } = this.index;
      const sections = anchors[p].map((anchor, s) => [anchor, headings[p][s], texts[p][s + 1]]);
      return { address: addresses[p], title: titles[p], topic: topics[p], answer: texts[p][0], sections };
    }

    group({ p, parts, terms: found, score }) {
      const { address, title, topic, answer, sections } = this.text(p);
      const best = [...parts]
        // A heading without a text only holds others, unless there are no texts.
        .filter(([s]) => s !== undefined && (sections[s][2] || !sections.some(([, , text]) => text)))
        .sort((a, b) => b[1] - a[1])
        .slice(0, 3)
        .map(([s], i) => {
          const [anchor, heading, text] = sections[s];
          // The theme folds away what scores less than the page; the best section stays.
          return { location: `${address}#${anchor}`, title: Excerpt.marked(heading, found), text: Excerpt.excerpt(text, found), score: i ? 0 : score, terms: {} };
        });
      const page = { location: address, title: Excerpt.marked(title, found), text: Excerpt.excerpt(answer, found), tags: [Excerpt.escaped(topic)], score, terms: {} };
      return [page, ...best];
    }

    /** Where to go on when nothing is found: pages that share characters, and topics. */
    nearest(query) {
      const { addresses, titles, overviews } = this.index;
      const characters = (text) => new Set(Words.folded(text).replace(/[^a-z0-9\u3400-\u9fff]/g, ""));
      const asked = characters(query);
      const shared = titles.map((title) => sum([...characters(title)].map((sign) => asked.has(sign))));
      const pages = [...shared.keys()].sort((a, b) => shared[b] - shared[a]).slice(0, 3);
      return [...pages.map((p) => [addresses[p], titles[p]]), ...overviews];
    }
  }

  return { Engine, built, named, sum, BOOST, NEAR, MOST };
})();
