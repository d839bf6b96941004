"""Bad sources that reading refuses: bytes, YAML, front matter, editions, registers."""

from __future__ import annotations

from bad_sources import (
    SUNDIAL,
    WATER_CLOCK,
    Case,
    append,
    copy,
    delete,
    recode,
    replace,
    symlink,
    write,
)

GLOSSARY = "docs/glossary.yml"
TOPICS = "docs/topics.yml"
SOURCES = "docs/sources.bib"
PUBLISHED = "docs/published.yml"
REDIRECTS = "docs/redirects.yml"
HOME = "docs/pages/home.md"
CODE = "docs/examples/sundial-noon.py"
OUTPUT = "docs/examples/sundial-noon.out"

# Nine levels of lists, each of nine aliases of the one before: 9**9 items if expanded.
ALIAS_BOMB = "bomb0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"bomb{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n"
    for level in range(1, 9)
)

BYTES = (
    Case(
        "empty-file",
        (write(SUNDIAL, ""),),
        (
            f"{SUNDIAL}:1: front-matter: no front matter between two lines "
            "---. Put it first in the file.",
        ),
    ),
    Case(
        "only-spaces",
        (write(SUNDIAL, " \n\n"),),
        (
            f"{SUNDIAL}:1: front-matter: no front matter between two lines "
            "---. Put it first in the file.",
        ),
    ),
    Case(
        "bom",
        (recode(SUNDIAL, lambda content: b"\xef\xbb\xbf" + content),),
        (
            f"{SUNDIAL}:1: encoding: the file starts with a BOM. Save it as "
            "UTF-8 without BOM.",
        ),
    ),
    Case(
        "crlf",
        (recode(SUNDIAL, lambda content: content.replace(b"\n", b"\r\n")),),
        (
            f"{SUNDIAL}:1: encoding: a CR in a line end. Save the file with LF "
            "line ends.",
        ),
    ),
    Case(
        "one-crlf",
        (replace(SUNDIAL, "level: 1\n", "level: 1\r\n"),),
        (
            f"{SUNDIAL}:3: encoding: a CR in a line end. Save the file with LF "
            "line ends.",
        ),
    ),
    Case(
        "lone-cr",
        (replace(SUNDIAL, "level: 1\n", "level: 1\r"),),
        (
            f"{SUNDIAL}:3: encoding: a CR in a line end. Save the file with LF "
            "line ends.",
        ),
    ),
    Case(
        "latin-1",
        (recode(SUNDIAL, lambda content: content.replace(b"zone", b"z\xf4ne", 1)),),
        (
            f"{SUNDIAL}:74: encoding: the byte 0xf4 is no UTF-8. Save the file "
            "as UTF-8.",
        ),
    ),
    Case(
        "gb18030",
        (recode(SUNDIAL, lambda content: content.decode().encode("gb18030")),),
        (f"{SUNDIAL}:7: encoding: the byte 0xc8 is no UTF-8. Save the file as UTF-8.",),
    ),
    Case(
        "utf-16",
        (recode(SUNDIAL, lambda content: content.decode().encode("utf-16")),),
        (f"{SUNDIAL}:1: encoding: the file is UTF-16. Save it as UTF-8 without BOM.",),
    ),
    Case(
        "nul-byte",
        (replace(SUNDIAL, "整个时区", "整个\0时区"),),
        (f"{SUNDIAL}:16: encoding: a NUL byte. Delete it.",),
    ),
    Case(
        "five-megabytes",
        (append(SUNDIAL, "x" * 5_000_000 + "\n"),),
        (
            f"{SUNDIAL}:1: file-size: the file is larger than 256 KiB. Split "
            "or shorten it.",
        ),
    ),
    Case(
        "no-final-line-end",
        (recode(SUNDIAL, lambda content: content[:-1]),),
        (f"{SUNDIAL}:127: encoding: the last line has no end. Add a line end to it.",),
    ),
    Case(
        "binary-file",
        (write(SUNDIAL, b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256))),),
        (f"{SUNDIAL}:1: encoding: the byte 0x89 is no UTF-8. Save the file as UTF-8.",),
    ),
    Case(
        "latin-1-output",
        (write(OUTPUT, b"caf\xe9\n"),),
        (f"{OUTPUT}:1: encoding: the byte 0xe9 is no UTF-8. Save the file as UTF-8.",),
    ),
    Case(
        "bom-in-glossary",
        (recode(GLOSSARY, lambda text: b"\xef\xbb\xbf" + text),),
        (
            f"{GLOSSARY}:1: encoding: the file starts with a BOM. Save it as "
            "UTF-8 without BOM.",
        ),
    ),
    Case(
        "utf-16-bibliography",
        (write(SOURCES, "@book{a}".encode("utf-16")),),
        (f"{SOURCES}:1: encoding: the file is UTF-16. Save it as UTF-8 without BOM.",),
    ),
)

