"""All rules, in the order of the table on the contributing page.

A rule is one entry in the table `RULES` of the module of its subject.
"""

from __future__ import annotations

from ..model import Corpus, Problem
from ..reading_rules import READING_RULES
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
from .rule import Rule

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


def check(corpus: Corpus) -> tuple[Problem, ...]:
    """Return the problems of `corpus` under every rule, sorted, each once."""
    return tuple(sorted({problem for rule in RULES for problem in rule.check(corpus)}))
