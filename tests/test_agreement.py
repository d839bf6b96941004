"""The scanner and the renderer see the same headings, links and code."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
from bad_sources import CORPUS
from handbook import load
from handbook.markup import Markup
from handbook.model import Edition, Page, Question

REPOSITORY = Path(__file__).parent.parent


def every_edition() -> list[tuple[str, Edition]]:
    found = []
    for root in (CORPUS, REPOSITORY):
        corpus, _ = load(root)
        holders: tuple[Question | Page, ...] = (*corpus.questions, *corpus.pages)
        for holder in holders:
            for language, edition in holder.editions.items():
                found.append((f"{holder.path}:{language}", edition))
    return found


EDITIONS = every_edition()


class Seen(HTMLParser):
    """The headings, addresses and code of a rendered text."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[tuple[int, str]] = []
        self.targets: list[str] = []
        self.codes: list[str] = []
        self.blocks = 0
        self._is_in_block = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings.append((int(tag[1]), attributes.get("id") or ""))
        elif tag in ("a", "img"):
            self.targets.append(attributes.get("href") or attributes.get("src") or "")
        elif tag == "pre":
            self.blocks += 1
            self._is_in_block = True
        elif tag == "code" and not self._is_in_block:
            self.codes.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "pre":
            self._is_in_block = False
        elif tag == "code" and not self._is_in_block:
            self.codes.append("end")

    def handle_data(self, data: str) -> None:
        if self.codes and self.codes[-1] != "end":
            self.codes[-1] += data


def without_formulas(markup: Markup) -> str:
    """Return the text with its formulas replaced: another extension renders them."""
    text = markup.text
    for formula in reversed(markup.formulas):
        text = text[: formula.start] + "formula" + text[formula.end :]
    return text


@pytest.mark.parametrize(
    "edition", [edition for _, edition in EDITIONS], ids=[name for name, _ in EDITIONS]
)
def test_scanner_and_renderer_agree(edition: Edition) -> None:
    markup = edition.markup
    seen = Seen()
    seen.feed(
        markdown.markdown(
            without_formulas(markup),
            extensions=["attr_list", "tables", "pymdownx.superfences"],
            extension_configs={"pymdownx.superfences": {"css_class": "code"}},
        )
    )
    assert seen.headings == [(item.level, item.id) for item in markup.headings]
    assert seen.targets == [link.target for link in markup.links]
    codes = [code for code in seen.codes if code != "end"]
    assert codes == [code.text for code in markup.codes]
    assert seen.blocks == len(markup.fences)
