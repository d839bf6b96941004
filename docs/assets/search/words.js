/* What the search takes a text for: terms. It knows no words: Chinese is cut into pairs
   of characters, everything else into words, each also without its ending. */
"use strict";

var Words = (() => {
  const HAN = /[\u3400-\u4dbf\u4e00-\u9fff]/;
  // A run of Chinese, or a word with the signs that may join its parts.
  const RUNS = /[\u3400-\u4dbf\u4e00-\u9fff]+|[a-z0-9\u00c0-\u024f\u0370-\u03ff]+(?:[-_.+/'’][a-z0-9\u00c0-\u024f\u0370-\u03ff]+)*/g;
  const JOINTS = /[-_.+/'’]/;
  // What a question is wrapped in, and what says nothing on this site. In queries only.
  const FILLER = new RegExp([
    "大语言模型|大模型|\\b(?:large )?language models?\\b",
    "请教一下|请教|请问一下|请问|求助|求教|求解|问一下|想问|麻烦|谢谢|感谢|拜托|跪求",
    "有没有人|有没有大佬|有没有|有大佬|各位大佬|各位|大佬们|大佬|大神|大家|同学|老师|面试官|面试题|面试|楼主|新手|小白|萌新|初学者",
    "一直搞不懂|搞不懂|弄不懂|想不通|看不懂|不太懂|不太明白|不明白|不理解|没理解|搞不清|分不清|想知道|想了解|想弄清|知道|解释一下|解释|讲解|讲讲|介绍一下|说说|谈谈|聊聊",
    "到底|究竟|其实|就是|是不是|是否|能不能|可不可以|可以|应该|需要|为啥|为什么|为何|怎么回事|怎么样|怎么办|怎么|怎样|咋办|咋|如何|什么意思|什么是|是什么|什么|哪些|哪个|哪种|哪里|多少|几个|有何|有哪些",
    "一个|一下|一些|这个|那个|这种|这样|我们|你们|他们|自己|我的|我在|时候|的话|现在|目前|最近|比较|非常|感觉|发现|出现|遇到|关于|对于|以及|或者|还是|但是|因为|所以|如果|而且|然后|里面|之间|两者|二者",
    "[的了吗呢吧啊呀嘛么是在和与跟及或有被把我你他它这那都就也还很会能让给对着个]",
  ].join("|"), "g");
  const STOP = new Set(("llm llms model models a an and any are as at be been being but by can cannot could did do does doing don doesn for from "
    + "get getting had has have having he help hello hi how i if in into is isn it its just know like me my need no not of off on "
    + "one or our out please really should so some someone than thanks that the their them then there these they this those to "
    + "trying under understand until up use used using very want was we were what when where which while who why will with "
    + "without would you your explain exactly actually anyone confused question difference between vs versus mean means").split(" "));
  const LONGEST = 600; // characters of a query that are read
  const MOST = 60; // groups of terms that are looked for

  let simplified = new Map(); // traditional characters
  let soundalikes = new Map(); // characters with one pronunciation, by each of them
  const known = new Map(); // the forms of each word met

  const isHan = (term) => HAN.test(term[0]);

  /** Take over what an index knows of characters. */
  function learn(index) {
    const [traditional, simple] = index.simplified.map((signs) => Array.from(signs));
    simplified = new Map(traditional.map((sign, i) => [sign, simple[i]]));
    soundalikes = new Map(index.soundalikes.flatMap((signs) => Array.from(signs, (sign) => [sign, signs])));
  }

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

  const withStems = (words) => [...new Set(words.flatMap((word) => [word, stem(word)]))];

  /** The forms under which a word is found: `whole`, its parts joined, and its `parts`. */
  function forms(word) {
    if (!known.has(word)) {
      const parts = word.split(JOINTS).filter(Boolean);
      known.set(word, { whole: withStems([parts.join("")]), parts: parts.length > 1 ? withStems(parts) : [] });
    }
    return known.get(word);
  }

  /** The runs of a folded text, with their places. */
  function runs(text) {
    return Array.from(text.matchAll(RUNS), (match) => ({ text: match[0], start: match.index, end: match.index + match[0].length }));
  }

  function pairs(run) {
    if (run.length === 1) return [run];
    return Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2));
  }

  /** The words that stand apart but are one: "p tuning", "bf 16", "gpt 3". */
  function joined(all) {
    const found = [];
    const words = all.filter((run) => !isHan(run.text));
    words.slice(1).forEach((other, i) => {
      const one = words[i];
      const mayJoin = one.text.length <= 2 || /^[0-9]+$/.test(other.text);
      const bothSayNothing = STOP.has(one.text) && STOP.has(other.text);
      const length = one.text.length + other.text.length;
      if (one.end + 1 === other.start && mayJoin && !bothSayNothing && length <= 14) found.push(one.text + other.text);
    });
    return found;
  }

  /** All terms under which a text is indexed. */
  function terms(text) {
    const all = runs(folded(text));
    const cut = (run) => (isHan(run.text) ? pairs(run.text) : Object.values(forms(run.text)).flat());
    return [...all.flatMap(cut), ...joined(all)];
  }

  /** What a query asks for: the forms of its words, and its pairs of characters. Words that
      say nothing are left out, unless there are no others. */
  function groups(query) {
    const text = folded(query).slice(0, LONGEST);
    const cut = (source) => {
      const found = new Map();
      const all = runs(source);
      for (const run of all) {
        if (isHan(run.text)) for (const pair of pairs(run.text)) found.set(pair, { whole: [pair], parts: [] });
        else if (!STOP.has(run.text)) found.set(run.text, forms(run.text));
      }
      for (const word of joined(all)) found.set(word, { whole: [word], parts: [], isJoined: true });
      return [...found.values()].slice(0, MOST);
    };
    const kept = cut(text.replace(FILLER, " "));
    return kept.length ? kept : cut(text);
  }

  /** A text as it is compared with others: stems and runs of Chinese, one space apart, and
      one at each Latin end, so that a word is not found inside another. */
  function phrase(text) {
    const words = folded(text).slice(0, LONGEST).match(/[a-z0-9]+|[\u3400-\u9fff]+/g) ?? [];
    const whole = words.map(stem).join(" ");
    return whole.replace(/^(?=[a-z0-9])|(?<=[a-z0-9])$/g, " ");
  }

  /** What may be meant by a term that no page has: two letters are swapped, or the
      characters are others that sound alike, as an input method offers them. */
  function meant(term) {
    if (!isHan(term)) return Array.from({ length: term.length - 1 }, (_, i) => term.slice(0, i) + term[i + 1] + term[i] + term.slice(i + 2));
    const [ones, others] = Array.from(term, (sign) => [...(soundalikes.get(sign) ?? sign)]);
    return others ? ones.flatMap((one) => others.map((other) => one + other)) : [];
  }

  /** One form for all that sounds like a pair of characters. */
  const sound = (pair) => Array.from(pair, (sign) => Array.from(soundalikes.get(sign) ?? sign)[0]).join("");

  return { isHan, learn, folded, forms, runs, pairs, terms, groups, phrase, meant, sound };
})();
