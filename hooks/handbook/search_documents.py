"""What the search finds: the questions of a language, section by section.

A page's keywords are those of both editions, with the title of the other one and the
names that its glossary terms have, so that each language finds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape

from . import addresses
from .markdown_text import plain_text
from .model import LANGUAGES, Corpus, Language, Question, Term

# A text, or a tag: whether it ends something, its name, its attributes.
_PIECE = re.compile(r"([^<]+)|<(/?)([a-zA-Z][\w:-]*)([^>]*)>|<!--.*?-->", re.DOTALL)
_ID = re.compile(r'\sid="([^"]*)"')
_CLASS = re.compile(r'\sclass="([^"]*)"')
_HEADINGS, _BLOCKS = {"h1", "h2", "h3"}, {"p", "li", "td", "th"}
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
    others = (question.editions[name].title for name in LANGUAGES if name != language)
    words = (word for name in LANGUAGES for word in question.keywords[name])
    keywords = tuple(dict.fromkeys((*others, *words)))
    text = " ".join((*keywords, *(section.text for section in found))).casefold()
    terms_of_both = (term.editions[name].term for term in terms for name in LANGUAGES)
    names = [name for name in terms_of_both if name.casefold() not in text]
    edition, home = question.editions[language], addresses.home(language)
    return SearchDocument(
        addresses.question(language, question.slug).removeprefix(home),
        edition.title,
        keywords,
        tuple(dict.fromkeys(names)),
        plain_text(edition.answer),
        corpus.topic_by_id[question.topic].titles[language],
        tuple(found),
    )


def sections(html: str) -> list[Section]:
    """Return the sections of a page with their texts, but those that none looks for.

    `html` is as the renderer writes it: each tag closed, no `<` or `>` in an attribute.
    """
    return [
        Section(part.anchor, _tidy(part.heading), _tidy("".join(part.texts)))
        for part in _parts(_BULK.sub(r"\1\3", html))
        if part.anchor not in _UNSEARCHED
    ]


def _tidy(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


@dataclass
class _Part:
    anchor: str
    heading: str = ""
    texts: list[str] = field(default_factory=list)


def _parts(html: str) -> list[_Part]:
    """Return a page, cut at its headings, with the words a reader may look for."""
    found: list[_Part] = []
    skipped = 0  # how deep in what is skipped
    cell = 0  # where a table cell's texts begin
    is_in_heading = False
    for piece in _PIECE.finditer(html):
        text, end, tag, attributes = piece.groups()
        if text is None and tag == "math" and not end:
            text = "…"
        if text and found and not skipped:
            if is_in_heading:
                found[-1].heading += unescape(text)
            else:
                found[-1].texts.append(unescape(text))
        if tag is None or tag in _VOID:
            continue
        if skipped:
            skipped += -1 if end else 1
        elif not end and (tag in _SKIPPED or _is_skipped(attributes)):
            skipped = 1
        elif tag in _HEADINGS:
            is_in_heading = not end
            if not end:
                id = _ID.search(attributes)
                found.append(_Part(id[1] if id else ""))
        elif found and not end and tag == "td":
            cell = len(found[-1].texts)
        elif found and end and tag in _BLOCKS:
            texts = found[-1].texts
            if tag == "td" and not any(map(str.isalpha, "".join(texts[cell:]))):
                # A number alone says nothing without its row and column.
                del texts[cell:]
            texts.append("\n")
    return found


def _is_skipped(attributes: str) -> bool:
    classes = _CLASS.search(attributes)
    return classes is not None and not _SKIPPED_CLASSES.isdisjoint(classes[1].split())
