"""Both editions of a question side by side, aligned by section.

The editions are not rendered again: their HTML is cut at its headings of level 2, and
what names a place in the page is renamed, for each place now exists in two languages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from . import addresses
from .model import LANGUAGES, Corpus, Language, Question

SOURCES = "sources"

# A heading stands in a box with the link to itself; see typesetting/headings.py.
_HEADING = re.compile(r'<div class="heading"><h2.*?</div>\n?')
_PART = '<div class="heading"><h3 id="'
_SECTION = '<div class="heading"><h2 id="'
# Attributes that hold an id, a list of ids, or a reference, and tags that have one.
_NAMES = "id|for|aria-describedby|aria-labelledby|href|src"
_ATTRIBUTE = re.compile(rf' ({_NAMES})="([^"]*)"')
_TAG = re.compile(rf'<[a-zA-Z][^>]* (?:{_NAMES})="[^>]*>')


@dataclass(frozen=True, slots=True)
class Pair:
    """One section in both languages; `id` is empty for what precedes the first.

    A column is parted at its headings of level 3, so that these stand in rows too.
    """

    id: str
    columns: Mapping[Language, tuple[str, ...]]


def align(
    corpus: Corpus, question: Question, html: Mapping[Language, str]
) -> tuple[Pair, ...]:
    """Return the sections of a question's two rendered editions in pairs.

    `html` is each edition's content as rendered for its own page. Ids get the prefix
    `zh-` or `en-`, links to questions lead to their bilingual pages.
    """
    sections = {language: _sections(html[language]) for language in LANGUAGES}
    ids = list(dict.fromkeys(id for language in LANGUAGES for id in sections[language]))
    pairs = []
    for id in ids:
        columns = {}
        for language in LANGUAGES:
            section = sections[language].get(id, "")
            moved = _moved(section, corpus, question, language)
            columns[language] = _cut(moved, _PART)
        pairs.append(Pair(id, _shared(columns) if id == SOURCES else columns))
    return tuple(pairs)


def _shared(
    columns: Mapping[Language, tuple[str, ...]],
) -> Mapping[Language, tuple[str, ...]]:
    """Return the list of sources in one column, without heading: it has no language."""
    return {"zh": tuple(_HEADING.sub("", part, count=1) for part in columns["zh"])}


def _sections(html: str) -> dict[str, str]:
    """Return the HTML of each section by its id; the heading belongs to it."""
    first, *others = _cut(html, _SECTION)
    ids = (other.removeprefix(_SECTION).partition('"')[0] for other in others)
    return {"": first, **dict(zip(ids, others, strict=True))}


def _cut(html: str, beginning: str) -> tuple[str, ...]:
    """Return what stands before the first part with this beginning, and all parts."""
    first, *others = html.split(beginning)
    return (first, *(beginning + other for other in others))


def _moved(html: str, corpus: Corpus, question: Question, language: Language) -> str:
    """Return `html` fit for the bilingual page: ids renamed, references adjusted."""

    def attribute(match: re.Match[str]) -> str:
        name, value = match[1], match[2]
        if name in ("href", "src"):
            value = _reference(value, corpus, question, language)
        else:
            value = " ".join(prefixed(id, language) for id in value.split())
        return f' {name}="{value}"'

    def tag(match: re.Match[str]) -> str:
        return _ATTRIBUTE.sub(attribute, match[0])

    return _TAG.sub(tag, html)


def _reference(
    value: str, corpus: Corpus, question: Question, language: Language
) -> str:
    """Return the reference `value` of an edition's page, for the bilingual page."""
    if value.startswith("#"):  # most are
        return f"#{shared_anchor(question, value[1:], language)}"
    if ":" in value.partition("#")[0]:  # to another site
        return value
    here = addresses.question(language, question.slug)
    path, hash_sign, anchor = addresses.resolve(value, here).partition("#")
    target = _question_at(corpus, path)
    if target:
        path = addresses.bilingual(target)
        anchor = shared_anchor(target, anchor, language)
    if target is question and hash_sign:
        return f"#{anchor}"
    return addresses.relative(path + hash_sign + anchor, addresses.bilingual(question))


def _question_at(corpus: Corpus, path: str) -> Question | None:
    parts = path.strip("/").split("/")
    return corpus.by_slug.get(parts[2]) if parts[1:2] == ["q"] and parts[2:] else None


def shared_anchor(target: Question, anchor: str, language: Language) -> str:
    """Return where an edition's anchor is on the bilingual page.

    Sections and sources stand once, for both languages; all else has a prefix.
    """
    sections = {section.id for section in target.editions[language].markup.sections}
    if not anchor or anchor in sections or anchor == SOURCES:
        return anchor
    return prefixed(anchor, language)


def prefixed(id: str, language: Language) -> str:
    """Return an edition's id as it is on the bilingual page."""
    return id if id.startswith("source-") else f"{language}-{id}"
