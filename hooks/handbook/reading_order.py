"""Which question to read just before which."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from .model import Corpus


def read_before(corpus: Corpus) -> Mapping[str, tuple[str, ...]]:
    """Return the slugs to read just before each published question, by its slug.

    Each question stands behind all that it needs. What another prerequisite needs by
    itself is left out, for the way leads through that one. A circle, which a rule
    reports, is cut open at one of its steps.
    """
    named = {
        question.slug: {
            earlier.slug: None
            for earlier in corpus.published_by_slug(question.prerequisites)
        }
        for question in corpus.published_questions
    }
    before: dict[str, tuple[str, ...]] = {}
    needed: dict[str, frozenset[str]] = {}
    for slug in _without_circles(named):
        implied = frozenset[str]().union(*(needed[name] for name in named[slug]))
        before[slug] = tuple(name for name in named[slug] if name not in implied)
        needed[slug] = implied.union(named[slug])
    return before


def _without_circles(named: dict[str, dict[str, None]]) -> tuple[str, ...]:
    """Cut the circles in `named` and return its keys, each behind what it names."""
    while True:
        try:
            return tuple(TopologicalSorter(named).static_order())
        except CycleError as error:
            earlier, later = error.args[1][-2:]
            del named[later][earlier]
