"""Bad sources that reading accepts and a rule refuses."""

from __future__ import annotations

import re

from bad_sources import (
    SUNDIAL,
    WATER_CLOCK,
    Case,
    append,
    copy,
    delete,
    move,
    recode,
    replace,
    replace_all,
    write,
)

GLOSSARY = "docs/glossary.yml"
TOPICS = "docs/topics.yml"
SOURCES = "docs/sources.bib"
PUBLISHED = "docs/published.yml"
REDIRECTS = "docs/redirects.yml"
ABOUT = "docs/pages/about.md"
CODE = "docs/examples/sundial-noon.py"
OUTPUT = "docs/examples/sundial-noon.out"
FIGURE = "docs/figures/sundial-noon.zh.svg"

DRAFT = replace(WATER_CLOCK, "level: 2", "level: 2\nstatus: draft")
UNLINKED_DRAFT = (
    DRAFT,
    replace(SUNDIAL, "related: [water-clock-shape]", "related: []"),
    replace_all(
        SUNDIAL, "../water/water-clock-shape.md#explain", "../../pages/home.md"
    ),
    replace_all(SUNDIAL, "../water/water-clock-shape.md", "../../pages/home.md"),
    replace_all(
        "docs/pages/home.md",
        "../questions/water/water-clock-shape.md#explain",
        "about.md",
    ),
)
UNRELATED = (
    replace(SUNDIAL, "related: [water-clock-shape]", "related: []"),
    replace(WATER_CLOCK, "related: [sundial-noon]", "related: []"),
    replace(WATER_CLOCK, "prerequisites: [sundial-noon]", "prerequisites: []"),
)
NEVER_PUBLISHED = (
    replace(PUBLISHED, "- {id: 2, slug: water-clock-shape}\n", ""),
    write(REDIRECTS, "water-clock: sundial-noon\n"),
)
ZH_TITLE = "# 日晷的正午为什么和钟表不一致？"
EN_TITLE = "# Why does a sundial's noon differ from the clock's?"
EN_LINK = "[gnomon](../../glossary.yml#gnomon)"
ZH_FIGURE = (
    "![同一根晷针在两个季节投下的影子](../../figures/sundial-noon.zh.svg "
    '"影子最短的时候就是当地的正午。"){ #fig-shadow }'
)
ZH_ANSWER_START = "日晷指示当地太阳的位置，"
EN_ANSWER_START = "A sundial shows where the sun stands in the local sky,"
EN_ANSWER_END = "so a sundial's noon can come early or late."


EXCEPTION = (
    "- {question: sundial-noon, zh: 表里的 2 行, en: The 2 rows are for, "
    "reason: Two is two.}\n"
)
ERRATA = "docs/errata.yml"
CITED = " [@ashford2001, ch. 2]"


def _unproven(line: int, number: str) -> str:
    """Return the line for a number of the sundial's question without evidence."""
    return (
        f"docs/questions/shadows/sundial-noon.md:{line}: sourced-numbers: `{number}` "
        "stands in a passage that is neither computed nor cited. Compute it, cite its "
        "source, or reword."
    )


def _swap_last_sections(content: bytes) -> bytes:
    """Put the English follow-ups above the pitfalls."""
    head, rest = content.split(b"## Pitfalls", 1)
    pitfalls, follow_ups = rest.split(b"## Follow-ups", 1)
    return (
        head
        + b"## Follow-ups"
        + follow_ups
        + b"\n## Pitfalls"
        + pitfalls.rstrip()
        + b"\n"
    )


IDENTITY = (
    Case(
        "duplicate-id",
        (replace(WATER_CLOCK, "id: 2", "id: 1"),),
        (
            "docs/questions/water/water-clock-shape.md:2: ids: 1 is the id of "
            "docs/questions/shadows/sundial-noon.md too. Give this question the "
            "next free id.",
        ),
    ),
    Case(
        "changed-id",
        (replace(SUNDIAL, "id: 1\n", "id: 7\n"),),
        (
            "docs/questions/shadows/sundial-noon.md:2: changed-id: "
            "`sundial-noon` was published with the id 1, not 7. Restore the id.",
        ),
    ),
    Case(
        "reused-id",
        (
            replace(PUBLISHED, "- {id: 1, slug: sundial-noon}\n", ""),
            replace(SUNDIAL, "id: 1\n", "id: 3\n"),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:2: reused-id: the id 3 was "
            "published for `water-clock` and is never given to another question. "
            "Take the next free id.",
        ),
    ),
    Case(
        "duplicate-slug",
        (
            copy(SUNDIAL, "docs/questions/water/sundial-noon.md"),
            replace("docs/questions/water/sundial-noon.md", "id: 1\n", "id: 4\n"),
        ),
        (
            "docs/questions/water/sundial-noon.md:1: slugs: the slug "
            "`sundial-noon` belongs to docs/questions/shadows/sundial-noon.md "
            "too. Rename one of the two files.",
        ),
    ),
    Case(
        "unknown-topic",
        (
            move(SUNDIAL, "docs/questions/candles/sundial-noon.md"),
            replace_all(WATER_CLOCK, "../shadows/", "../candles/"),
            replace_all("docs/pages/home.md", "/shadows/", "/candles/"),
        ),
        (
            "docs/questions/candles/sundial-noon.md:1: known-topic: the folder "
            "`candles` is no topic of topics.yml. Move the file or add the topic.",
        ),
    ),
    Case(
        "slug-gone",
        (append(PUBLISHED, "- {id: 9, slug: candle-clock}\n"),),
        (
            "docs/published.yml:4: lost-address: `candle-clock` (id 9) was "
            "published and has no page now. Restore it, or add `candle-clock: "
            "<another slug>` to redirects.yml.",
        ),
    ),
    Case(
        "redirect-removed",
        (write(REDIRECTS, "{}\n"),),
        (
            "docs/published.yml:3: lost-address: `water-clock` (id 3) was "
            "published and has no page now. Restore it, or add `water-clock: "
            "<another slug>` to redirects.yml.",
        ),
    ),
    Case(
        "redirect-to-nothing",
        (append(REDIRECTS, "candle: candle-clock\n"),),
        (
            "docs/redirects.yml:2: redirect-target: `candle-clock` is no "
            "published question. Name the slug of one.",
        ),
    ),
    Case(
        "redirect-chain",
        (append(REDIRECTS, "clepsydra: water-clock\n"),),
        (
            "docs/redirects.yml:2: redirect-target: `water-clock` is redirected "
            "itself. Name the slug that it leads to.",
        ),
    ),
    Case(
        "redirect-over-a-question",
        (append(REDIRECTS, "sundial-noon: water-clock-shape\n"),),
        (
            "docs/redirects.yml:2: redirect-target: `sundial-noon` is a "
            "question. Remove this redirect.",
        ),
    ),
    Case(
        "renamed-without-redirect",
        (
            append(PUBLISHED, "- {id: 4, slug: noon}\n"),
            replace(
                PUBLISHED, "{id: 1, slug: sundial-noon}", "{id: 1, slug: noon-dial}"
            ),
        ),
        (
            "docs/published.yml:1: lost-address: `noon-dial` (id 1) was "
            "published and has no page now. Restore it, or add `noon-dial: "
            "sundial-noon` to redirects.yml.",
            "docs/published.yml:4: lost-address: `noon` (id 4) was published and "
            "has no page now. Restore it, or add `noon: <another slug>` to "
            "redirects.yml.",
        ),
    ),
    Case(
        "published-question-made-a-draft",
        (*UNLINKED_DRAFT, write(REDIRECTS, "water-clock: sundial-noon\n")),
        (
            "docs/published.yml:2: lost-address: `water-clock-shape` (id 2) was "
            "published and has no page now. Publish it again, or add its slug to "
            "redirects.yml.",
        ),
    ),
)