FILES = (
    Case(
        "symlink-loop",
        (symlink("docs/questions/water/loop.md", "loop.md"),),
        (
            "docs/questions/water/loop.md:1: files: a symbolic link. "
            "Put the file itself here.",
        ),
    ),
    Case(
        "symlinked-folder-loop",
        (symlink("docs/questions/water/deeper", "."),),
        (
            "docs/questions/water/deeper:1: files: a symbolic link. "
            "Put the file itself here.",
        ),
    ),
    Case(
        "symlink-out-of-docs",
        (symlink("docs/questions/water/passwords.md", "/etc/passwd"),),
        (
            "docs/questions/water/passwords.md:1: files: a symbolic "
            "link. Put the file itself here.",
        ),
    ),
    Case(
        "symlinked-register",
        (delete(TOPICS), symlink(TOPICS, "topics.yml")),
        (f"{TOPICS}:1: files: a symbolic link. Put the file itself here.",),
    ),
    Case(
        "stray-file",
        (write("docs/questions/notes.md", "text\n"),),
        (
            "docs/questions/notes.md:1: files: no place for a "
            "question. Move it to docs/questions/<topic>/<slug>.md, "
            "in a-z, 0-9 and hyphens.",
        ),
    ),
    Case(
        "question-too-deep",
        (copy(SUNDIAL, "docs/questions/water/a/b.md"),),
        (
            "docs/questions/water/a/b.md:1: files: no place for a "
            "question. Move it to docs/questions/<topic>/<slug>.md, "
            "in a-z, 0-9 and hyphens.",
        ),
    ),
    Case(
        "not-markdown",
        (write("docs/questions/water/table.csv", "a,b\n"),),
        (
            "docs/questions/water/table.csv:1: files: no place for a "
            "question. Move it to docs/questions/<topic>/<slug>.md, "
            "in a-z, 0-9 and hyphens.",
        ),
    ),
    Case(
        "capital-in-slug",
        (copy(SUNDIAL, "docs/questions/shadows/Dial.md"),),
        (
            "docs/questions/shadows/Dial.md:1: files: no place for a "
            "question. Move it to docs/questions/<topic>/<slug>.md, "
            "in a-z, 0-9 and hyphens.",
        ),
    ),
    Case(
        "control-character-in-name",
        (write("docs/questions/water/a\u202eb\n.md", "text\n"),),
        (
            "docs/questions/water/a\\u202eb\\n.md:1: files: no place "
            "for a question. Move it to "
            "docs/questions/<topic>/<slug>.md, in a-z, 0-9 and "
            "hyphens.",
        ),
    ),
    Case(
        "folder-as-question",
        (write("docs/questions/water/a.md/b.txt", "x\n"),),
        (
            "docs/questions/water/a.md/b.txt:1: files: no place for "
            "a question. Move it to "
            "docs/questions/<topic>/<slug>.md, in a-z, 0-9 and "
            "hyphens.",
        ),
    ),
    Case(
        "stray-page",
        (write("docs/pages/more/about.md", "text\n"),),
        (
            "docs/pages/more/about.md:1: files: no place for a page. "
            "Move it to docs/pages/<name>.md, in a-z, 0-9 and "
            "hyphens.",
        ),
    ),
    Case(
        "docs-missing",
        (delete("docs"),),
        ("docs:1: files: the file is missing. Add it.",),
    ),
    Case(
        "docs-empty",
        (delete("docs"), write("docs/.keep", "")),
        ("docs:1: files: nothing is in it. Add questions.",),
    ),
    Case(
        "topics-missing",
        (delete(TOPICS),),
        (f"{TOPICS}:1: files: the file is missing. Add it.",),
    ),
    Case(
        "bibliography-missing",
        (delete(SOURCES),),
        (f"{SOURCES}:1: files: the file is missing. Add it.",),
    ),
    Case(
        "output-missing",
        (delete(OUTPUT),),
        (
            f"{OUTPUT}:1: example-files: the file is missing. Write into it "
            "what the program prints.",
        ),
    ),
    Case(
        "code-missing",
        (delete(CODE),),
        (
            f"{CODE}:1: example-files: the file is missing. Write the "
            "program that the question shows.",
        ),
    ),
    Case(
        "example-of-no-question",
        (write("docs/examples/other.py", "\n"),),
        (
            "docs/examples/other.py:1: example-files: no question "
            "has this example. Name it like one, or delete it.",
        ),
    ),
)

