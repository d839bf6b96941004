/* The search engine, loaded by worker.js on the first query. It knows no words: Chinese is
   cut into pairs of characters, everything else into words; see `groups`. */
"use strict";

const Engine = (() => {
  const HAN = /[\u3400-\u4dbf\u4e00-\u9fff]/;
  // A run of Chinese, or a word with the signs that may join its parts.
  const RUNS = /[\u3400-\u4dbf\u4e00-\u9fff]+|[a-z0-9\u00c0-\u024f\u0370-\u03ff]+(?:[-_.+/'’][a-z0-9\u00c0-\u024f\u0370-\u03ff]+)*/g;
  const JOINTS = /[-_.+/'’]/;
  // What a question is wrapped in, and what says nothing by itself. In queries only.
  const FILLER = new RegExp([
    "请教一下|请教|请问一下|请问|求助|求教|求解|问一下|想问|麻烦|谢谢|感谢|拜托|跪求",
    "有没有人|有没有大佬|有没有|有大佬|各位大佬|各位|大佬们|大佬|大神|大家|同学|老师|面试官|面试题|面试|楼主|新手|小白|萌新|初学者",
    "一直搞不懂|搞不懂|弄不懂|想不通|看不懂|不太懂|不太明白|不明白|不理解|没理解|搞不清|分不清|想知道|想了解|想弄清|知道|解释一下|解释|讲解|讲讲|介绍一下|说说|谈谈|聊聊",
    "到底|究竟|其实|就是|是不是|是否|能不能|可不可以|可以|应该|需要|为啥|为什么|为何|怎么回事|怎么样|怎么办|怎么|怎样|咋办|咋|如何|什么意思|什么是|是什么|什么|哪些|哪个|哪种|哪里|多少|几个|有何|有哪些",
    "一个|一下|一些|这个|那个|这种|这样|我们|你们|他们|自己|我的|我在|时候|的话|现在|目前|最近|比较|非常|感觉|发现|出现|遇到|关于|对于|以及|或者|还是|但是|因为|所以|如果|而且|然后|里面|之间|两者|二者",
    "[的了吗呢吧啊呀嘛么是在和与跟及或有被把我你他它这那都就也还很会能让给对着个]",
  ].join("|"), "g");
  const STOP = new Set(("a an and any are as at be been being but by can cannot could did do does doing don doesn for from get getting "
    + "had has have having he help hello hi how i if in into is isn it its just know like me my need no not of off on one or our out "
    + "please really should so some someone than thanks that the their them then there these they this those to trying under understand "
    + "until up use used using very want was we were what when where which while who why will with without would you your explain "
    + "exactly actually anyone confused question difference between vs versus mean means").split(" "));

  const REST = 0.4; // what a further section adds to a page's best one
  const MOST = 10; // pages in a result

  let simplified = new Map();

  /** One form for what is the same to a reader: width, case, traditional characters. */
  function folded(text) {
    const plain = text.normalize("NFKC").toLowerCase().replace(/\u200b/g, "");
    return Array.from(plain, (sign) => simplified.get(sign) ?? sign).join("");
  }

  /** A word without its ending, if it has one that English adds. */
  function stem(word) {
    if (word.length < 4 || /[0-9]/.test(word)) return word;
    return word
      .replace(/(?:ization|isation)s?$/, "iz")
      .replace(/(?:izing|ising|ized|ised|izers?|isers?|izes|ises|ize|ise)$/, "iz")
      .replace(/ies$/, "y")
      .replace(/(?:sses)$/, "ss")
      .replace(/([^s])s$/, "$1")
      .replace(/(..[aeiouy].*?)(?:ing|ed)$/, "$1")
      .replace(/([^aeiou])\1$/, "$1")
      .replace(/e$/, "");
  }

  /** The forms under which a word is found: raw, joined, its parts, and their stems. */
  function forms(word) {
    const parts = word.split(JOINTS).filter(Boolean);
    const all = new Set([parts.join("")]);
    if (parts.length > 1) parts.forEach((part) => all.add(part));
    for (const form of [...all]) all.add(stem(form));
    return [...all];
  }

  /** The words that stand apart but are one: "p tuning", "bf 16", "gpt 3". */
  function joined(words) {
    const found = [];
    for (let i = 0; i + 1 < words.length; i++) {
      const [one, other] = [words[i], words[i + 1]];
      if (one.end + 1 === other.start && (one.text.length <= 2 || /^[0-9]+$/.test(other.text)) && one.text.length + other.text.length <= 14) {
        found.push(one.text + other.text);
      }
    }
    return found;
  }

  function runs(text) {
    return Array.from(text.matchAll(RUNS), (m) => ({ text: m[0], start: m.index, end: m.index + m[0].length }));
  }

  function pairs(run) {
    if (run.length === 1) return [run];
    return Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2));
  }

  /** All terms under which a text is indexed. */
  function terms(text) {
    const found = [];
    const all = runs(folded(text));
    for (const run of all) found.push(...(HAN.test(run.text[0]) ? pairs(run.text) : forms(run.text)));
    found.push(...joined(all.filter((run) => !HAN.test(run.text[0]))));
    return found;
  }

  /** What a query asks for: groups of terms, each found if one of its terms is. */
  function groups(query) {
    const text = folded(query).slice(0, 600);
    const cut = (source) => {
      const found = new Map();
      const all = runs(source);
      for (const run of all) {
        if (HAN.test(run.text[0])) pairs(run.text).forEach((pair) => found.set(pair, [pair]));
        else if (!STOP.has(run.text)) found.set(run.text, forms(run.text));
      }
      for (const word of joined(all.filter((run) => !HAN.test(run.text[0])))) found.set(word, [word]);
      return found;
    };
    const kept = cut(text.replace(FILLER, " "));
    return [...(kept.size ? kept : cut(text)).values()].slice(0, 60);
  }

  class Engine {
    constructor(index) {
      simplified = new Map(Array.from(index.simplified[0], (sign, i) => [sign, Array.from(index.simplified[1])[i]]));
      this.pages = index.pages;
      this.topics = index.topics;
      this.search_ = new MiniSearch({
        idField: "id",
        fields: ["title", "keywords", "names", "heading", "text"],
        tokenize: terms,
        processTerm: (term) => term,
        searchOptions: { processTerm: (term) => term },
      });
      const documents = [];
      this.pages.forEach((page, p) => {
        documents.push({ id: `${p}`, title: page.t, keywords: page.k, names: page.g, heading: "", text: page.x });
        page.s.forEach(([, heading, text], s) => documents.push({ id: `${p}.${s}`, title: "", keywords: "", names: "", heading, text }));
      });
      this.search_.addAll(documents);
    }

    /** The documents in which a term of the group is found, each with its best term's score. */
    hits(group) {
      const best = new Map();
      for (const form of group) {
        const found = this.search_.search(form, {
          tokenize: () => [form],
          boost: { title: 5, keywords: 4, names: 1, heading: 2, text: 1 },
          bm25: { k: 1.2, b: 0.7, d: 0.5 },
          prefix: HAN.test(form) ? form.length === 1 : form.length > 2,
          fuzzy: HAN.test(form) || /[0-9]/.test(form) || form.length < 5 ? false : form.length < 8 ? 1 : 2,
          weights: { prefix: 0.3, fuzzy: 0.35 },
        });
        for (const hit of found) if (!(best.get(hit.id)?.score >= hit.score)) best.set(hit.id, hit);
      }
      return best.values();
    }

    /** The pages for a query, best first, each with its sections that match. */
    ranked(query) {
      const wanted = groups(query);
      const weights = new Map();
      const pages = new Map();
      for (const [number, group] of wanted.entries()) {
        const hits = this.hits(group);
        const seen = new Map();
        for (const hit of hits) {
          const [p, s] = hit.id.split(".").map(Number); // of a page itself, s is undefined
          const page = pages.get(p) ?? { p, parts: new Map(), found: new Map(), terms: new Set() };
          pages.set(p, page);
          page.parts.set(s, (page.parts.get(s) ?? 0) + hit.score);
          seen.set(p, (seen.get(p) ?? 0) + hit.score * (seen.has(p) ? REST : 1));
          hit.terms.forEach((term) => page.terms.add(term));
        }
        // A term that few pages have says more; one that none has says nothing.
        const rarity = seen.size ? Math.log(1 + (this.pages.length - seen.size + 0.5) / (seen.size + 0.5)) : 0;
        // A rare pair of characters may be no word, but the end of one and the start of the next.
        const weight = HAN.test(group[0]) ? Math.min(1.5, rarity) : rarity;
        weights.set(number, weight);
        const best = Math.max(0, ...seen.values());
        for (const [p, score] of seen) pages.get(p).found.set(number, weight * (0.3 + 0.7 * score / best));
      }
      const whole = [...weights.values()].reduce((sum, weight) => sum + weight, 0) || 1;
      // The longer a question, the more it matters how much of it a page answers.
      const power = Math.min(1.5, 0.2 * wanted.length);
      return [...pages.values()]
        .map((page) => {
          const scores = [...page.parts.values()].sort((a, b) => b - a);
          const rest = scores.slice(1).reduce((sum, score) => sum + score, 0);
          const share = [...page.found.values()].reduce((sum, weight) => sum + weight, 0) / whole;
          return { ...page, score: (scores[0] + REST * rest) * share ** power };
        })
        .sort((a, b) => b.score - a.score || a.p - b.p);
    }

    /** The groups that the theme shows, a page and its sections each. */
    results(query) {
      const ranked = this.ranked(query).slice(0, MOST);
      const items = ranked.map((found) => this.group(found));
      return { items, nearest: items.length ? [] : this.nearest(query) };
    }

    group({ p, parts, terms: found, score }) {
      const page = this.pages[p];
      const sections = [...parts]
        .filter(([s]) => s !== undefined && page.s[s][2])
        .sort((a, b) => b[1] - a[1])
        .slice(0, 3)
        .map(([s], i) => {
          const [anchor, heading, text] = page.s[s];
          // The theme folds away what scores less than the page; the best section stays.
          return { location: `${page.a}#${anchor}`, title: marked(heading, found), text: excerpt(text, found), score: i ? 0 : score, terms: {} };
        });
      return [{ location: page.a, title: marked(page.t, found), text: `${marked(page.p, found)} · ${excerpt(page.x, found)}`, score, terms: {} }, ...sections];
    }

    /** Where to go on when nothing is found: pages that share characters, and topics. */
    nearest(query) {
      const signs = new Set(folded(query).replace(/[^a-z0-9\u3400-\u9fff]/g, ""));
      const shared = (page) => [...new Set(folded(page.t))].filter((sign) => signs.has(sign)).length;
      const pages = [...this.pages].sort((a, b) => shared(b) - shared(a)).slice(0, 3);
      return [...pages.map((page) => [page.a, page.t]), ...this.topics];
    }
  }

  /** The text's characters, each in the form it is searched in, so that places agree. */
  function alike(text) {
    return text.replace(/[^]/g, (sign) => {
      const form = folded(sign);
      return form.length === 1 ? form : sign;
    });
  }

  /** Where found terms stand in a text, as ranges in order. */
  function places(text, found) {
    const ranges = [];
    for (const run of runs(alike(text))) {
      if (!HAN.test(run.text[0])) {
        if (forms(run.text).some((form) => found.has(form))) ranges.push([run.start, run.end]);
        continue;
      }
      pairs(run.text).forEach((pair, i) => {
        if (!found.has(pair)) return;
        const [start, end] = [run.start + i, run.start + i + pair.length];
        if (ranges.length && ranges.at(-1)[1] >= start) ranges.at(-1)[1] = end;
        else ranges.push([start, end]);
      });
    }
    return ranges;
  }

  const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  function marked(text, found) {
    let html = "";
    let last = 0;
    for (const [start, end] of places(text, found)) {
      html += `${escaped(text.slice(last, start))}<mark data-md-highlight>${escaped(text.slice(start, end))}</mark>`;
      last = end;
    }
    return html + escaped(text.slice(last));
  }

  /** The sentence that holds most of what was found, with what follows it. */
  function excerpt(text, found) {
    const sentences = text.split(/(?<=[。！？])|(?<=[.!?]\s)/);
    const value = (sentence) => places(sentence, found).reduce((sum, [start, end]) => sum + end - start, 0);
    const values = sentences.map(value);
    const best = values.indexOf(Math.max(...values));
    let shown = sentences[best];
    for (let i = best + 1; i < sentences.length && shown.length < 90; i++) shown += sentences[i];
    const first = places(shown, found)[0]?.[0] ?? 0;
    const start = first > 120 ? first - 60 : 0;
    const cut = shown.slice(start, start + 220).trim();
    return (start ? "… " : "") + marked(cut, found) + (start + 220 < shown.length ? " …" : "");
  }

  return { Engine, terms, groups, folded, runs, HAN };
})();