GRAPH = (
    Case(
        "related-unknown",
        (replace(SUNDIAL, "related: [water-clock-shape]", "related: [candle-clock]"),),
        (
            "docs/questions/shadows/sundial-noon.md:4: related: `candle-clock` "
            "in related is no question. Name the slug of one.",
        ),
    ),
    Case(
        "related-itself",
        (replace(SUNDIAL, "related: [water-clock-shape]", "related: [sundial-noon]"),),
        (
            "docs/questions/shadows/sundial-noon.md:4: related: `sundial-noon` "
            "in related is this question itself. Remove it.",
        ),
    ),
    Case(
        "related-twice",
        (
            replace(
                SUNDIAL,
                "related: [water-clock-shape]",
                "related: [water-clock-shape, water-clock-shape]",
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:4: related: "
            "`water-clock-shape` in related stands there twice. Remove one.",
        ),
    ),
    Case(
        "prerequisite-unknown",
        (replace(SUNDIAL, "prerequisites: []", "prerequisites: [candle-clock]"),),
        (
            "docs/questions/shadows/sundial-noon.md:5: prerequisites: "
            "`candle-clock` in prerequisites is no question. Name the slug of "
            "one.",
        ),
    ),
    Case(
        "prerequisite-circle",
        (replace(SUNDIAL, "prerequisites: []", "prerequisites: [water-clock-shape]"),),
        (
            "docs/questions/shadows/sundial-noon.md:5: prerequisite-circle: the "
            "prerequisites form a circle: sundial-noon → water-clock-shape → "
            "sundial-noon. Remove one of them.",
        ),
    ),
    Case(
        "orphan",
        (
            replace(SUNDIAL, "related: [water-clock-shape]", "related: []"),
            replace_all(
                SUNDIAL, "../water/water-clock-shape.md", "../../pages/about.md"
            ),
            replace_all(SUNDIAL, "about.md#explain", "about.md"),
        ),
        (
            "docs/questions/water/water-clock-shape.md:1: orphan: no other "
            "question links to this one. Link to it from a question that touches "
            "it.",
        ),
    ),
)

STRUCTURE = (
    Case(
        "title-missing",
        (replace(SUNDIAL, EN_TITLE + "\n", ""),),
        (
            "docs/questions/shadows/sundial-noon.md:71: title: the English "
            "edition has no title. Begin it with `# ` and the question.",
        ),
    ),
    Case(
        "title-twice",
        (replace(SUNDIAL, "## 常见误区", "# 误区\n\n## 常见误区"),),
        (
            "docs/questions/shadows/sundial-noon.md:61: title: `误区` is a second "
            "title. Make it a section with `##`.",
        ),
    ),
    Case(
        "title-with-id",
        (replace(SUNDIAL, EN_TITLE, EN_TITLE + " { #noon }"),),
        (
            "docs/questions/shadows/sundial-noon.md:72: title: the title has the "
            "id `noon`. Remove it; only sections do.",
        ),
    ),
    Case(
        "title-too-short",
        (replace(SUNDIAL, ZH_TITLE, "# 日晷？"),),
        (
            "docs/questions/shadows/sundial-noon.md:14: title: the title has 2 "
            "characters, not 6 to 40. Lengthen it.",
        ),
    ),
    Case(
        "title-with-formula",
        (replace(SUNDIAL, EN_TITLE, "# Why does noon at $x$ differ?"),),
        (
            "docs/questions/shadows/sundial-noon.md:72: title: the title `Why "
            "does noon at $x$ differ?` has markup. Write it as plain text.",
        ),
    ),
    Case(
        "text-before-title",
        (replace(SUNDIAL, EN_TITLE, "Text.\n\n" + EN_TITLE),),
        (
            "docs/questions/shadows/sundial-noon.md:74: title: text stands "
            "before the English title. Begin the edition with its title.",
        ),
    ),
    Case(
        "answer-missing",
        (
            replace(
                ABOUT,
                "Each question stands here in Chinese and in English; both editions "
                "have the same structure and say the same things, so a reader can "
                "switch at any time.\n",
                "",
            ),
        ),
        (
            "docs/pages/about.md:7: answer: the English edition has no first "
            "paragraph. Write one below the title, before any figure or section.",
        ),
    ),
    Case(
        "answer-too-short-zh",
        (
            replace(
                SUNDIAL,
                "两者之间隔着经度改正和均时差，所以日晷的正午可以比钟表早，也可以比钟表晚。",
                "",
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:16: answer: the first "
            "paragraph has 26 characters, not 40 to 120. Lengthen it.",
        ),
    ),
    Case(
        "answer-too-long-en",
        (replace(SUNDIAL, EN_ANSWER_END, EN_ANSWER_END + " Noon" * 40 + "."),),
        (
            "docs/questions/shadows/sundial-noon.md:74: answer: the first "
            "paragraph has 81 words, not 25 to 60. Shorten it.",
        ),
    ),
    Case(
        "answer-with-formula",
        (
            replace(SUNDIAL, ZH_ANSWER_START, "日晷指示 $d$ 的位置，"),
            replace(
                SUNDIAL,
                EN_ANSWER_START,
                "A sundial shows $d$ and where the sun stands in the sky,",
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:16: answer: the first "
            "paragraph holds a formula, but it travels alone as plain text. Move "
            "that further down.",
            "docs/questions/shadows/sundial-noon.md:74: answer: the first "
            "paragraph holds a formula, but it travels alone as plain text. Move "
            "that further down.",
        ),
    ),
    Case(
        "answer-with-citation",
        (
            replace(
                SUNDIAL,
                "所以日晷的正午可以比钟表早",
                "所以日晷的正午 [@brook1998] 可以比钟表早",
            ),
            replace(SUNDIAL, EN_ANSWER_END, EN_ANSWER_END[:-1] + " [@brook1998]."),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:16: answer: the first "
            "paragraph holds a citation, but it travels alone as plain text. "
            "Move that further down.",
            "docs/questions/shadows/sundial-noon.md:74: answer: the first "
            "paragraph holds a citation, but it travels alone as plain text. "
            "Move that further down.",
        ),
    ),
    Case(
        "answer-as-follows",
        (
            replace(
                SUNDIAL, EN_ANSWER_END, "so the reasons are as follows, one by one."
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:74: answer: the first "
            "paragraph says `as follows`, but it travels alone. Say the answer "
            "itself.",
        ),
    ),
    Case(
        "answer-with-link-and-code",
        (
            replace(
                SUNDIAL,
                ZH_ANSWER_START,
                "[日晷](../../pages/about.md)指示当地太阳的 `x`，",
            ),
            replace(
                SUNDIAL,
                EN_ANSWER_START,
                "A [sundial](../../pages/about.md) shows `x` and where the sun stands,",
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:16: answer: the first "
            "paragraph holds an image or a link, but it travels alone as plain "
            "text. Move that further down.",
            "docs/questions/shadows/sundial-noon.md:16: answer: the first "
            "paragraph holds code, but it travels alone as plain text. Move that "
            "further down.",
            "docs/questions/shadows/sundial-noon.md:74: answer: the first "
            "paragraph holds an image or a link, but it travels alone as plain "
            "text. Move that further down.",
            "docs/questions/shadows/sundial-noon.md:74: answer: the first "
            "paragraph holds code, but it travels alone as plain text. Move that "
            "further down.",
        ),
    ),
    Case(
        "heading-without-id",
        (
            replace(
                SUNDIAL, "### Taking a reading { #reading }", "### Taking a reading"
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:103: headings: the heading "
            "`Taking a reading` has no id. Add `{ #some-id }`.",
        ),
    ),
    Case(
        "heading-id-in-capitals",
        (
            replace(
                SUNDIAL,
                "### Taking a reading { #reading }",
                "### Taking a reading { #Reading }",
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:103: headings: the id "
            "`Reading` is not of small letters, digits and single hyphens. Spell "
            "it so.",
        ),
    ),
    Case(
        "heading-id-in-chinese",
        (replace(SUNDIAL, "### 怎样读数 { #reading }", "### 怎样读数 { #读数 }"),),
        (
            "docs/questions/shadows/sundial-noon.md:45: headings: the id `读数` is "
            "not of small letters, digits and single hyphens. Spell it so.",
        ),
    ),
    Case(
        "heading-id-twice",
        (
            replace(
                SUNDIAL,
                "### Taking a reading { #reading }",
                "### Taking a reading { #longitude }",
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:103: headings: the id "
            "`longitude` stands on line 80 already. Choose another.",
        ),
    ),
    Case(
        "heading-too-deep",
        (replace(SUNDIAL, "### Taking a reading", "#### Taking a reading"),),
        (
            "docs/questions/shadows/sundial-noon.md:103: headings: a heading is "
            "deeper than `###`. Raise it, or make it a list item.",
        ),
    ),
    Case(
        "heading-level-skipped",
        (replace(SUNDIAL, "![The shadow", "### Early { #early }\n\n![The shadow"),),
        (
            "docs/questions/shadows/sundial-noon.md:76: headings: a `###` stands "
            "before any `##`. Raise it to `##`.",
        ),
    ),
    Case(
        "heading-underlined",
        (
            replace(
                SUNDIAL,
                "### Taking a reading { #reading }",
                "Taking a reading\n----------------",
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:103: headings: a heading is "
            "underlined. Write it with `#` signs.",
        ),
    ),
    Case(
        "heading-in-a-fence-is-none",
        (
            replace_all(
                SUNDIAL,
                "## 追问 { #follow-ups }",
                "```text\n## 追问\n```\n\n## 追问 { #follow-ups }",
            ),
            replace(SUNDIAL, "## Follow-ups", "```text\n## 追问\n```\n\n## Follow-ups"),
        ),
        (),
    ),
    Case(
        "section-missing",
        (replace(SUNDIAL, "## Pitfalls { #pitfalls }", "## Pitfalls { #traps }"),),
        (
            "docs/questions/shadows/sundial-noon.md:119: sections: the English "
            "edition has no section `pitfalls`. Add `## … { #pitfalls }`.",
        ),
    ),
    Case(
        "section-missing-in-both",
        (
            replace(SUNDIAL, "## Pitfalls { #pitfalls }", "## Traps { #traps }"),
            replace(SUNDIAL, "## 常见误区 { #pitfalls }", "## 常见误区 { #traps }"),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:14: sections: the Chinese "
            "edition has no section `pitfalls`. Add `## … { #pitfalls }`.",
            "docs/questions/shadows/sundial-noon.md:72: sections: the English "
            "edition has no section `pitfalls`. Add `## … { #pitfalls }`.",
        ),
    ),
    Case(
        "sections-swapped",
        (recode(SUNDIAL, _swap_last_sections),),
        (
            "docs/questions/shadows/sundial-noon.md:119: sections: the section "
            "`follow-ups` stands before `pitfalls`. Keep the order explain, "
            "example, pitfalls, follow-ups.",
        ),
    ),
    Case(
        "example-in-the-wrong-kind-of-block",
        (replace_all(SUNDIAL, "```python", "```text"),),
        (
            "docs/questions/shadows/sundial-noon.md:53: example-shown: the "
            "Chinese example shows `sundial-noon.py` as another kind. Show it by "
            '`--8<-- "sundial-noon.py"` in a `python` block.',
            "docs/questions/shadows/sundial-noon.md:111: example-shown: the "
            "English example shows `sundial-noon.py` as another kind. Show it by "
            '`--8<-- "sundial-noon.py"` in a `python` block.',
        ),
    ),
    Case(
        "explain-too-short",
        (
            replace(
                SUNDIAL,
                "### 怎样读数 { #reading }\n\n",
                "## 读数 { #how }\n\n### 怎样读数 { #reading }\n\n",
            ),
            replace(
                SUNDIAL,
                "### Taking a reading { #reading }\n\n",
                "## Reading { #how }\n\n### Taking a reading { #reading }\n\n",
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:80: explain-length: "
            "`explain` has 345 words, fewer than 350. Explain more.",
        ),
    ),
    Case(
        "explain-too-short-zh",
        (
            replace(
                SUNDIAL,
                "结果是正数，说明日晷比钟表晚；结果是负数，说明日晷比钟表早。",
                "",
            ),
            replace(SUNDIAL, "影子的边缘总有一点模糊，因为太阳不是一个点，", ""),
            replace(SUNDIAL, "改正之后差得更多；十一月里太阳时超前于平均时，", ""),
            replace(SUNDIAL, "可见只做其中一项改正是不够的，必须两项一起做，", ""),
            replace(SUNDIAL, "读数时取模糊地带的中间，误差就能减小很多。", ""),
            replace(SUNDIAL, "多测几天，取平均，就能分辨出哪一部分来自安装，", ""),
            replace(SUNDIAL, "哪一部分来自读数时的视线偏斜。", ""),
            replace(SUNDIAL, "太阳却不会同时到达每个人的头顶：", ""),
            replace(SUNDIAL, "太阳于是从东向西依次经过各地的正南方。", ""),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:20: explain-length: "
            "`explain` has 487 characters, fewer than 500. Explain more.",
        ),
    ),
    Case(
        "unclosed-fence",
        (
            replace(
                SUNDIAL,
                '--8<-- "sundial-noon.out"\n```\n\n## Pitfalls',
                '--8<-- "sundial-noon.out"\n\n## Pitfalls',
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:115: code-blocks: the code "
            "block opened here never closes. Close it with the same fence on a "
            "line of its own.",
        ),
    ),
    Case(
        "unclosed-fence-zh",
        (
            replace(
                SUNDIAL,
                '--8<-- "sundial-noon.out"\n```\n\n## 常见误区',
                '--8<-- "sundial-noon.out"\n\n## 常见误区',
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:57: code-blocks: the code "
            "block opened here never closes. Close it with the same fence on a "
            "line of its own.",
        ),
    ),
    Case(
        "fence-with-attributes",
        (replace_all(SUNDIAL, "```text\n", "```{.text onclick=alert(1)}\n"),),
        (
            "docs/questions/shadows/sundial-noon.md:57: code-blocks: `{.text "
            "onclick=alert(1)}` is not the plain name of a language. Write "
            "`python`, `text` or the like alone.",
            "docs/questions/shadows/sundial-noon.md:115: code-blocks: `{.text "
            "onclick=alert(1)}` is not the plain name of a language. Write "
            "`python`, `text` or the like alone.",
        ),
    ),
    Case(
        "too-few-keywords",
        (replace(SUNDIAL, "日晷, 正午, 时差, ", ""),),
        (
            "docs/questions/shadows/sundial-noon.md:7: keywords: Chinese "
            "keywords: there are 5, not 8 to 15. Add some.",
        ),
    ),
    Case(
        "keyword-twice",
        (replace(SUNDIAL, "sundial, noon,", "noon, Noon,"),),
        (
            "docs/questions/shadows/sundial-noon.md:8: keywords: English "
            "keywords: `noon` stands there twice. Remove one.",
        ),
    ),
    Case(
        "keyword-of-two-unrelated-questions",
        (
            *UNRELATED,
            replace(WATER_CLOCK, "[水钟, 漏壶,", "[水钟, 影子,"),
        ),
        (
            "docs/questions/water/water-clock-shape.md:7: shared-keywords: `影子` is a "
            "keyword of docs/questions/shadows/sundial-noon.md too. Leave it to one, "
            "or name the questions as related.",
        ),
    ),
    Case(
        "keyword-of-two-related-questions",
        (replace(WATER_CLOCK, "[水钟, 漏壶,", "[水钟, 影子,"),),
        (),
    ),
)

PARITY = (
    Case(
        "extra-heading",
        (
            replace(
                SUNDIAL,
                "### Taking a reading",
                "### Summer { #summer }\n\nNo.\n\n### Taking a reading",
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:103: heading-parity: `### { "
            "#summer }` has no counterpart in the Chinese edition (there from line "
            "34). Make both editions the same.",
        ),
    ),
    Case(
        "heading-lost",
        (replace(SUNDIAL, "### Taking a reading { #reading }\n\n", ""),),
        (
            "docs/questions/shadows/sundial-noon.md:92: heading-parity: `### { "
            "#reading }` of the Chinese edition (line 45) has no counterpart in the "
            "English edition. Make both editions the same.",
        ),
    ),
    Case(
        "section-split-in-one-edition",
        (replace(SUNDIAL, "### 怎样读数 { #reading }\n", "## 再算 { #again }\n"),),
        (
            "docs/questions/shadows/sundial-noon.md:103: heading-parity: `### { "
            "#reading }` stands where the Chinese edition has `## { #again }` "
            "(line 45). Make both editions the same.",
        ),
    ),
    Case(
        "heading-ids-differ",
        (
            replace(
                SUNDIAL,
                "### Taking a reading { #reading }",
                "### Taking a reading { #take }",
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:103: heading-parity: `### { "
            "#take }` stands where the Chinese edition has `### { #reading }` "
            "(line 45). Make both editions the same.",
        ),
    ),
    Case(
        "formula-differs",
        (replace(SUNDIAL, "and $E$ for", "and $e$ for"),),
        (
            "docs/questions/shadows/sundial-noon.md:84: formula-parity: `$e$` "
            "stands where the Chinese edition has `$E$` (line 26). Make both "
            "editions the same.",
        ),
    ),
    Case(
        "formula-lost",
        (replace(SUNDIAL, "and $E$ for", "and E for"),),
        (
            "docs/questions/shadows/sundial-noon.md:84: formula-parity: `$E$` of the "
            "Chinese edition (line 26) has no counterpart in the English edition. Make "
            "both editions the same.",
        ),
    ),
    Case(
        "formula-inline-for-display",
        (
            replace(
                SUNDIAL,
                "passed twelve by\n\n$$\nd=4\\,(\\lambda_0-\\lambda)-E\n$$\n\nminutes",
                "passed twelve by $d=4\\,(\\lambda_0-\\lambda)-E$ minutes",
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:84: formula-parity: "
            "`$d=4\\,(\\lambda_0-\\lambda)-E$` stands where the Chinese edition "
            "has `$$d=4\\,(\\lambda_0-\\lambda)-E$$` (line 28). Make both "
            "editions the same.",
        ),
    ),
    Case(
        "code-block-differs",
        (replace(SUNDIAL, "## Follow-ups", "```text\nx\n```\n\n## Follow-ups"),),
        (
            "docs/questions/shadows/sundial-noon.md:124: code-parity: the code "
            "block `text x` has no counterpart in the Chinese edition (there "
            "from line 61). Make both editions the same.",
        ),
    ),
    Case(
        "figure-lost",
        (replace(SUNDIAL, ZH_FIGURE + "\n\n", ""),),
        (
            "docs/questions/shadows/sundial-noon.md:74: figure-parity: the "
            "figure `sundial-noon.svg #fig-shadow` has no counterpart in the "
            "Chinese edition (there from line 14). Make both editions the same.",
        ),
    ),
    Case(
        "citation-differs",
        (
            replace(
                SUNDIAL, "lopsided curve [@brook1998]", "lopsided curve [@ashford2001]"
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:94: citation-parity: "
            "`[@ashford2001]` stands where the Chinese edition has "
            "`[@brook1998]` (line 36). Make both editions the same.",
        ),
    ),
    Case(
        "citation-locator-differs",
        (
            replace(
                SUNDIAL, "takes [@ashford2001, ch. 2]", "takes [@ashford2001, ch. 3]"
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:82: citation-parity: "
            "`[@ashford2001, ch. 3]` stands where the Chinese edition has "
            "`[@ashford2001, ch. 2]` (line 24). Make both editions the same.",
        ),
    ),
    Case(
        "citation-lost",
        (replace(SUNDIAL, "as it stands [@ashford2001]", "as it stands"),),
        (
            "docs/questions/shadows/sundial-noon.md:121: citation-parity: "
            "`[@ashford2001]` of the Chinese edition (line 63) has no counterpart in "
            "the English edition. Make both editions the same.",
        ),
    ),
    Case(
        "computed-number-differs",
        (replace(SUNDIAL, "| November | `-2.0 min`", "| November | `28.6 min`"),),
        (
            "docs/questions/shadows/sundial-noon.md:72: computed-count: the English "
            "edition has 2 different computed numbers, fewer than 3. Let the example "
            "compute more of its numbers.",
            "docs/questions/shadows/sundial-noon.md:99: computed-parity: `28.6 "
            "min` stands where the Chinese edition has `-2.0 min` (line 41). "
            "Make both editions the same.",
        ),
    ),
    Case(
        "computed-number-lost",
        (
            replace(
                SUNDIAL, "| November | `-2.0 min`{.computed}", "| November | `-2.0 min`"
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:72: computed-count: the English "
            "edition has 2 different computed numbers, fewer than 3. Let the example "
            "compute more of its numbers.",
            "docs/questions/shadows/sundial-noon.md:99: computed-parity: `-2.0 "
            "min` of the Chinese edition (line 41) has no counterpart in the "
            "English edition. Make both editions the same.",
        ),
    ),
    Case(
        "link-target-differs",
        (
            replace(
                SUNDIAL,
                "[water clock](../water/water-clock-shape.md#explain)",
                "[water clock](../water/water-clock-shape.md)",
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:105: link-parity: the link "
            "to `../water/water-clock-shape.md` stands where the Chinese edition "
            "has the link to `../water/water-clock-shape.md#explain` (line 47). "
            "Make both editions the same.",
        ),
    ),
    Case(
        "link-lost",
        (replace(SUNDIAL, EN_LINK, "gnomon"),),
        (
            "docs/questions/shadows/sundial-noon.md:90: link-parity: the link to "
            "`../../glossary.yml#gnomon` of the Chinese edition (line 32) has no "
            "counterpart in the English edition. Make both editions the same.",
        ),
    ),
)

LINKS = (
    Case(
        "link-to-missing-file",
        (replace(SUNDIAL, EN_LINK, "[gnomon](../water/candle.md)"),),
        (
            "docs/questions/shadows/sundial-noon.md:90: link-target: "
            "`../water/candle.md` is no file that a page shows. Correct the path.",
        ),
    ),
    Case(
        "link-to-missing-anchor",
        (
            replace_all(
                SUNDIAL, "water-clock-shape.md#explain", "water-clock-shape.md#nope"
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:47: link-anchor: "
            "docs/questions/water/water-clock-shape.md has no anchor `nope` in "
            "this language. Name one of its ids.",
            "docs/questions/shadows/sundial-noon.md:105: link-anchor: "
            "docs/questions/water/water-clock-shape.md has no anchor `nope` in "
            "this language. Name one of its ids.",
        ),
    ),
    Case(
        "link-to-anchor-of-own",
        (replace(SUNDIAL, EN_LINK, "[gnomon](#nope)"),),
        (
            "docs/questions/shadows/sundial-noon.md:90: link-anchor: "
            "docs/questions/shadows/sundial-noon.md has no anchor `nope` in this "
            "language. Name one of its ids.",
        ),
    ),
    Case(
        "link-to-itself",
        (replace(SUNDIAL, EN_LINK, "[gnomon](sundial-noon.md)"),),
        (
            "docs/questions/shadows/sundial-noon.md:90: link-target: "
            "`sundial-noon.md` links to its own file. Remove it.",
        ),
    ),
    Case(
        "link-to-own-file-and-anchor",
        (replace(SUNDIAL, EN_LINK, "[gnomon](sundial-noon.md#longitude)"),),
        (
            "docs/questions/shadows/sundial-noon.md:90: link-target: "
            "`sundial-noon.md#longitude` links to its own file. Write the anchor "
            "alone.",
        ),
    ),
    Case(
        "link-out-of-docs",
        (replace(SUNDIAL, EN_LINK, "[gnomon](../../../README.md)"),),
        (
            "docs/questions/shadows/sundial-noon.md:90: link-target: "
            "`../../../README.md` leads out of docs/. Link to a file inside.",
        ),
    ),
    Case(
        "link-far-out-of-docs",
        (replace(SUNDIAL, EN_LINK, "[gnomon](../../../../../../etc/passwd)"),),
        (
            "docs/questions/shadows/sundial-noon.md:90: link-target: "
            "`../../../../../../etc/passwd` leads out of docs/. Link to a file "
            "inside.",
        ),
    ),
    Case(
        "link-to-a-register",
        (replace(SUNDIAL, EN_LINK, "[gnomon](../../topics.yml)"),),
        (
            "docs/questions/shadows/sundial-noon.md:90: link-target: "
            "`../../topics.yml` is no file that a page shows. Correct the path.",
        ),
    ),
    Case(
        "link-to-a-folder",
        (replace(SUNDIAL, EN_LINK, "[gnomon](../water)"),),
        (
            "docs/questions/shadows/sundial-noon.md:90: link-target: `../water` "
            "is no file that a page shows. Correct the path.",
        ),
    ),
    Case(
        "link-to-anchor-of-an-example",
        (replace(SUNDIAL, EN_LINK, "[gnomon](../../examples/sundial-noon.py#x)"),),
        (
            "docs/questions/shadows/sundial-noon.md:90: link-anchor: "
            "docs/examples/sundial-noon.py has no anchors. Remove `#x`.",
        ),
    ),
    Case(
        "unknown-glossary-term",
        (replace_all(SUNDIAL, "glossary.yml#gnomon", "glossary.yml#nomon"),),
        (
            "docs/questions/shadows/sundial-noon.md:32: glossary-term: `nomon` "
            "is an unknown glossary term. Add it to glossary.yml or correct the "
            "id.",
            "docs/questions/shadows/sundial-noon.md:90: glossary-term: `nomon` "
            "is an unknown glossary term. Add it to glossary.yml or correct the "
            "id.",
        ),
    ),
    Case(
        "link-to-a-draft",
        (
            *UNLINKED_DRAFT,
            *NEVER_PUBLISHED,
            replace(SUNDIAL, EN_LINK, "[gnomon](../water/water-clock-shape.md)"),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:90: link-target: "
            "`../water/water-clock-shape.md` is a draft. Publish it first, or "
            "remove the link.",
        ),
    ),
    Case(
        "related-draft",
        (
            *UNLINKED_DRAFT,
            *NEVER_PUBLISHED,
            replace(SUNDIAL, "related: []", "related: [water-clock-shape]"),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:4: related: "
            "`water-clock-shape` in related is a draft. Publish it first, or "
            "leave it out.",
        ),
    ),
    Case("draft-linked-by-none-is-right", (*UNLINKED_DRAFT, *NEVER_PUBLISHED), ()),
    Case(
        "link-to-an-unreadable-question-is-reported-once",
        (replace(WATER_CLOCK, "level: 2", "level: 4"),),
        (
            "docs/questions/water/water-clock-shape.md:3: front-matter: `4` is "
            "no level. Write 1, 2 or 3.",
        ),
    ),
    Case(
        "link-javascript",
        (replace(SUNDIAL, EN_LINK, "[gnomon](javascript:alert(1))"),),
        (
            "docs/questions/shadows/sundial-noon.md:90: link-address: "
            "`javascript:alert(1)` is no plain address. Link to a file in docs/, "
            "by its relative path, or to an https address.",
        ),
    ),
    Case(
        "link-javascript-in-capitals",
        (replace(SUNDIAL, EN_LINK, "[gnomon](JaVaScRiPt:alert(1))"),),
        (
            "docs/questions/shadows/sundial-noon.md:90: link-address: "
            "`JaVaScRiPt:alert(1)` is no plain address. Link to a file in docs/, "
            "by its relative path, or to an https address.",
        ),
    ),
    Case(
        "link-javascript-as-entities",
        (replace(SUNDIAL, EN_LINK, "[gnomon](&#106;avascript&colon;alert(1))"),),
        (
            "docs/questions/shadows/sundial-noon.md:90: link-address: "
            "`&#106;avascript&colon;alert(1)` is no plain address. Link to a "
            "file in docs/, by its relative path, or to an https address.",
        ),
    ),
    Case(
        "link-javascript-percent-encoded",
        (replace(SUNDIAL, EN_LINK, "[gnomon](%6aavascript%3aalert(1))"),),
        (
            "docs/questions/shadows/sundial-noon.md:90: link-address: "
            "`%6aavascript%3aalert(1)` is no plain address. Link to a file in "
            "docs/, by its relative path, or to an https address.",
        ),
    ),
    Case(
        "link-javascript-with-a-tab",
        (replace(SUNDIAL, EN_LINK, "[gnomon](java\tscript:alert(1))"),),
        (
            "docs/questions/shadows/sundial-noon.md:90: link-address: a link is "
            "not well-formed here. Write `[text](address)` with a plain address.",
            "docs/questions/shadows/sundial-noon.md:90: tabs: a tab stands here. "
            "Write spaces instead.",
        ),
    ),
    Case(
        "link-javascript-over-two-lines",
        (replace(SUNDIAL, EN_LINK, "[gnomon](java\nscript:alert(1))"),),
        (
            "docs/questions/shadows/sundial-noon.md:90: link-address: a link is "
            "not well-formed here. Write `[text](address)` with a plain address.",
        ),
    ),
    Case(
        "link-javascript-behind-a-control-character",
        (replace(SUNDIAL, EN_LINK, "[gnomon](\x01javascript:alert(1))"),),
        (
            "docs/questions/shadows/sundial-noon.md:90: invisible-characters: "
            "the invisible character U+0001 stands here. Remove it, or write a "
            "plain space.",
            "docs/questions/shadows/sundial-noon.md:90: link-address: "
            "`\\x01javascript:alert(1)` is no plain address. Link to a file in "
            "docs/, by its relative path, or to an https address.",
        ),
    ),
    Case(
        "link-javascript-in-angle-brackets",
        (replace(SUNDIAL, EN_LINK, "[gnomon](<javascript:alert(1)>)"),),
        (
            "docs/questions/shadows/sundial-noon.md:90: link-address: "
            "`javascript:alert(1)` is no plain address. Link to a file in docs/, "
            "by its relative path, or to an https address.",
        ),
    ),
    Case(
        "link-javascript-as-autolink",
        (replace(SUNDIAL, EN_LINK, "<javascript:alert(1)>"),),
        (
            "docs/questions/shadows/sundial-noon.md:90: link-address: "
            "`javascript:alert(1)` is a bare address. Write `[text](https://…)`.",
        ),
    ),
    Case(
        "link-data",
        (replace(SUNDIAL, EN_LINK, "[gnomon](data:text/html,x)"),),
        (
            "docs/questions/shadows/sundial-noon.md:90: link-address: "
            "`data:text/html,x` is no plain address. Link to a file in docs/, by "
            "its relative path, or to an https address.",
        ),
    ),
    Case(
        "link-file",
        (replace(SUNDIAL, EN_LINK, "[gnomon](file:///etc/passwd)"),),
        (
            "docs/questions/shadows/sundial-noon.md:90: link-address: "
            "`file:///etc/passwd` is no plain address. Link to a file in docs/, "
            "by its relative path, or to an https address.",
        ),
    ),
    Case(
        "link-without-scheme",
        (replace(SUNDIAL, EN_LINK, "[gnomon](//example.org/x)"),),
        (
            "docs/questions/shadows/sundial-noon.md:90: link-address: "
            "`//example.org/x` is no plain address. Link to a file in docs/, by "
            "its relative path, or to an https address.",
        ),
    ),
    Case(
        "link-from-the-root",
        (replace(SUNDIAL, EN_LINK, "[gnomon](/etc/passwd)"),),
        (
            "docs/questions/shadows/sundial-noon.md:90: link-address: "
            "`/etc/passwd` is no plain address. Link to a file in docs/, by its "
            "relative path, or to an https address.",
        ),
    ),
    Case(
        "link-mailto",
        (replace(SUNDIAL, EN_LINK, "[gnomon](mailto:a@example.org)"),),
        (
            "docs/questions/shadows/sundial-noon.md:90: link-address: "
            "`mailto:a@example.org` is no plain address. Link to a file in "
            "docs/, by its relative path, or to an https address.",
        ),
    ),
    Case(
        "link-http",
        (replace(SUNDIAL, EN_LINK, "[gnomon](http://example.org/)"),),
        (
            "docs/questions/shadows/sundial-noon.md:90: link-address: "
            "`http://example.org/` is not encrypted. Write `https://`.",
        ),
    ),
    Case(
        "link-without-address",
        (replace(SUNDIAL, EN_LINK, "[gnomon]()"),),
        (
            "docs/questions/shadows/sundial-noon.md:90: link-address: the link "
            "`gnomon` has no address. Add one.",
        ),
    ),
    Case(
        "link-nested-too-deep",
        (replace(SUNDIAL, EN_LINK, "[a [b [c] d] e](javascript:alert(1))"),),
        (
            "docs/questions/shadows/sundial-noon.md:90: link-address: a link is "
            "not well-formed here. Write `[text](address)` with a plain address.",
        ),
    ),
    Case(
        "reference-definition",
        (append(SUNDIAL, "\n[gnomon]: javascript:alert(1)\n"),),
        (
            "docs/questions/shadows/sundial-noon.md:129: reference-definitions: "
            "`[gnomon]: javascript:alert(1)` defines a reference. Write the "
            "address in the link, or cite a source.",
        ),
    ),
    Case(
        "reference-definition-on-two-lines",
        (append(SUNDIAL, "\n> [gnomon]:\n> javascript:alert(1)\n"),),
        (
            "docs/questions/shadows/sundial-noon.md:129: reference-definitions: "
            "`> [gnomon]:\\n> javascript:alert(1)` defines a reference. Write "
            "the address in the link, or cite a source.",
        ),
    ),
    Case(
        "footnote",
        (append(SUNDIAL, "\n[^1]: A note.\n"),),
        (
            "docs/questions/shadows/sundial-noon.md:129: reference-definitions: "
            "`[^1]: A note.` defines a reference. Write the address in the link, "
            "or cite a source.",
        ),
    ),
)

FIGURES = (
    Case(
        "remote-image",
        (
            replace(
                SUNDIAL,
                "../../figures/sundial-noon.zh.svg",
                "https://example.org/x.zh.svg",
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:18: figures: the image "
            "`https://example.org/x.zh.svg` is no drawing of this language. Use "
            "a file `….zh.svg` in docs/figures.",
        ),
    ),
    Case(
        "image-of-the-other-language",
        (
            replace(
                SUNDIAL,
                "../../figures/sundial-noon.zh.svg",
                "../../figures/sundial-noon.en.svg",
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:18: figures: the image "
            "`../../figures/sundial-noon.en.svg` is no drawing of this language. "
            "Use a file `….zh.svg` in docs/figures.",
        ),
    ),
    Case(
        "figure-missing",
        (delete(FIGURE),),
        (
            "docs/questions/shadows/sundial-noon.md:18: figures: the figure "
            "`docs/figures/sundial-noon.zh.svg` does not exist. Draw it or "
            "correct the name.",
        ),
    ),
    Case(
        "figure-without-description",
        (replace(SUNDIAL, "![同一根晷针在两个季节投下的影子]", "![]"),),
        (
            "docs/questions/shadows/sundial-noon.md:18: figures: the figure "
            "`docs/figures/sundial-noon.zh.svg` has no description. Write it as "
            "alt text.",
        ),
    ),
    Case(
        "figure-without-caption",
        (replace(SUNDIAL, ' "影子最短的时候就是当地的正午。"', ""),),
        (
            "docs/questions/shadows/sundial-noon.md:18: figures: the figure "
            "`docs/figures/sundial-noon.zh.svg` has no caption. Write it behind "
            "the address.",
        ),
    ),
    Case(
        "figure-without-id",
        (replace(SUNDIAL, ZH_FIGURE, ZH_FIGURE.removesuffix("{ #fig-shadow }")),),
        (
            "docs/questions/shadows/sundial-noon.md:18: figures: the figure "
            "`docs/figures/sundial-noon.zh.svg` has no id. Add `{ #fig-name }` "
            "behind it.",
        ),
    ),
    Case(
        "figure-in-a-paragraph",
        (replace(SUNDIAL, ZH_FIGURE, "看图：" + ZH_FIGURE),),
        (
            "docs/questions/shadows/sundial-noon.md:18: figures: the figure "
            "`docs/figures/sundial-noon.zh.svg` is part of a text. Put it in a "
            "paragraph alone.",
        ),
    ),
    Case(
        "figure-twice",
        (replace(SUNDIAL, ZH_FIGURE, ZH_FIGURE + "\n\n" + ZH_FIGURE),),
        (
            "docs/questions/shadows/sundial-noon.md:20: figures: the figure id "
            "`fig-shadow` stands there twice. Choose another.",
        ),
    ),
    Case(
        "question-without-a-figure",
        (
            recode(SUNDIAL, lambda text: re.sub(rb"!\[.*\n\n", b"", text)),
            replace_all(SUNDIAL, "2 个月份", "两个月份"),
            replace_all(SUNDIAL, "2 months", "two months"),
            delete("docs/exceptions.yml"),
        ),
        (
            "docs/figures/sundial-noon.en.svg:1: shown-figures: no question shows this "
            "figure. Show it, or stop drawing it.",
            "docs/figures/sundial-noon.zh.svg:1: shown-figures: no question shows this "
            "figure. Show it, or stop drawing it.",
            "docs/questions/shadows/sundial-noon.md:1: shown-figures: it shows no "
            "figure. Show one below the first paragraphs.",
        ),
    ),
)

CITATIONS = (
    Case(
        "unknown-citation",
        (replace_all(SUNDIAL, "@ashford2001, ch. 2", "@nobody1900"),),
        (
            "docs/questions/shadows/sundial-noon.md:24: citations: `@nobody1900` "
            "is not in sources.bib. Add the entry or correct the key.",
            "docs/questions/shadows/sundial-noon.md:82: citations: `@nobody1900` "
            "is not in sources.bib. Add the entry or correct the key.",
        ),
    ),
    Case(
        "malformed-citation",
        (replace(SUNDIAL, "takes [@ashford2001, ch. 2]", "takes [@ashford2001,]"),),
        (
            "docs/questions/shadows/sundial-noon.md:82: citations: "
            "`[@ashford2001,]` is no well-formed citation. Write `[@key]`, "
            "`[@key, §2]` or `[@one; @two]`.",
        ),
    ),
    Case(
        "citation-of-words",
        (
            replace(
                SUNDIAL,
                "takes [@ashford2001, ch. 2]",
                "takes [see @ashford2001, ch. 2]",
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:82: citations: "
            "`@ashford2001` stands outside a citation. Write `[@key]`, with `@` "
            "right behind the bracket.",
        ),
    ),
    Case(
        "citation-in-code-is-none",
        (
            replace_all(
                SUNDIAL,
                "## 追问 { #follow-ups }\n",
                "## 追问 { #follow-ups }\n\n`[@nobody]`\n",
            ),
        ),
        (),
    ),
    Case(
        "one-primary-source",
        (
            replace(
                SOURCES,
                "brook-1998},\n  keywords = {primary},",
                "brook-1998},",
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:1: primary-sources: 1 of its "
            "sources is primary, fewer than 2. Cite the paper, the specification "
            "or the maker's own page.",
        ),
    ),
    Case(
        "source-without-year",
        (replace(SOURCES, "  year      = {2001},\n", ""),),
        ("docs/sources.bib:2: source-fields: `ashford2001` has no year. Add it.",),
    ),
    Case(
        "source-without-author-and-title",
        (
            replace(
                SOURCES,
                "  author    = {Ashford, Jane and Li, Wei},\n"
                "  title     = {Dials and Shadows},\n",
                "",
            ),
        ),
        (
            "docs/sources.bib:2: source-fields: `ashford2001` has no author and "
            "no title. Add it.",
        ),
    ),
    Case(
        "source-without-venue",
        (replace(SOURCES, "  publisher = {Example Press},\n", ""),),
        (
            "docs/sources.bib:2: source-fields: `ashford2001` has no venue. Add "
            "one of journal, booktitle, publisher, institution, howpublished, "
            "eprint.",
        ),
    ),
    Case(
        "source-without-address",
        (replace(SOURCES, "  doi       = {10.1000/example.2001},\n", ""),),
        (
            "docs/sources.bib:2: source-fields: `ashford2001` has no address. "
            "Add a doi, an eprint or a url.",
        ),
    ),
    Case(
        "web-page-without-the-day-it-was-read",
        (replace(SOURCES, "  urldate  = {2026-11-01},\n", ""),),
        (
            "docs/sources.bib:29: source-fields: `dale2015` has no urldate. Add "
            "the day on which you read it.",
        ),
    ),
    Case(
        "source-over-http",
        (
            replace(
                SOURCES,
                "https://example.org/brook-1998",
                "http://example.org/brook-1998",
            ),
        ),
        (
            "docs/sources.bib:11: source-fields: `brook1998` has the url "
            "`http://example.org/brook-1998`. Write it like `https://…`.",
        ),
    ),
    Case(
        "source-address-javascript",
        (replace(SOURCES, "https://example.org/brook-1998", "javascript:alert(1)"),),
        (
            "docs/sources.bib:11: source-fields: `brook1998` has the url "
            "`javascript:alert(1)`. Write it like `https://…`.",
        ),
    ),
    Case(
        "source-with-a-bad-doi",
        (replace(SOURCES, "{10.1000/example.2001}", "{https://doi.org/10.1000/x}"),),
        (
            "docs/sources.bib:2: source-fields: `ashford2001` has the doi "
            "`https://doi.org/10.1000/x`. Write it like `10.1000/182`.",
        ),
    ),
    Case(
        "source-with-latex",
        (
            replace(SOURCES, "Dials and Shadows", "Dials \\& ``Shadows''"),
            replace(SOURCES, "The Sun Is Late: Measuring", "The Sun Is Late --- M"),
        ),
        (
            "docs/sources.bib:2: source-fields: `ashford2001` has `\\&` in its title. "
            "Write the character itself.",
            "docs/sources.bib:11: source-fields: `brook1998` has `---` in its title. "
            "Write the character itself.",
        ),
    ),
    Case(
        "unused-source",
        (
            append(
                SOURCES,
                "\n@book{idle2000,\n  author = {Idle, I.},\n  title = {Nothing},\n"
                "  publisher = {P},\n  year = {2000},\n"
                "  url = {https://example.org/},\n}\n",
            ),
        ),
        (
            "docs/sources.bib:39: source-use: nothing cites `idle2000`. Cite it "
            "or remove the entry.",
        ),
    ),
)

NUMBERS = (
    Case(
        "computed-number-not-printed",
        (replace_all(SUNDIAL, "`28.6 min`", "`28.7 min`"),),
        (
            "docs/questions/shadows/sundial-noon.md:40: computed-numbers: `28.7 "
            "min` is not in the output of the example. Correct it, with its "
            "unit, or print it.",
            "docs/questions/shadows/sundial-noon.md:98: computed-numbers: `28.7 "
            "min` is not in the output of the example. Correct it, with its "
            "unit, or print it.",
        ),
    ),
    Case(
        "computed-number-inside-a-longer-one",
        (replace_all(SUNDIAL, "`28.6 min`", "`8.6 min`"),),
        (
            "docs/questions/shadows/sundial-noon.md:40: computed-numbers: `8.6 "
            "min` is not in the output of the example. Correct it, with its "
            "unit, or print it.",
            "docs/questions/shadows/sundial-noon.md:98: computed-numbers: `8.6 "
            "min` is not in the output of the example. Correct it, with its "
            "unit, or print it.",
        ),
    ),
    Case(
        "computed-number-without-its-sign",
        (replace_all(SUNDIAL, "`-2.0 min`", "`2.0 min`"),),
        (
            "docs/questions/shadows/sundial-noon.md:41: computed-numbers: `2.0 "
            "min` is not in the output of the example. Correct it, with its "
            "unit, or print it.",
            "docs/questions/shadows/sundial-noon.md:99: computed-numbers: `2.0 "
            "min` is not in the output of the example. Correct it, with its "
            "unit, or print it.",
        ),
    ),
    Case(
        "computed-number-with-another-unit",
        (replace_all(SUNDIAL, "`28.6 min`", "`28.6 h`"),),
        (
            "docs/questions/shadows/sundial-noon.md:40: computed-numbers: `28.6 "
            "h` is not in the output of the example. Correct it, with its unit, "
            "or print it.",
            "docs/questions/shadows/sundial-noon.md:98: computed-numbers: `28.6 "
            "h` is not in the output of the example. Correct it, with its unit, "
            "or print it.",
        ),
    ),
    Case(
        "two-computed-numbers",
        (replace_all(SUNDIAL, "`-2.0 min`{.computed}", "`28.6 min`{.computed}"),),
        (
            "docs/questions/shadows/sundial-noon.md:14: computed-count: the Chinese "
            "edition has 2 different computed numbers, fewer than 3. Let the example "
            "compute more of its numbers.",
            "docs/questions/shadows/sundial-noon.md:72: computed-count: the English "
            "edition has 2 different computed numbers, fewer than 3. Let the example "
            "compute more of its numbers.",
        ),
    ),
    Case(
        "number-in-a-paragraph",
        (replace(SUNDIAL, "表里的两行取自", "表里的 2 行取自"),),
        (_unproven(43, "2"),),
    ),
    Case(
        "number-in-a-list-item",
        (replace(SUNDIAL, "Use a clock that does not need the sun;", "Use 1 of 12:"),),
        (_unproven(127, "1"),),
    ),
    Case(
        "number-in-a-list-item-beside-a-cited-one",
        (replace(SUNDIAL, "用不依赖太阳的钟", "用 3 种不依赖太阳的钟"),),
        (_unproven(69, "3"),),
    ),
    Case(
        "number-in-a-table-row-below-a-computed-one",
        (
            replace(SUNDIAL, "\n\n表里的两行", "\n| 三月 | 3 |\n\n表里的两行"),
            replace(SUNDIAL, "\n\nBoth rows", "\n| March | late |\n\nBoth rows"),
        ),
        (_unproven(42, "3"),),
    ),
    Case(
        "number-of-an-ordered-list-is-none",
        (
            replace(SUNDIAL, "- **“日晷不准。”**", "1. **“日晷不准。”**"),
            replace(SUNDIAL, " [@ashford2001]。\n- **“在", "。\n2. **“在"),
            replace(SUNDIAL, "as it stands [@ashford2001].", "as it stands."),
        ),
        (),
    ),
    Case(
        "number-in-a-name",
        (
            write("docs/names.yml", "- Mark 2\n- Mark 2.5\n"),
            replace(SUNDIAL, "表里的两行取自", "Mark 2 与 Mark 2.5 取自"),
        ),
        (),
    ),
    Case(
        "number-that-only-begins-like-a-name",
        (
            write("docs/names.yml", "- Mark 2\n"),
            replace(SUNDIAL, "表里的两行取自", "Mark 2、Mark 25 取自"),
        ),
        (_unproven(43, "25"),),
    ),
    Case(
        "name-that-nothing-holds",
        (append("docs/names.yml", "- Mark 3\n"),),
        ("docs/names.yml:2: name-use: no question holds `Mark 3`. Remove it.",),
    ),
    Case(
        "excepted-number",
        (
            append("docs/exceptions.yml", EXCEPTION),
            replace(SUNDIAL, "表里的两行取自", "表里的 2 行取自"),
            replace(SUNDIAL, "Both rows are for", "The 2 rows are for"),
        ),
        (),
    ),
    Case(
        "exception-for-no-question",
        (append("docs/exceptions.yml", EXCEPTION.replace("sundial", "moondial")),),
        (
            "docs/exceptions.yml:5: exception-use: `moondial-noon` is no question. "
            "Name one.",
        ),
    ),
    Case(
        "exception-in-vain",
        (
            append("docs/exceptions.yml", EXCEPTION),
            replace(SUNDIAL, "表里的两行取自", "表里的 2 行取自"),
        ),
        (
            "docs/exceptions.yml:5: exception-use: `The 2 rows are for` needs no "
            "exception in the English edition. Quote the passage, or remove the entry.",
        ),
    ),
    Case(
        "number-of-the-answer-that-does-not-recur",
        (
            replace(SUNDIAL, ZH_ANSWER_START, "日晷指示当地太阳的 15 个位置，"),
            replace(SUNDIAL, EN_ANSWER_START, "A sundial shows 15 places of the sun,"),
        ),
        tuple(
            f"docs/questions/shadows/sundial-noon.md:{line}: answer-numbers: the "
            "number `15` does not recur below, computed or cited. Prove it there, or "
            "leave it out here."
            for line in (16, 74)
        ),
    ),
    Case(
        "number-of-the-answer-that-recurs",
        (
            replace(SUNDIAL, ZH_ANSWER_START, "日晷指示当地太阳的 28.6 个位置，"),
            replace(
                SUNDIAL, EN_ANSWER_START, "A sundial shows 28.6 places of the sun,"
            ),
        ),
        (),
    ),
    Case(
        "computed-number-on-a-page",
        (
            append(ABOUT, "\n`4`{.computed}\n"),
            replace(ABOUT, "<!-- en -->", "`4`{.computed}\n\n<!-- en -->"),
        ),
        (
            "docs/pages/about.md:6: computed-numbers: `4` is marked as computed, "
            "but a page has no example. Remove `{.computed}`.",
            "docs/pages/about.md:13: computed-numbers: `4` is marked as "
            "computed, but a page has no example. Remove `{.computed}`.",
        ),
    ),
    Case(
        "output-not-shown",
        (
            replace(
                SUNDIAL,
                '```text\n--8<-- "sundial-noon.out"\n```\n\n## Pitfalls',
                "## Pitfalls",
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:107: example-shown: the "
            "English example does not show `sundial-noon.out`. Show it by "
            '`--8<-- "sundial-noon.out"` in a `text` block.',
        ),
    ),
    Case(
        "snippet-of-another-file",
        (replace_all(SUNDIAL, '--8<-- "sundial-noon.out"', '--8<-- "../sources.bib"'),),
        (
            "docs/questions/shadows/sundial-noon.md:58: snippets: `--8<-- "
            '"../sources.bib"` includes a file where none belongs. Include '
            "only the example, in its section.",
            "docs/questions/shadows/sundial-noon.md:116: snippets: `--8<-- "
            '"../sources.bib"` includes a file where none belongs. Include '
            "only the example, in its section.",
        ),
    ),
    Case(
        "snippet-outside-a-fence",
        (append(SUNDIAL, '\n--8<-- "sundial-noon.py"\n'),),
        (
            "docs/questions/shadows/sundial-noon.md:129: snippets: `--8<-- "
            '"sundial-noon.py"` includes a file where none belongs. Include '
            "only the example, in its section.",
        ),
    ),
    Case(
        "snippet-from-the-network",
        (append(SUNDIAL, '\n-8<- "https://example.org/x.md"\n'),),
        (
            "docs/questions/shadows/sundial-noon.md:129: snippets: `-8<- "
            '"https://example.org/x.md"` includes a file where none belongs. '
            "Include only the example, in its section.",
        ),
    ),
)

PROGRAMS = (
    Case(
        "program-too-long",
        (append(CODE, "#\n" * 48),),
        (
            "docs/examples/sundial-noon.py:60: example-program: it has 60 lines, more "
            "than 59. Shorten it.",
        ),
    ),
    Case(
        "program-as-long-as-it-may-be",
        (append(CODE, "#\n" * 47),),
        (),
    ),
    Case(
        "program-with-another-library",
        (
            append(
                CODE, "import numpy.linalg\nfrom json import dumps\nimport torch.nn\n"
            ),
        ),
        (
            "docs/examples/sundial-noon.py:15: example-program: `torch` is neither in "
            "the standard library nor NumPy. Do without it.",
        ),
    ),
    Case(
        "program-that-is-no-python-is-left-to-its-run",
        (append(CODE, "import (\n"),),
        (),
    ),
)

ERRATA_CASES = (
    Case(
        "misconception-without-a-source",
        (replace_all(ERRATA, CITED, ""),),
        (
            "docs/errata.yml:12: errata-texts: `bad-dial` cites no primary source. "
            "Cite the paper, the specification or the maker's own page.",
        ),
    ),
    Case(
        "misconception-cites-an-unknown-source",
        (replace_all(ERRATA, "ashford2001", "nobody1999"),),
        tuple(
            f"docs/errata.yml:{line}: citations: `@nobody1999` is not in sources.bib. "
            "Add the entry or correct the key."
            for line in (16, 19)
        ),
    ),
    Case(
        "misconception-cited-in-one-language",
        (replace(ERRATA, f"solar time{CITED}.", "solar time."),),
        (
            "docs/errata.yml:19: citation-parity: `[@ashford2001, ch. 2]` of the "
            "Chinese edition (line 16) has no counterpart in the English edition. Make "
            "both editions the same.",
        ),
    ),
    Case(
        "misconception-with-a-link",
        (replace(ERRATA, "shows solar time", "shows [solar time](a.md)"),),
        (
            "docs/errata.yml:18: errata-texts: it holds a link or an image. Remove it; "
            "its question is linked already.",
            "docs/errata.yml:19: link-target: `a.md` is no file that a page shows. "
            "Correct the path.",
        ),
    ),
    Case(
        "misconception-with-a-formula",
        (
            replace(ERRATA, "指示的是太阳时", "指示的是 $t$"),
            replace(ERRATA, "shows solar time", "shows $t$"),
        ),
        tuple(
            f"docs/errata.yml:{line}: errata-texts: it holds a code block, formula or "
            "heading. Write a plain sentence."
            for line in (15, 18)
        ),
    ),
    Case(
        "misconception-with-half-width-punctuation",
        (replace(ERRATA, "日晷不准", "'日晷,不准'"),),
        (
            "docs/errata.yml:15: punctuation: half-width punctuation beside Chinese: "
            "`晷,`. Write ，。；：？！（）“”.",
        ),
    ),
    Case(
        "erratum-of-no-question",
        (replace_all(ERRATA, ": sundial-noon", ": moondial"),),
        tuple(
            f"docs/errata.yml:{line}: errata-questions: `moondial` is no question. "
            "Name a published question."
            for line in (2, 12)
        ),
    ),
    Case(
        "erratum-of-a-draft",
        (
            *UNLINKED_DRAFT,
            replace(
                ERRATA,
                "id: bad-dial\n    question: sundial-noon",
                "id: bad-dial\n    question: water-clock-shape",
            ),
        ),
        (
            "docs/errata.yml:12: errata-questions: `water-clock-shape` is a draft. "
            "Name a published question.",
            "docs/published.yml:2: lost-address: `water-clock-shape` (id 2) was "
            "published and has no page now. Publish it again, or add its slug to "
            "redirects.yml.",
            "docs/redirects.yml:1: redirect-target: `water-clock-shape` is no "
            "published question. Name the slug of one.",
        ),
    ),
)

SAFETY = (
    Case(
        "script-element",
        (append(SUNDIAL, "\n<script>alert(1)</script>\n"),),
        (
            "docs/questions/shadows/sundial-noon.md:129: raw-html: `<script>` is "
            "raw HTML. Write Markdown, or `&lt;` for the sign itself.",
        ),
    ),
    Case(
        "iframe-element",
        (append(SUNDIAL, '\n<iframe src="https://example.org/"></iframe>\n'),),
        (
            "docs/questions/shadows/sundial-noon.md:129: raw-html: `<iframe "
            'src="https://example.org/">` is raw HTML. Write Markdown, or '
            "`&lt;` for the sign itself.",
        ),
    ),
    Case(
        "style-element",
        (append(SUNDIAL, "\n<style>p { color: red }</style>\n"),),
        (
            "docs/questions/shadows/sundial-noon.md:129: raw-html: `<style>` is "
            "raw HTML. Write Markdown, or `&lt;` for the sign itself.",
        ),
    ),
    Case(
        "style-attribute",
        (append(SUNDIAL, '\n<p style="color: red">x</p>\n'),),
        (
            "docs/questions/shadows/sundial-noon.md:129: raw-html: `<p "
            'style="color: red">` is raw HTML. Write Markdown, or `&lt;` for '
            "the sign itself.",
        ),
    ),
    Case(
        "event-handler",
        (append(SUNDIAL, '\nA <b onclick="alert(1)">word</b>.\n'),),
        (
            "docs/questions/shadows/sundial-noon.md:129: raw-html: `<b "
            'onclick="alert(1)">` is raw HTML. Write Markdown, or `&lt;` for '
            "the sign itself.",
        ),
    ),
    Case(
        "remote-image-as-html",
        (append(SUNDIAL, '\n<img src="https://example.org/x.png">\n'),),
        (
            "docs/questions/shadows/sundial-noon.md:129: raw-html: `<img "
            'src="https://example.org/x.png">` is raw HTML. Write Markdown, or '
            "`&lt;` for the sign itself.",
        ),
    ),
    Case(
        "tag-that-does-not-close",
        (append(SUNDIAL, "\nA <img src=x\n"),),
        (
            "docs/questions/shadows/sundial-noon.md:129: raw-html: `<img "
            "src=x\\n` is raw HTML. Write Markdown, or `&lt;` for the sign "
            "itself.",
        ),
    ),
    Case(
        "tag-behind-a-backslash",
        (append(SUNDIAL, "\nA \\<b onclick=alert(1)>word.\n"),),
        (
            "docs/questions/shadows/sundial-noon.md:129: raw-html: `<b "
            "onclick=alert(1)>` is raw HTML. Write Markdown, or `&lt;` for the "
            "sign itself.",
        ),
    ),
    Case(
        "comment-over-lines",
        (append(SUNDIAL, "\nA <!-- word\n\n[x](javascript:alert(1)) -->\n"),),
        (
            "docs/questions/shadows/sundial-noon.md:129: loose-ends: a comment "
            "is not alone on a line. Put it on its own.",
        ),
    ),
    Case(
        "comment-within-a-line",
        (append(SUNDIAL, "\nA <!-- ` --> small `word`.\n"),),
        (
            "docs/questions/shadows/sundial-noon.md:129: loose-ends: a comment "
            "is not alone on a line. Put it on its own.",
        ),
    ),
    Case(
        "comment-indented",
        (append(SUNDIAL, "\n    <!-- word -->\n"),),
        (
            "docs/questions/shadows/sundial-noon.md:129: loose-ends: a comment "
            "is not alone on a line. Put it on its own.",
        ),
    ),
    Case("comment-alone-is-right", (append(SUNDIAL, "\n<!-- word -->\n"),), ()),
    Case(
        "backticks-left-over",
        (append(SUNDIAL, "\nA ``word.\n"),),
        (
            "docs/questions/shadows/sundial-noon.md:129: loose-ends: a backtick "
            "opens no code. Close the code or remove the sign.",
        ),
    ),
    Case(
        "code-over-lines",
        (append(SUNDIAL, "\n`a <script>\n===\nalert(1)</script>`\n"),),
        (
            "docs/questions/shadows/sundial-noon.md:129: loose-ends: inline code "
            "runs over a line end. Keep it on one line.",
        ),
    ),
    Case(
        "comment-that-ends-early",
        (append(SUNDIAL, "\n<!--> <script>alert(1)</script> -->\n"),),
        (
            "docs/questions/shadows/sundial-noon.md:129: raw-html: the comment "
            "`<!--> <script>alert(1)</script> -->` can end early in a browser. "
            "Use no `--` in it, and no `>` or `-` at its ends.",
        ),
    ),
    Case(
        "attribute-list-with-handler",
        (append(SUNDIAL, "\nA paragraph.\n{ onclick=alert(1) }\n"),),
        (
            "docs/questions/shadows/sundial-noon.md:130: attribute-lists: `{ "
            "onclick=alert(1) }` is an attribute list that no text needs. Remove "
            "it, or write braces as code or in a formula.",
        ),
    ),
    Case(
        "attribute-list-with-style",
        (append(SUNDIAL, '\n*word*{: style="color: red" }\n'),),
        (
            "docs/questions/shadows/sundial-noon.md:129: attribute-lists: `{: "
            'style="color: red" }` is an attribute list that no text needs. '
            "Remove it, or write braces as code or in a formula.",
        ),
    ),
    Case(
        "attribute-list-on-code",
        (append(SUNDIAL, "\n`4 min`{.computed onclick=alert(1)}\n"),),
        (
            "docs/questions/shadows/sundial-noon.md:129: attribute-lists: "
            "`{.computed onclick=alert(1)}` is an attribute list that no text "
            "needs. Remove it, or write braces as code or in a formula.",
        ),
    ),
    Case(
        "attribute-list-on-a-heading",
        (
            replace(
                SUNDIAL,
                "### Taking a reading { #reading }",
                "### Taking a reading { #reading onclick=alert(1) }",
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:103: attribute-lists: `{ "
            "#reading onclick=alert(1) }` is an attribute list that no text "
            "needs. Remove it, or write braces as code or in a formula.",
        ),
    ),
    Case(
        "attribute-list-with-braces-inside",
        (append(SUNDIAL, "\n*word*{ a{b onclick=alert(1) }\n"),),
        (
            "docs/questions/shadows/sundial-noon.md:129: attribute-lists: `{` is "
            "an attribute list that no text needs. Remove it, or write braces as "
            "code or in a formula.",
        ),
    ),
    Case(
        "formula-does-not-parse",
        (replace_all(SUNDIAL, "$\\lambda_0$", "$\\frac{1$"),),
        (
            "docs/questions/shadows/sundial-noon.md:26: formulas: the formula "
            '`\\frac{1` cannot be shown: Expected closing token "}", but '
            "reached end of input. Correct it.",
            "docs/questions/shadows/sundial-noon.md:84: formulas: the formula "
            '`\\frac{1` cannot be shown: Expected closing token "}", but '
            "reached end of input. Correct it.",
        ),
    ),
    Case(
        "formula-with-unknown-command",
        (replace_all(SUNDIAL, "$\\lambda_0$", "$\\href{javascript:alert(1)}{x}$"),),
        (
            "docs/questions/shadows/sundial-noon.md:26: formulas: the formula "
            "`\\href{javascript:alert(1)}{x}` cannot be shown: Unknown command "
            '"\\href". Correct it.',
            "docs/questions/shadows/sundial-noon.md:84: formulas: the formula "
            "`\\href{javascript:alert(1)}{x}` cannot be shown: Unknown command "
            '"\\href". Correct it.',
        ),
    ),
    Case(
        "formula-in-colour",
        (replace_all(SUNDIAL, "$\\lambda_0$", "$\\color{red}x$"),),
        (
            "docs/questions/shadows/sundial-noon.md:26: formulas: the formula "
            "`\\color{red}x` cannot be shown: it needs the style color:#FF0000, "
            "which no page may have. Correct it.",
            "docs/questions/shadows/sundial-noon.md:84: formulas: the formula "
            "`\\color{red}x` cannot be shown: it needs the style color:#FF0000, "
            "which no page may have. Correct it.",
        ),
    ),
    Case(
        "formula-that-exhausts-the-stack",
        (replace_all(SUNDIAL, "$\\lambda_0$", "$" + "{" * 20_000 + "$"),),
        (
            "docs/questions/shadows/sundial-noon.md:26: formulas: the formula "
            "`{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{…` cannot be shown: "
            "it is longer than 2000 characters. Correct it.",
            "docs/questions/shadows/sundial-noon.md:84: formulas: the formula "
            "`{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{{…` cannot be shown: "
            "it is longer than 2000 characters. Correct it.",
        ),
    ),
    Case(
        "formula-that-never-ends",
        (replace_all(SUNDIAL, "$\\lambda_0$", "$" + "(" * 60 + "$"),),
        (
            "docs/questions/shadows/sundial-noon.md:26: formulas: the formula "
            "`(((((((((((((((((((((((((((((((((((((((((((((((…` cannot be shown: "
            "it leaves more than 12 brackets open. Correct it.",
            "docs/questions/shadows/sundial-noon.md:84: formulas: the formula "
            "`(((((((((((((((((((((((((((((((((((((((((((((((…` cannot be shown: "
            "it leaves more than 12 brackets open. Correct it.",
        ),
    ),
    Case(
        "formula-not-closed",
        (replace_all(SUNDIAL, "$\\lambda_0$", "$\\lambda_0"),),
        (
            "docs/questions/shadows/sundial-noon.md:26: dollar-signs: a dollar "
            "sign belongs to no formula. Close the formula, put `$$` on lines of "
            "its own between blank lines, or write `\\$`.",
            "docs/questions/shadows/sundial-noon.md:84: dollar-signs: a dollar "
            "sign belongs to no formula. Close the formula, put `$$` on lines of "
            "its own between blank lines, or write `\\$`.",
        ),
    ),
    Case(
        "display-formula-without-blank-line",
        (replace(SUNDIAL, "passed twelve by\n\n$$", "passed twelve by\n$$"),),
        (
            "docs/questions/shadows/sundial-noon.md:85: dollar-signs: a dollar "
            "sign belongs to no formula. Close the formula, put `$$` on lines of "
            "its own between blank lines, or write `\\$`.",
            "docs/questions/shadows/sundial-noon.md:87: dollar-signs: a dollar "
            "sign belongs to no formula. Close the formula, put `$$` on lines of "
            "its own between blank lines, or write `\\$`.",
        ),
    ),
    Case(
        "formula-in-other-signs",
        (append(SUNDIAL, "\nA \\(\\href{javascript:alert(1)}{x}\\) sign.\n"),),
        (
            "docs/questions/shadows/sundial-noon.md:129: attribute-lists: `{x}` "
            "is an attribute list that no text needs. Remove it, or write braces "
            "as code or in a formula.",
            "docs/questions/shadows/sundial-noon.md:129: dollar-signs: a "
            "backslash before a bracket begins a formula for the renderer. Write "
            "`$…$` for a formula, and else the bracket alone.",
        ),
    ),
    Case(
        "stray-dollar-sign",
        (append(SUNDIAL, "\nIt costs 5$.\n"),),
        (
            "docs/questions/shadows/sundial-noon.md:129: dollar-signs: a dollar "
            "sign belongs to no formula. Close the formula, put `$$` on lines of "
            "its own between blank lines, or write `\\$`.",
        ),
    ),
    Case(
        "no-break-space",
        (replace(SUNDIAL, "shortest, for", "shortest,\u00a0for"),),
        (
            "docs/questions/shadows/sundial-noon.md:105: invisible-characters: "
            "the invisible character U+00A0 stands here. Remove it, or write a "
            "plain space.",
        ),
    ),
    Case(
        "zero-width-space",
        (replace(SUNDIAL, "地球每小时", "地球\u200b每小时"),),
        (
            "docs/questions/shadows/sundial-noon.md:24: invisible-characters: "
            "the invisible character U+200B stands here. Remove it, or write a "
            "plain space.",
        ),
    ),
    Case(
        "bidi-override-in-code",
        (replace(CODE, '"""When', '"""\u202eWhen'),),
        (
            "docs/examples/sundial-noon.py:1: invisible-characters: the "
            "invisible character U+202E stands here. Remove it, or write a plain "
            "space.",
        ),
    ),
    Case(
        "zero-width-joiner-in-glossary",
        (replace(GLOSSARY, "日晷上投下影子的那根杆", "日晷上投下影子的\u200d那根杆"),),
        (
            "docs/glossary.yml:1: invisible-characters: the invisible character "
            "U+200D stands here. Remove it, or write a plain space.",
        ),
    ),
    Case(
        "private-use-character",
        (replace(SUNDIAL, "shortest, for", "shortest,\ue000for"),),
        (
            "docs/questions/shadows/sundial-noon.md:105: invisible-characters: "
            "the invisible character U+E000 stands here. Remove it, or write a "
            "plain space.",
        ),
    ),
    Case(
        "tab-in-text",
        (replace(SUNDIAL, "shortest, for", "shortest,\tfor"),),
        (
            "docs/questions/shadows/sundial-noon.md:105: tabs: a tab stands "
            "here. Write spaces instead.",
        ),
    ),
)

LANGUAGE = (
    Case(
        "ruled-out-rendering",
        (replace(SUNDIAL, "地球每小时转过", "视日时每小时转过"),),
        (
            "docs/questions/shadows/sundial-noon.md:24: forbidden-rendering: "
            "`视日时` is no rendering of ours. Write 太阳时, or quote it in 「」.",
        ),
    ),
    Case(
        "ruled-out-rendering-quoted-is-exempt",
        (replace(SUNDIAL, "地球每小时转过", "「视日时」每小时转过"),),
        (),
    ),
    Case(
        "ruled-out-rendering-in-title",
        (replace(SUNDIAL, ZH_TITLE, "# 太阳时间为什么和钟表不一致？"),),
        (
            "docs/questions/shadows/sundial-noon.md:14: forbidden-rendering: "
            "`太阳时间` is no rendering of ours. Write 太阳时, or quote it in 「」.",
        ),
    ),
    Case(
        "ruled-out-rendering-in-keywords-is-exempt",
        (replace(SUNDIAL, "平均时, 影子]", "平均时, 视日时]"),),
        (),
    ),
    Case(
        "ruled-out-rendering-in-glossary",
        (replace(GLOSSARY, "日晷上投下影子的那根杆", "视日时用的那根杆"),),
        (
            "docs/glossary.yml:1: forbidden-rendering: `视日时` is no rendering of "
            "ours. Write 太阳时, or quote it in 「」.",
        ),
    ),
    Case(
        "ruled-out-rendering-in-caption",
        (replace(SUNDIAL, "影子最短的时候就是", "视日时的时候就是"),),
        (
            "docs/questions/shadows/sundial-noon.md:18: forbidden-rendering: "
            "`视日时` is no rendering of ours. Write 太阳时, or quote it in 「」.",
        ),
    ),
    Case(
        "ruled-out-rendering-in-english",
        (replace(SUNDIAL, "It shows solar time, and", "It shows Sun time, and"),),
        (
            "docs/questions/shadows/sundial-noon.md:121: forbidden-rendering: "
            "`Sun time` is no rendering of ours. Write solar time, or quote it in "
            "「」.",
        ),
    ),
    Case(
        "ruled-out-rendering-as-part-of-a-word",
        (replace(SUNDIAL, "It shows solar time, and", "It shows sun timeout, and"),),
        (),
    ),
    Case(
        "half-width-comma",
        (replace(SUNDIAL, "日晷指示当地太阳的位置，", "日晷指示当地太阳的位置,"),),
        (
            "docs/questions/shadows/sundial-noon.md:16: punctuation: half-width "
            "punctuation beside Chinese: `置,`. Write ，。；：？！（）“”.",
        ),
    ),
    Case(
        "half-width-brackets",
        (replace(SUNDIAL, "先在影子最短的那一刻", "先在影子(shadow)最短的那一刻"),),
        (
            "docs/questions/shadows/sundial-noon.md:47: punctuation: half-width "
            "punctuation beside Chinese: `子(shadow)`. Write ，。；：？！（）“”.",
        ),
    ),
    Case(
        "half-width-stop-after-emphasis",
        (
            replace(
                SUNDIAL, "先在影子最短的那一刻记下", "先在**影子**. 最短的那一刻记下"
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:47: punctuation: half-width "
            "punctuation beside Chinese: `子.`. Write ，。；：？！（）“”.",
        ),
    ),
    Case(
        "straight-quotes",
        (replace(SUNDIAL, "先在影子最短的", '先在"影子"最短的'),),
        (
            "docs/questions/shadows/sundial-noon.md:47: punctuation: half-width "
            'punctuation beside Chinese: `在"`, `子"`. Write ，。；：？！（）“”.',
        ),
    ),
    Case(
        "half-width-in-topics",
        (replace(TOPICS, "读出时刻，读数", "读出时刻,读数"),),
        (
            "docs/topics.yml:1: punctuation: half-width punctuation beside "
            "Chinese: `刻,`. Write ，。；：？！（）“”.",
        ),
    ),
    Case(
        "no-space-before-latin",
        (replace(SUNDIAL, "先在影子最短的", "先在shadow 最短的"),),
        (
            "docs/questions/shadows/sundial-noon.md:47: spacing: no space "
            "between Chinese and Latin: `先在shad`. Write one space there.",
        ),
    ),
    Case(
        "no-space-after-digits",
        (replace(SUNDIAL, "先在影子最短的", "先在 12点影子最短的"),),
        (
            _unproven(47, "12"),
            "docs/questions/shadows/sundial-noon.md:47: spacing: no space "
            "between Chinese and Latin: `12点影子最`. Write one space there.",
        ),
    ),
    Case(
        "no-space-beside-emphasis",
        (replace(SUNDIAL, "先在影子最短的", "先在 **shadow**最短的"),),
        (
            "docs/questions/shadows/sundial-noon.md:47: spacing: no space "
            "between Chinese and Latin: `adow最短的那`. Write one space there.",
        ),
    ),
    Case(
        "no-space-beside-code",
        (
            replace(
                SUNDIAL, "正午就差 `4 min`{.computed}，", "正午就差`4 min`{.computed}，"
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:24: spacing: no space "
            "between Chinese and Latin: `正午就差⟨code⟩，这个`. Write one space there.",
        ),
    ),
    Case(
        "no-space-beside-formula",
        (
            replace(
                SUNDIAL, "把当地的经度记作 $\\lambda$，", "把当地的经度记作$\\lambda$，"
            ),
        ),
        (
            "docs/questions/shadows/sundial-noon.md:26: spacing: no space "
            "between Chinese and Latin: `经度记作⟨formula⟩，时区`. Write one space "
            "there.",
        ),
    ),
    Case(
        "no-space-beside-link",
        (replace(SUNDIAL, "比如[水钟]", "比如[clock]"),),
        (
            "docs/questions/shadows/sundial-noon.md:47: spacing: no space "
            "between Chinese and Latin: `法，比如cloc`. Write one space there.",
        ),
    ),
    Case(
        "space-before-full-width-stop",
        (replace(SUNDIAL, "日晷指示当地太阳的位置，", "日晷指示当地太阳的位置 ，"),),
        (
            "docs/questions/shadows/sundial-noon.md:16: spacing: a space beside "
            "full-width punctuation: `置 ，`. Remove it.",
        ),
    ),
    Case(
        "space-after-full-width-stop",
        (replace(SUNDIAL, "日晷指示当地太阳的位置，", "日晷指示当地太阳的位置， "),),
        (
            "docs/questions/shadows/sundial-noon.md:16: spacing: a space beside "
            "full-width punctuation: `， 钟`. Remove it.",
        ),
    ),
    Case(
        "no-space-in-keywords",
        (replace(SUNDIAL, "平均时, 影子]", "平均时, 影子shadow]"),),
        (
            "docs/questions/shadows/sundial-noon.md:7: spacing: no space between "
            "Chinese and Latin: `影子shad`. Write one space there.",
        ),
    ),
)

LACKING = "Write it otherwise, or add it: see hooks/fonts/README.txt."
CARDS = (
    Case(
        "title-that-no-card-can-show",
        (replace(SUNDIAL, EN_TITLE, f"{EN_TITLE[:-1]} ☉?"),),
        (
            "docs/questions/shadows/sundial-noon.md:72: card-characters: the preview "
            f"card's fonts lack `☉`. {LACKING}",
        ),
    ),
    Case(
        "answer-that-begins-with-what-no-card-can-show",
        (replace(SUNDIAL, ZH_ANSWER_START, "日晷指示当地太阳（☉、𬬭）的位置，"),),
        (
            "docs/questions/shadows/sundial-noon.md:16: card-characters: the preview "
            f"card's fonts lack `☉𬬭`. {LACKING}",
        ),
    ),
    Case(
        "answer-that-ends-with-what-no-card-can-show",
        (replace(SUNDIAL, EN_ANSWER_END, "so noon (☉) can come early or late."),),
        (),
    ),
    Case(
        "page-that-no-card-can-show",
        (replace(ABOUT, "# About this site", "# About this site ☉"),),
        (
            f"docs/pages/about.md:7: card-characters: the preview card's fonts lack "
            f"`☉`. {LACKING}",
        ),
    ),
    Case(
        "topic-that-no-card-can-show",
        (replace(TOPICS, "title: Shadows and time", "title: Shadows and time ☉"),),
        (
            f"docs/topics.yml:1: card-characters: the preview card's fonts lack `☉`. "
            f"{LACKING}",
        ),
    ),
)


CASES: tuple[Case, ...] = (
    *IDENTITY,
    *GRAPH,
    *STRUCTURE,
    *PARITY,
    *LINKS,
    *FIGURES,
    *CITATIONS,
    *PROGRAMS,
    *NUMBERS,
    *ERRATA_CASES,
    *SAFETY,
    *LANGUAGE,
    *CARDS,
)