YAML = (
    Case(
        "broken-yaml",
        (replace(SUNDIAL, "level: 1", "level: [1"),),
        (
            f"{SUNDIAL}:4: yaml: no valid YAML: did not find expected ',' or "
            "']'. Mend the syntax here or just above.",
        ),
    ),
    Case(
        "yaml-colon-in-value",
        (replace(SUNDIAL, "level: 1", "level: 1: 2"),),
        (
            f"{SUNDIAL}:3: yaml: no valid YAML: mapping values are not allowed "
            "in this context. Mend the syntax here or just above.",
        ),
    ),
    Case(
        "yaml-tab",
        (replace(SUNDIAL, "  zh: [日晷", "\tzh: [日晷"),),
        (f"{SUNDIAL}:7: yaml: a tab in YAML. Use spaces.",),
    ),
    Case(
        "yaml-duplicate-key",
        (replace(SUNDIAL, "level: 1", "level: 1\nlevel: 2"),),
        (f"{SUNDIAL}:4: yaml: the key `level` stands twice. Keep one of them.",),
    ),
    Case(
        "yaml-tag-constructs",
        (
            replace(
                SUNDIAL, "level: 1", 'level: !!python/object/apply:os.system ["exit 1"]'
            ),
        ),
        (
            f"{SUNDIAL}:3: yaml: the tag "
            "`tag:yaml.org,2002:python/object/apply:os.system` in "
            "YAML. Write a plain value.",
        ),
    ),
    Case(
        "yaml-alias-bomb",
        (replace(SUNDIAL, "level: 1\n", ALIAS_BOMB),),
        (f"{SUNDIAL}:3: yaml: the anchor `a0` in YAML. Delete it.",),
    ),
    Case(
        "yaml-recursive-alias",
        (replace(SUNDIAL, "level: 1", "level: &a [*a]"),),
        (f"{SUNDIAL}:3: yaml: the anchor `a` in YAML. Delete it.",),
    ),
    Case(
        "yaml-merge-key",
        (replace(SUNDIAL, "level: 1", "<<: {level: 1}"),),
        (
            f"{SUNDIAL}:2: front-matter: no key `level`. Add it.",
            f"{SUNDIAL}:3: front-matter: unknown key `<<`. Use only: id, "
            "level, related, prerequisites, keywords, published, "
            "revised, reviewed, status.",
        ),
    ),
    Case(
        "yaml-deep",
        (replace(SUNDIAL, "level: 1", "level: " + "[" * 5000),),
        (f"{SUNDIAL}:3: yaml: more than 8 levels. Nest less deeply.",),
    ),
    Case(
        "yaml-complex-key",
        (replace(SUNDIAL, "level: 1", "? [a]\n: 1"),),
        (f"{SUNDIAL}:3: yaml: a list or mapping as a key. Use plain text.",),
    ),
    Case(
        "yaml-line-separator",
        (replace(GLOSSARY, "The rod of", "The rod\u2028of"),),
        (f"{GLOSSARY}:8: yaml: `\\u2028` in YAML. Use spaces.",),
    ),
    Case(
        "yaml-control-character",
        (replace(SUNDIAL, "level: 1", "level: \x07"),),
        (
            f"{SUNDIAL}:3: yaml: no valid YAML: a control character. Mend the "
            "syntax here or just above.",
        ),
    ),
    Case(
        "yaml-two-documents",
        (append(GLOSSARY, "---\n- more\n"),),
        (f"{GLOSSARY}:29: yaml: a second document starts here. Keep one in a file.",),
    ),
    Case(
        "yaml-broken-topics",
        (append(TOPICS, "- id: [\n"),),
        (
            f"{TOPICS}:15: yaml: no valid YAML: did not find expected node "
            "content. Mend the syntax here or just above.",
        ),
    ),
    Case(
        "yaml-tab-in-redirects",
        (write(REDIRECTS, "a:\tb\n"),),
        (f"{REDIRECTS}:1: yaml: a tab in YAML. Use spaces.",),
    ),
)

