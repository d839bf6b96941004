"""What a rule is, and what every rule is given to read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ..model import (
    LANGUAGES,
    Corpus,
    Edition,
    Erratum,
    Language,
    Page,
    Problem,
    Question,
)
from ..registers import ERRATA

Holder = Question | Page | Erratum

NAMES: dict[Language, str] = {"zh": "Chinese", "en": "English"}


class Finding(NamedTuple):
    """A problem before it carries its rule's id."""

    path: str
    line: int
    message: str


Finder = Callable[[Corpus], Iterable[Finding]]


@dataclass(frozen=True)
class Rule:
    """What must hold, in a sentence a language, and the function that finds faults.

    `find` is None for a rule that the reading of the files enforces. A rule that
    `is_of_one` looks at one question at a time, and beside it at `tables` alone.
    """

    id: str
    zh: str
    en: str
    find: Finder | None = None
    is_of_one: bool = False

    def check(self, corpus: Corpus) -> Iterator[Problem]:
        """Yield the problems of `corpus` under this rule."""
        if self.find:
            for path, line, message in self.find(corpus):
                yield Problem(path, line, self.id, message)


def tables(corpus: Corpus) -> Corpus:
    """Return of a corpus what a rule of one question may read beside the question."""
    return Corpus(names=corpus.names, exceptions=corpus.exceptions, terms=corpus.terms)


def is_cut_short(edition: Edition) -> bool:
    """Return whether an unclosed fence hides the rest of the edition."""
    return not all(fence.is_closed for fence in edition.markup.fences)


def holders(corpus: Corpus) -> tuple[Holder, ...]:
    """Return all that has two editions: questions, then pages, then errata."""
    return (*corpus.questions, *corpus.pages, *corpus.errata)


def texts(corpus: Corpus) -> Iterator[tuple[Holder, Edition]]:
    """Yield every edition with its holder, but those that are cut short.

    A fence that never closes swallows headings, links and citations; reporting what
    is then missing would bury the one fault.
    """
    for holder in holders(corpus):
        for language in LANGUAGES:
            edition = holder.editions[language]
            if not is_cut_short(edition):
                yield holder, edition


def question_texts(corpus: Corpus) -> Iterator[tuple[Question, Edition]]:
    """Yield the editions of questions, but those that are cut short."""
    for holder, edition in texts(corpus):
        if isinstance(holder, Question):
            yield holder, edition


def hides_something(corpus: Corpus) -> bool:
    """Return whether a file, or the end of one, is missing from what was read.

    What nothing links to or cites may then be used in the part that is missing.
    """
    if any(path.endswith(".md") or path == ERRATA for path in corpus.unreadable):
        return True
    return any(
        is_cut_short(edition)
        for holder in holders(corpus)
        for edition in holder.editions.values()
    )


def is_unreadable(corpus: Corpus, slug: str) -> bool:
    """Return whether the question of this slug has a file that could not be read."""
    return any(path.endswith(f"/{slug}.md") for path in corpus.unreadable)


def unexcused(
    found: Iterable[Finding], corpus: Corpus, prior: Iterable[Finder]
) -> Iterator[Finding]:
    """Yield what was found in files in which no rule of `prior` finds a fault.

    Those are asked once there is something to excuse.
    """
    faulty: frozenset[str] | None = None
    for finding in found:
        if faulty is None:
            faulty = frozenset(one.path for find in prior for one in find(corpus))
        if finding.path not in faulty:
            yield finding
