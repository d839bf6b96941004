"""What the search finds: the questions of a language, section by section.

A page's keywords are those of both editions, with the title of the other one and the
names that its glossary terms have, so that each language finds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from . import addresses
from .markdown_text import plain_text
from .model import LANGUAGES, Corpus, Language, Question, Term

# What no reader would look for: formulas, drawings, programs and their output.
_SKIPPED = {"math", "svg", "pre", "script", "style", "figcaption"}
_SKIPPED_CLASSES = {"citation", "back", "download", "enlarge"}
# The title is a field of its own; the example speaks of a program and its output.
_UNSEARCHED = {"title", "example", "sources"}
_VOID = {"br", "hr", "img", "input", "wbr"}
# Most of a page's tags, and none of its words; gone before the page is parsed.
_BULK = re.compile(r"(<(svg|math|pre)\b[^>]*>).*?(</\2>)", re.DOTALL)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under a heading; `anchor` is the heading's id."""

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A question as the search knows it; `address` is below the language's root."""

    address: str
    title: str
    keywords: tuple[str, ...]
    names: tuple[str, ...]
    answer: str
    topic: str
    sections: tuple[Section, ...]


def search_document(
    corpus: Corpus,
    question: Question,
    language: Language,
    html: str,
    terms: Iterable[Term],
) -> SearchDocument:
    """Return a question's document; `html` is the content of its page.

    `terms` are the glossary's that the page marks.
    """
    found = sections(html)
    text = " ".join(section.text for section in found).casefold()
    others = (question.editions[name].title for name in LANGUAGES if name != language)
    keywords = (word for name in LANGUAGES for word in question.keywords[name])
    terms_of_both = (term.editions[name].term for term in terms for name in LANGUAGES)
    names = [name for name in terms_of_both if name.casefold() not in text]
    edition, home = question.editions[language], addresses.home(language)
    return SearchDocument(
        addresses.question(language, question.slug).removeprefix(home),
        edition.title,
        tuple(dict.fromkeys((*others, *keywords))),
        tuple(dict.fromkeys(names)),
        plain_text(edition.answer),
        corpus.topic_by_id[question.topic].titles[language],
        tuple(found),
    )


def sections(html: str) -> list[Section]:
    """Return the sections of a page with their texts, but those that none looks for."""
    reader = _Reader()
    reader.feed(_BULK.sub(r"\1\3", html))
    reader.close()
    return [
        Section(part.anchor, _tidy(part.heading), _tidy("".join(part.texts)))
        for part in reader.found
        if part.anchor not in _UNSEARCHED
    ]


def _tidy(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


@dataclass
class _Part:
    anchor: str
    heading: str = ""
    texts: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Cuts a page at its headings and keeps the words a reader may look for."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[_Part] = []
        self._skipped = 0
        self._in_heading = False
        self._cell = 0  # where the texts of the table cell begin

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        given = dict(attrs)
        classes = set((given.get("class") or "").split())
        if self._skipped or tag in _SKIPPED or classes & _SKIPPED_CLASSES:
            if tag == "math" and self.found and not self._skipped:
                self.handle_data("…")
            self._skipped += 1
        elif tag in ("h1", "h2", "h3"):
            self.found.append(_Part(given.get("id") or ""))
            self._in_heading = True
        elif tag == "td" and self.found:
            self._cell = len(self.found[-1].texts)

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif tag in ("h1", "h2", "h3"):
            self._in_heading = False
        elif self.found and tag in ("p", "li", "td", "th"):
            texts = self.found[-1].texts
            if tag == "td" and not any(map(str.isalpha, "".join(texts[self._cell :]))):
                # A number alone says nothing without its row and column.
                del texts[self._cell :]
            texts.append("\n")

    def handle_data(self, data: str) -> None:
        if self._skipped or not self.found:
            return
        if self._in_heading:
            self.found[-1].heading += data
        else:
            self.found[-1].texts.append(data)
