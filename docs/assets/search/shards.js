/* The engine for an index in shards: of very many pages, the browser loads what a query
   needs. Written by hooks/handbook/search_shards.py, where the form of the files stands. */
"use strict";

var Shards = (() => {
  const { named, sum, BOOST, NEAR, MOST } = Engine;
  const ROUNDS = 4; // in which shards are loaded for a query: its words, what they are like
  const FIRST = 3; // pages that are shown as soon as they are there
  const LONGEST_NAME = 40; // characters; as in search_shards.py
  const WIDEST = 6; // shards that are searched for what a mistyped word is like
  const LONG = 16; // words of a query in which slips matter little, beside what it costs to look for them
  const ALIKE = 3; // words that may be meant by one that is mistyped
  const SLIP = 2; // the logarithm of how many times as common a word must be that is a letter less alike
  // Among very many pages also a slip of the hand is somewhere.
  const RARE = 1 / 1_000; // the share of pages with a term that may be one
  const MUCH = 10; // how many times as many have what is meant
  const PATIENCE = 8_000; // milliseconds for a file
  const STEPS = 8; // of an impact, for each half of it
  const LEVELS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&'()*+,-./";
  const IMPACTS = new Map(Array.from(LEVELS, (sign, level) => [sign, 2 ** (-level / STEPS)]));

  /** How many letters are to be changed to make one word of the other, if at most `most`. */
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return Infinity;
    let row = Array.from({ length: other.length + 1 }, (_, i) => i);
    for (let i = 1; i <= one.length; i++) {
      const next = [i];
      for (let j = 1; j <= other.length; j++) {
        next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1)));
      }
      if (Math.min(...next) > most) return Infinity;
      row = next;
    }
    return row.at(-1);
  }

  class ShardedEngine extends Engine.Engine {
    // Among very many pages some have most words of a query by chance: how many a page has
    // counts less than what they are in it. See bench_search_scale.py.
    SYNONYM = 0.7;
    TRACE = 0.6;

    /** @param load returns the text of a file of the index, by its kind and number */
    constructor(index, load) {
      super(index);
      this.loadFile = load;
      this.loading = new Map();
    }

    /** Load a file, once also for queries that follow upon another. */
    load(kind, number) {
      const name = `${kind} ${number}`;
      if (!this.loading.has(name)) {
        this.loading.set(name, this.loadFile(kind, number).finally(() => this.loading.delete(name)));
      }
      return this.loading.get(name);
    }

    open() {
      const { count, firsts } = this.index;
      this.count = count;
      this.POWER = Math.min(0.2, count ** -0.35);
      this.firsts = firsts.split(" ");
      this.shards = new Map(); // the lines of each shard, by their terms
      this.names = new Map(); // the pages of each name in the shards
      this.pages = new Map();
      this.found = new Map(); // the pages of each term met
      this.synonyms.forEach((entry, i) => (entry.term = `#${i}`));
      this.forget();
    }

    /** Begin a query. */
    forget() {
      this.wantedShards = new Set();
      this.failed = new Set();
    }

    /** The number of the shard that a term is in, if it is in any. */
    place(term) {
      let [low, high] = [0, this.firsts.length];
      while (low + 1 < high) {
        const middle = (low + high) >> 1;
        if (this.firsts[middle] <= term) low = middle;
        else high = middle;
      }
      return low;
    }

    /** What a shard says of a term; nothing yet if the shard is still to be loaded. */
    line(term) {
      return this.shard(this.place(term)).get(term);
    }

    shard(number) {
      if (!this.shards.has(number) && !this.failed.has(number)) this.wantedShards.add(number);
      return this.shards.get(number) ?? new Map();
    }

    /** The pages with a term, each with the term's impact on it. */
    postings(term) {
      if (!this.found.has(term)) {
        const line = this.line(term);
        if (line === undefined) return { count: 0, pages: [] };
        const [count, most, text] = line.split("\t");
        let page = -1;
        const pages = Array.from(text.matchAll(/([0-9a-z]+)([^0-9a-z])/g), ([, step, sign]) => {
          page += parseInt(step, 36);
          return [page, most * IMPACTS.get(sign)];
        });
        this.found.set(term, { count: Number(count), pages });
      }
      return this.found.get(term);
    }

    frequency(term) {
      return this.postings(term).count;
    }

    find(term, near = false) {
      const hits = new Map();
      const add = (other, weight) => {
        for (const [p, impact] of this.postings(other).pages) {
          const hit = hits.get(p) ?? { id: `${p}`, score: 0, terms: [] };
          hit.score += weight * impact;
          hit.terms.push(other);
          hits.set(p, hit);
        }
      };
      add(term, 1);
      if (near) for (const [other, weight] of this.like(term, hits.size > 0)) add(other, weight);
      return [...hits.values()];
    }

    /** An impact does not tell the fields that it comes from. */
    isPassing(hits) {
      return !hits.length;
    }

    /** The terms that begin with a term or, if it is in no page, are like it. */
    *like(term, isThere) {
      const isHan = Words.isHan(term);
      if (isHan ? term.length === 1 : term.length > 2) {
        for (const other of this.shard(this.place(term)).keys()) {
          const more = other.length - term.length;
          if (!more || !other.startsWith(term)) continue;
          yield [other, NEAR.prefix * other.length / (other.length + 0.3 * more)];
        }
      }
      if (isThere || isHan || /[0-9]/.test(term) || term.length < 4) return;
      const most = term.length < 8 ? 1 : 2;
      // Few who mistype a word miss its beginning.
      const [first, last] = [this.place(term.slice(0, 3)), this.place(`${term.slice(0, 3)}\uffff`)];
      const width = this.isLong ? 2 : WIDEST;
      const from = Math.max(first, Math.min(this.place(term) - width / 2, last - width + 1));
      const alike = [];
      for (let number = from; number <= Math.min(last, from + width - 1); number++) {
        for (const other of this.shard(number).keys()) {
          const changes = distance(term, other, most);
          if (changes > most || other.startsWith(term)) continue;
          alike.push({ other, changes, value: Math.log(this.frequency(other)) - SLIP * changes });
        }
      }
      // Most words that are alike are others; a common one is meant.
      alike.sort((one, other) => other.value - one.value);
      for (const { other, changes } of alike.slice(0, ALIKE)) yield [other, NEAR.fuzzy * other.length / (other.length + changes)];
    }

    /** Of characters that sound alike, the index lists the pairs that occur. */
    meant(term) {
      const there = this.frequency(term);
      // An acronym in a page has not had its letters swapped.
      if (there > RARE * this.count || (there && (this.isLong || !Words.isHan(term)))) return [];
      const others = Words.isHan(term) ? this.line(`=${Words.sound(term)}`)?.split(" ") ?? [] : Words.meant(term);
      return others.filter((other) => other !== term && this.frequency(other) > MUCH * there);
    }

    others({ term }) {
      return [term];
    }

    /** Keep the lines of a shard. */
    take(number, text) {
      const lines = new Map();
      for (const line of text.split("\n")) {
        const [term, rest] = line.split(/\t(.*)/s);
        if (term.endsWith("$")) this.names.set(term.slice(0, -1), rest.split(" ").map((page) => parseInt(page, 36)));
        else lines.set(term, rest);
      }
      this.shards.set(number, lines);
    }

    /** The titles and keywords in a query, by their pages. They stand behind the term that
        they begin with, so that no more shards are needed for them. */
    named(query) {
      const said = Words.phrase(query);
      const asked = new Set(Words.groups(query).flatMap(({ whole, parts }) => [...whole, ...parts]));
      const found = {};
      for (const { index, 1: first } of said.matchAll(/(?=((?<![a-z0-9])[a-z0-9]+|[\u3400-\u9fff]{1,2}))/g)) {
        if (!asked.has(first)) continue;
        for (let length = first.length; length <= LONGEST_NAME && index + length <= said.length; length++) {
          const name = said.slice(index, index + length);
          for (const p of this.names.get(name) ?? []) (found[p] ??= []).push(named(name));
        }
      }
      return found;
    }

    /** Run what looks for terms again and again, until it has all shards that it needs. */
    async complete(run) {
      for (let round = 0; round < ROUNDS; round++) {
        const result = run();
        const numbers = [...this.wantedShards];
        if (!numbers.length) return result;
        this.wantedShards.clear();
        await Promise.all(numbers.map(async (number) => {
          try {
            this.take(number, await this.load("terms", number));
          } catch {
            this.failed.add(number);
          }
        }));
        if (!this.shards.size) throw new Error("no shard can be loaded");
      }
      return run();
    }

    ranked(query) {
      this.phrases = this.named(query);
      this.isLong = Words.groups(query).length > LONG;
      return super.ranked(query);
    }

    /** The pages for a query, best first, once all shards are loaded. */
    rankedNow(query) {
      this.forget();
      return this.complete(() => this.ranked(query));
    }

    async page(p) {
      if (this.pages.has(p)) return;
      try {
        this.pages.set(p, JSON.parse(await this.load("pages", p)));
      } catch {
        this.failed.add(`page ${p}`);
      }
    }

    /** As of an index in one file; `show` is given the best pages while others are loaded. */
    async results(query, show) {
      const ranked = (await this.rankedNow(query)).slice(0, MOST);
      await Promise.all(ranked.slice(0, FIRST).map(({ p }) => this.page(p)));
      const others = ranked.slice(FIRST).filter(({ p }) => !this.pages.has(p));
      const first = others.length ? this.items(ranked.slice(0, FIRST)) : [];
      if (first.length) show(first);
      await Promise.all(others.map(({ p }) => this.page(p)));
      const items = this.items(ranked);
      if (!items.length && this.failed.size) throw new Error("nothing can be loaded");
      const isPartial = this.failed.size > 0;
      return { items, isPartial, nearest: items.length ? [] : await this.nearest(query) };
    }

    items(ranked) {
      const there = ranked.filter(({ p }) => this.pages.has(p));
      const terms = new Set(there.flatMap((page) => [...page.terms].flatMap((term) => this.shown(term))));
      return there.map((page) => this.shownGroup(page, terms));
    }

    /** What is marked in a text where a term is found. */
    shown(term) {
      return term[0] === "#" ? this.synonyms[Number(term.slice(1))].words.flatMap(({ terms }) => terms) : [term];
    }

    shownGroup({ p, score }, terms) {
      const page = this.pages.get(p);
      const value = (text) => sum([...new Set(Words.terms(text))].map((term) => terms.has(term)));
      const parts = new Map(page.sections.map(([, heading, text], s) => [s, BOOST.heading * value(heading) + value(text)]));
      for (const [s, hits] of parts) if (!hits) parts.delete(s);
      return this.group({ p, parts, terms, score });
    }

    text(p) {
      return this.pages.get(p);
    }

    /** Where to go on when nothing is found: pages with its characters, and topics. */
    async nearest(query) {
      const signs = [...new Set(Words.folded(query))].filter(Words.isHan).slice(0, 8);
      const shared = await this.complete(() => {
        const counts = new Map();
        for (const { id } of signs.flatMap((sign) => this.find(sign, true))) counts.set(Number(id), (counts.get(Number(id)) ?? 0) + 1);
        return counts;
      });
      const pages = [...new Set([...[...shared.keys()].sort((a, b) => shared.get(b) - shared.get(a)), 0, 1, 2])].slice(0, 3);
      await Promise.all(pages.map((p) => this.page(p)));
      const links = pages.filter((p) => this.pages.has(p)).map((p) => [this.pages.get(p).address, this.pages.get(p).title]);
      return [...links, ...this.index.overviews];
    }
  }

  return { ShardedEngine, PATIENCE };
})();