FRONT_MATTER = (
    Case(
        "no-front-matter",
        (replace(SUNDIAL, "---\nid: 1", "id: 1"),),
        (
            f"{SUNDIAL}:1: front-matter: no front matter between two lines "
            "---. Put it first in the file.",
        ),
    ),
    Case(
        "front-matter-not-closed",
        (replace(SUNDIAL, "reviewed: 2026-02-21\n---\n", "reviewed: 2026-02-21\n"),),
        (
            f"{SUNDIAL}:1: front-matter: no front matter between two lines "
            "---. Put it first in the file.",
        ),
    ),
    Case(
        "front-matter-a-list",
        (
            recode(
                SUNDIAL,
                lambda content: b"---\n- a\n---\n" + content.split(b"\n---\n", 1)[1],
            ),
        ),
        (
            f"{SUNDIAL}:2: front-matter: no mapping of keys to values. Write "
            "one key a line.",
        ),
    ),
    Case(
        "id-quoted",
        (replace(SUNDIAL, "id: 1", 'id: "1"'),),
        (
            f"{SUNDIAL}:2: front-matter: `1` is no id. Write a positive whole "
            "number without quotation marks.",
        ),
    ),
    Case(
        "id-exponent",
        (replace(SUNDIAL, "id: 1", "id: 1e3"),),
        (
            f"{SUNDIAL}:2: front-matter: `1e3` is no id. Write a positive "
            "whole number without quotation marks.",
        ),
    ),
    Case(
        "id-zero",
        (replace(SUNDIAL, "id: 1", "id: 0"),),
        (
            f"{SUNDIAL}:2: front-matter: `0` is no id. Write a positive whole "
            "number without quotation marks.",
        ),
    ),
    Case(
        "id-negative",
        (replace(SUNDIAL, "id: 1", "id: -1"),),
        (
            f"{SUNDIAL}:2: front-matter: `-1` is no id. Write a positive whole "
            "number without quotation marks.",
        ),
    ),
    Case(
        "id-octal",
        (replace(SUNDIAL, "id: 1", "id: 01"),),
        (
            f"{SUNDIAL}:2: front-matter: `01` is no id. Write a positive whole "
            "number without quotation marks.",
        ),
    ),
    Case(
        "id-missing",
        (replace(SUNDIAL, "id: 1\n", ""),),
        (f"{SUNDIAL}:2: front-matter: no key `id`. Add it.",),
    ),
    Case(
        "level-out-of-range",
        (replace(SUNDIAL, "level: 1", "level: 4"),),
        (f"{SUNDIAL}:3: front-matter: `4` is no level. Write 1, 2 or 3.",),
    ),
    Case(
        "unknown-key",
        (replace(SUNDIAL, "level: 1", "level: 1\nauthor: me"),),
        (
            f"{SUNDIAL}:4: front-matter: unknown key `author`. Use only: id, "
            "level, related, prerequisites, keywords, published, "
            "revised, reviewed, status.",
        ),
    ),
    Case(
        "list-over-several-lines",
        (
            replace(
                SUNDIAL,
                "related: [water-clock-shape]",
                "related:\n  - water-clock-shape",
            ),
        ),
        (
            f"{SUNDIAL}:4: front-matter: no list on one line. Write it as "
            "[one, two], on the key's line.",
        ),
    ),
    Case(
        "related-a-text",
        (replace(SUNDIAL, "[water-clock-shape]", "water"),),
        (
            f"{SUNDIAL}:4: front-matter: no list on one line. Write it as "
            "[one, two], on the key's line.",
        ),
    ),
    Case(
        "related-no-slug",
        (replace(SUNDIAL, "[water-clock-shape]", "[../a]"),),
        (
            f"{SUNDIAL}:4: front-matter: `../a` is no slug. Write a question's "
            "file name.",
        ),
    ),
    Case(
        "keywords-without-en",
        (replace(SUNDIAL, "  en: [sundial", "  de: [sundial"),),
        (f"{SUNDIAL}:6: front-matter: no key `en`. Add it.",),
    ),
    Case(
        "keyword-empty",
        (replace(SUNDIAL, "[日晷, 正午", "[日晷, ''"),),
        (
            f"{SUNDIAL}:7: front-matter: the list holds an empty or nested "
            "item. Write plain text.",
        ),
    ),
    Case(
        "date-impossible",
        (replace(SUNDIAL, "2026-01-10", "2026-02-30"),),
        (
            f"{SUNDIAL}:9: front-matter: `2026-02-30` is no date. Write it as "
            "2026-01-31, without quotes.",
        ),
    ),
    Case(
        "date-quoted",
        (replace(SUNDIAL, "2026-01-10", '"2026-01-10"'),),
        (
            f"{SUNDIAL}:9: front-matter: `2026-01-10` is no date. Write it as "
            "2026-01-31, without quotes.",
        ),
    ),
    Case(
        "date-with-time",
        (replace(SUNDIAL, "2026-01-10", "2026-01-10 10:00"),),
        (
            f"{SUNDIAL}:9: front-matter: `2026-01-10 10:00` is no date. Write "
            "it as 2026-01-31, without quotes.",
        ),
    ),
    Case(
        "reviewed-too-early",
        (replace(SUNDIAL, "2026-02-21", "2025-02-21"),),
        (
            f"{SUNDIAL}:11: front-matter: reviewed before published. Correct "
            "one of the two dates.",
        ),
    ),
    Case(
        "status-unknown",
        (replace(SUNDIAL, "level: 1", "level: 1\nstatus: done"),),
        (f"{SUNDIAL}:4: front-matter: `done` is no status. Write draft or published.",),
    ),
    Case(
        "two-faults-in-front-matter",
        (
            replace(SUNDIAL, "level: 1", "level: 9"),
            replace(SUNDIAL, "id: 1\n", "id: x\n"),
        ),
        (
            f"{SUNDIAL}:2: front-matter: `x` is no id. Write a positive whole "
            "number without quotation marks.",
            f"{SUNDIAL}:3: front-matter: `9` is no level. Write 1, 2 or 3.",
        ),
    ),
)

