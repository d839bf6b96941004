"""What the rules let pass is harmless once it is rendered, however it is spelt."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from html.parser import HTMLParser

import markdown
import pytest
from bad_sources import CORPUS
from handbook.corpus import load
from handbook.markup import Markup
from handbook.rules import check

EXTENSIONS = (
    "attr_list",
    "tables",
    "toc",
    "pymdownx.arithmatex",
    "pymdownx.highlight",
    "pymdownx.superfences",
)
TAGS = ("script", "style", "iframe", "object", "b", "form")
ATTRIBUTES = ("id", "class", "href", "src", "alt", "title", "style")
# Pieces of Markdown and of attacks, to be put together in any order.
PIECES = (
    *"abc[]()<>`$\\\n\t :|*_\"'&!",
    *("\n\n", "``", "```", "~~~", "$$", "\\(", "\\)", "\\[", "\\]", "](", "![", "]: "),
    *("- ", "> ", "# ", "## x", "|-|-|", "    ", "\n---\n", "\n===\n", "<!--", "-->"),
    *("[a]", "[a]: javascript:x", "(javascript:x)", "(<javascript:x>)", "&lt;"),
    *("[x](javascript:x)", "<javascript:x>", "<http://a.b>", "&#106;avascript:x"),
    *("<script>", "</script>", "<b onclick=x>", "{ onclick=x }", '{: style="a" }'),
    *("{ .computed }", "{#i}", "java\tscript:x", "https://a.b", "\x01", "[TOC]"),
)


class Danger(HTMLParser):
    """Collects what no page may hold."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in TAGS:
            self.found.append(tag)
        for name, value in attrs:
            address = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name in ("href", "src"):
                if re.match(r"(?!https:)[a-z][a-z0-9+.-]*:|//|\\", address):
                    self.found.append(address)
            elif name not in ATTRIBUTES or (
                name == "style" and not address.startswith("text-align:")
            ):
                self.found.append(name)


@pytest.mark.parametrize("seed", range(4))
def test_what_the_rules_let_pass_is_harmless(seed: int) -> None:
    corpus, _ = load(CORPUS)
    page = next(page for page in corpus.pages if page.name == "about")
    choose = random.Random(seed)
    harmless = 0
    for _ in range(600):
        size = choose.randint(2, 12)
        text = "".join(choose.choice(PIECES) for _ in range(size))
        body = f"# Title\n\nFirst.\n\n{text}\n"
        edition = replace(page.editions["en"], markup=Markup(body))
        alone = replace(page, editions={"zh": edition, "en": edition})
        problems = check(replace(corpus, pages=(alone,), questions=()))
        if any(problem.path == page.path for problem in problems):
            continue
        harmless += 1
        html = markdown.markdown(
            body,
            extensions=list(EXTENSIONS),
            extension_configs={"pymdownx.arithmatex": {"generic": True}},
        )
        assert Danger(html).found == [], text
    assert harmless > 20
