"""Finding the glossary's terms in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .markdown_text import Edit, edited
from .markup import CODE, FORMULA, HIDDEN, Markup
from .model import Language, Term

_SHOWN = re.compile(f"[^\n{CODE}{FORMULA}]")


@dataclass(frozen=True, slots=True)
class Use:
    """The first use of a term in a section, by offsets into the edition's text."""

    start: int
    end: int
    term: Term


class TermFinder:
    """Finds where an edition uses the terms of a glossary.

    A form of Latin letters matches whole words, in the plural too; one in lower case
    also matches at the start of a sentence.
    """

    def __init__(self, terms: Iterable[Term], language: Language) -> None:
        self._terms: dict[str, Term] = {}
        for term in terms:
            edition = term.editions[language]
            for form in (edition.term, *edition.forms):
                self._terms.setdefault(form, term)
                if form[:1].islower():
                    self._terms.setdefault(form[0].upper() + form[1:], term)
        latin = any_of(form for form in self._terms if form.isascii())
        other = any_of(form for form in self._terms if not form.isascii())
        self._pattern = re.compile(
            # A form like "LLM 裁判" comes before the shorter "LLM".
            rf"({other})|(?<![A-Za-z0-9_-])({latin})(?:e?s)?(?![A-Za-z0-9_-])"
        )

    def first_uses(self, markup: Markup) -> Iterator[Use]:
        """Yield each term's first use in each section, outside headings and links.

        The answer, ahead of the first section, stays as plain as it travels.
        """
        prose = _without(markup)
        for section in markup.sections[1:]:
            seen: set[str] = set()
            for match in self._pattern.finditer(prose, section.start, section.end):
                term = self._terms[match[1] or match[2]]
                if term.id not in seen:
                    seen.add(term.id)
                    yield Use(match.start(), match.end(), term)


def any_of(forms: Iterable[str]) -> str:
    """Return a pattern that matches any of the forms, the longest that it can.

    Each form's first character is compared before the form is, which spares most of a
    text all the others.

    >>> any_of(["ab", "abc", "d"])
    '(?=[ad])(?:a(?:bc|b)|d(?:))'
    """
    rests: dict[str, list[str]] = {}
    for form in sorted(filter(None, forms), key=lambda form: (-len(form), form)):
        rests.setdefault(re.escape(form[0]), []).append(re.escape(form[1:]))
    if not rests:
        # An empty alternative would match everywhere; this one matches nowhere.
        return "(?!)"
    branches = (f"{first}(?:{'|'.join(rests[first])})" for first in sorted(rests))
    return f"(?=[{''.join(sorted(rests))}])(?:{'|'.join(branches)})"


def _without(markup: Markup) -> str:
    """Return the prose with headings and link texts hidden."""
    prose = markup.prose
    edits: list[Edit] = []
    position = 0
    # A link may stand in a heading, or in another link.
    for span in sorted((*markup.headings, *markup.links), key=lambda span: span.start):
        start = max(span.start, position)
        if start < span.end:
            hidden = _SHOWN.sub(HIDDEN, prose[start : span.end])
            edits.append((start, span.end, hidden))
            position = span.end
    return edited(prose, edits)
