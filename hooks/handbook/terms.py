"""Finding the glossary's terms in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .markup import CODE, FORMULA, HIDDEN, Markup
from .model import Language, Term


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
        forms = sorted(self._terms, key=lambda form: (-len(form), form))
        latin = "|".join(re.escape(form) for form in forms if form.isascii())
        other = "|".join(re.escape(form) for form in forms if not form.isascii())
        # An empty alternative would match everywhere; (?!) matches nowhere.
        self._pattern = re.compile(
            # A form like "LLM 裁判" comes before the shorter "LLM".
            rf"({other or '(?!)'})"
            rf"|(?<![A-Za-z0-9_-])({latin or '(?!)'})(?:e?s)?(?![A-Za-z0-9_-])"
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


def _without(markup: Markup) -> str:
    """Return the prose with headings and link texts hidden."""
    characters = list(markup.prose)
    for span in (*markup.headings, *markup.links):
        for offset in range(span.start, span.end):
            if characters[offset] not in ("\n", CODE, FORMULA):
                characters[offset] = HIDDEN
    return "".join(characters)
