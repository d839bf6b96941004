"""All rules, in the order of the table on the contributing page.

A rule is one entry in the table `RULES` of the module of its subject.
"""

from __future__ import annotations

from dataclasses import replace

from ..model import Corpus, Problem, Question
from ..reading_rules import READING_RULES
from ..store import Store
from . import (
    cards,
    citations,
    errata,
    examples,
    figures,
    graph,
    identity,
    language,
    links,
    numbers,
    parity,
    permanence,
    safety,
    structure,
    unfinished,
)
from .rule import Rule, tables

__all__ = ["RULES", "Rule", "check"]

RULES: tuple[Rule, ...] = (
    *(Rule(name, zh, en) for name, zh, en in READING_RULES),
    *identity.RULES,
    *permanence.RULES,
    *graph.RULES,
    *structure.RULES,
    *parity.RULES,
    *links.RULES,
    *figures.RULES,
    *citations.RULES,
    *examples.RULES,
    *numbers.RULES,
    *errata.RULES,
    *safety.RULES,
    *language.RULES,
    *cards.RULES,
    *unfinished.RULES,
)


def check(corpus: Corpus, passed: Store | None = None) -> tuple[Problem, ...]:
    """Return the problems of `corpus` under every rule, sorted, each once.

    Questions that have `passed` the rules of one question are not checked by these
    again. They are given no more than what the store's keys are made of.
    """
    shared = tables(corpus)
    # All that these rules can read, as it is written in Python.
    written = repr(shared).encode()
    unknown = [
        question
        for question in corpus.questions
        if passed is None or passed.find(repr(question).encode(), written) is None
    ]
    # Apart, so that what is found in questions depends on nothing else.
    parts = replace(shared, questions=tuple(unknown)), replace(corpus, questions=())
    problems = {
        problem
        for rule in RULES
        for part in (parts if rule.is_of_one else (corpus,))
        for problem in rule.check(part)
    }
    if passed:
        faulty = {problem.path for problem in problems}
        for question in unknown:
            if faulty.isdisjoint(_paths(question)):
                passed.keep(b"passed", repr(question).encode(), written)
    return tuple(sorted(problems))


def _paths(question: Question) -> tuple[str, ...]:
    """Return the paths of a question's files."""
    example = question.example
    own = (example.code_path, example.output_path) if example else ()
    return (question.path, *own)