EDITIONS = (
    Case(
        "en-missing",
        (replace(SUNDIAL, "<!-- en -->\n", ""),),
        (
            f"{SUNDIAL}:1: editions: the English edition is missing. Put <!-- "
            "en --> on a line of its own above its title.",
        ),
    ),
    Case(
        "zh-missing",
        (replace(WATER_CLOCK, "<!-- zh -->\n", ""),),
        (
            f"{WATER_CLOCK}:1: editions: the Chinese edition is missing. Put <!-- "
            "zh --> on a line of its own above its title.",
        ),
    ),
    Case(
        "editions-swapped",
        (
            replace(SUNDIAL, "<!-- en -->", "<!-- xx -->"),
            replace(SUNDIAL, "<!-- zh -->", "<!-- en -->"),
            replace(SUNDIAL, "<!-- xx -->", "<!-- zh -->"),
        ),
        (
            f"{SUNDIAL}:13: editions: the English edition stands first. Put "
            "the Chinese one above it.",
        ),
    ),
    Case(
        "edition-doubled",
        (append(SUNDIAL, "\n<!-- en -->\n# Again\n"),),
        (
            f"{SUNDIAL}:129: editions: <!-- en --> stands twice. Keep one "
            "edition a language.",
        ),
    ),
    Case(
        "text-above-editions",
        (replace(SUNDIAL, "<!-- zh -->", "Hi\n<!-- zh -->"),),
        (
            f"{SUNDIAL}:13: editions: text above the first edition. Move it "
            "below <!-- zh -->.",
        ),
    ),
    Case(
        "page-without-en",
        (replace(HOME, "<!-- en -->", "<!--en-->"),),
        (
            f"{HOME}:1: editions: the English edition is missing. Put <!-- "
            "en --> on a line of its own above its title.",
        ),
    ),
    Case(
        "page-with-front-matter",
        (replace(HOME, "<!-- zh -->", "---\n<!-- zh -->"),),
        (
            f"{HOME}:1: editions: text above the first edition. Move it "
            "below <!-- zh -->.",
        ),
    ),
)

REGISTERS = (
    Case(
        "topics-no-list",
        (write(TOPICS, "shadows: 1\n"),),
        (f"{TOPICS}:1: topics: no list. Start each entry with a hyphen.",),
    ),
    Case(
        "topic-twice",
        (replace(TOPICS, "id: water", "id: shadows"),),
        (f"{TOPICS}:8: topics: `shadows` stands twice. Keep one of the entries.",),
    ),
    Case(
        "topic-without-sentence",
        (
            replace(
                TOPICS,
                "    description: How a shadow tells the hour, why it differs from the "
                "clock, and how to correct it.\n",
                "",
            ),
        ),
        (f"{TOPICS}:5: topics: no key `description`. Add it.",),
    ),
    Case(
        "topic-id-no-slug",
        (replace(TOPICS, "id: water", "id: Water works"),),
        (
            f"{TOPICS}:8: topics: `Water works` is no id. Use a-z, 0-9 and "
            "single hyphens.",
        ),
    ),
    Case(
        "term-twice",
        (replace(GLOSSARY, "id: solar-time", "id: gnomon"),),
        (f"{GLOSSARY}:9: glossary: `gnomon` stands twice. Keep one of the entries.",),
    ),
    Case(
        "term-unknown-key",
        (replace(GLOSSARY, "usage: Opp", "use: Opp"),),
        (
            f"{GLOSSARY}:21: glossary: unknown key `use`. Use only: term, "
            "definition, forms, usage, avoid.",
        ),
    ),
    Case(
        "term-definition-empty",
        (replace(GLOSSARY, "日晷上投下影子的那根杆，与地球的自转轴平行。", "''"),),
        (f"{GLOSSARY}:4: glossary: definition is empty. Write its text.",),
    ),
    Case(
        "term-forms-a-text",
        (replace(GLOSSARY, "[gnomons]", "gnomons"),),
        (
            f"{GLOSSARY}:7: glossary: forms is no list of texts. Write it as "
            "[one, two].",
        ),
    ),
    Case(
        "term-form-shared",
        (replace(GLOSSARY, "[gnomons]", "[Solar time]"),),
        (
            f"{GLOSSARY}:9: glossary: `solar time` is a form of `gnomon` too. "
            "Give it to one term only.",
        ),
    ),
    Case(
        "term-no-mapping",
        (append(GLOSSARY, "- dial\n"),),
        (f"{GLOSSARY}:29: glossary: no mapping. Give it the keys id, zh, en.",),
    ),
    Case(
        "glossary-empty",
        (write(GLOSSARY, ""),),
        (f"{GLOSSARY}:1: glossary: no list. Start each entry with a hyphen.",),
    ),
    Case(
        "name-without-a-digit",
        (write("docs/names.yml", "- BERT\n- [a]\n"),),
        (
            "docs/names.yml:1: name-use: no question holds `BERT`. Remove it.",
            "docs/names.yml:1: names: `BERT` is no name with a digit. Remove it.",
            "docs/names.yml:2: names: a list or mapping is no name with a digit. "
            "Remove it.",
        ),
    ),
    Case(
        "synonyms-in-one-language",
        (write("docs/synonyms.yml", "- {zh: [慢]}\n- {zh: [快], en: [fast]}\n"),),
        ("docs/synonyms.yml:1: synonyms: no key `en`. Add it.",),
    ),
    Case(
        "synonym-of-two-ideas",
        (
            write(
                "docs/synonyms.yml",
                "- {zh: [慢], en: [slow]}\n- {zh: [缓慢], en: [slow, []]}\n"
                "- {zh: [慢], en: [late]}\n",
            ),
        ),
        (
            "docs/synonyms.yml:2: synonyms: en is no list of texts. "
            "Write it as [one, two].",
            "docs/synonyms.yml:3: synonyms: `慢` stands twice. "
            "Keep one of the entries.",
        ),
    ),
    Case(
        "exception-without-its-reason",
        (append("docs/exceptions.yml", "- {question: a, zh: 甲, en: A}\n"),),
        (
            "docs/exceptions.yml:5: exception-use: `a` is no question. Name one.",
            "docs/exceptions.yml:5: exceptions: no key `reason`. Add it.",
        ),
    ),
    Case(
        "errata-a-list",
        (write("docs/errata.yml", "- a\n"),),
        (
            "docs/errata.yml:1: errata: no mapping. Give it the keys corrections and "
            "misconceptions.",
        ),
    ),
    Case(
        "errata-undated-correction",
        (
            write(
                "docs/errata.yml",
                "corrections:\n- {id: a, question: b, zh: {claim: 甲, truth: 乙}, "
                "en: {claim: A, truth: B}}\n- {id: c, question: b, date: soon, "
                "zh: {claim: 甲, truth: 乙}, en: {claim: A, truth: ''}}\n"
                "misconceptions: []\n",
            ),
        ),
        (
            "docs/errata.yml:2: errata: no key `date`. Add it.",
            "docs/errata.yml:3: errata: `soon` is no date. Write it as 2026-01-31.",
            "docs/errata.yml:3: errata: truth is empty. Write its text.",
        ),
    ),
    Case(
        "published-no-number",
        (replace(PUBLISHED, "id: 3", 'id: "3"'),),
        (f"{PUBLISHED}:3: published: `3` is no id. Write a positive whole number.",),
    ),
    Case(
        "published-id-twice",
        (replace(PUBLISHED, "id: 3", "id: 2"),),
        (f"{PUBLISHED}:3: published: `2` stands twice. Keep one of the entries.",),
    ),
    Case(
        "redirects-a-list",
        (write(REDIRECTS, "- water-clock\n"),),
        (
            f"{REDIRECTS}:1: redirects: no mapping. Write one old-slug: new-slug "
            "a line.",
        ),
    ),
    Case(
        "redirect-no-slug",
        (append(REDIRECTS, "dial: ../../x\n"),),
        (
            f"{REDIRECTS}:2: redirects: `../../x` is no slug. Use a-z, 0-9 and "
            "single hyphens.",
        ),
    ),
)

BIBLIOGRAPHY = (
    Case(
        "bibtex-not-closed",
        (append(SOURCES, "\n@book{extra,\n  title = {X\n"),),
        (
            f"{SOURCES}:39: bibliography: an entry that cannot be read. Close "
            "its braces and part its fields.",
        ),
    ),
    Case(
        "bibtex-field-unparted",
        (replace(SOURCES, "{Ashford, Jane and Li, Wei},", "{A}"),),
        (f"{SOURCES}:3: bibliography: no comma behind the field `author`. Add it.",),
    ),
    Case(
        "bibtex-duplicate-key",
        (append(SOURCES, "\n@book{brook1998,\n  title = {X},\n}\n"),),
        (
            f"{SOURCES}:39: bibliography: the key `brook1998` stands twice. "
            "Keep one of the entries.",
        ),
    ),
    Case(
        "bibtex-duplicate-field",
        (replace(SOURCES, "year      = {2001},", "title = {X},"),),
        (f"{SOURCES}:2: bibliography: the field `title` stands twice. Keep one.",),
    ),
    Case(
        "bibtex-text-outside",
        (append(SOURCES, "\nand so on\n"),),
        (
            f"{SOURCES}:39: bibliography: text outside an entry: `and so on`. "
            "Delete it or put % first.",
        ),
    ),
    Case(
        "bibtex-no-bibtex",
        (write(SOURCES, "[1] Ashford and Li, 2001\n"),),
        (
            f"{SOURCES}:1: bibliography: text outside an entry: `[1] Ashford "
            "and Li, 2001`. Delete it or put % first.",
        ),
    ),
)

UNFINISHED = (
    Case(
        "todo-in-text",
        (replace(SUNDIAL, "阴天没有影子，", "TODO：阴天。没有影子，"),),
        (
            f"{SUNDIAL}:47: unfinished: still to be written: "
            "`阴天。没有影子，只能换一种办法，比如[水钟](../water/water-clock-sha…`. "
            "Replace the TODO.",
        ),
    ),
    Case(
        "todo-in-example",
        (replace(CODE, '"""When a clock', '"""TODO When a clock'),),
        (
            f"{CODE}:1: unfinished: still to be written: `When a clock "
            "stands at the moment of a sundial'…`. Replace the TODO.",
        ),
    ),
)

CASES = (
    *BYTES,
    *FILES,
    *YAML,
    *FRONT_MATTER,
    *EDITIONS,
    *REGISTERS,
    *BIBLIOGRAPHY,
    *UNFINISHED,
)
