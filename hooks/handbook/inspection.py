"""The review of a corpus: reading and all rules, in one sorted list of problems."""

from __future__ import annotations

from pathlib import Path

from . import corpus as reading
from .model import Corpus, Problem
from .rules import check


def review(root: Path) -> tuple[Corpus, tuple[Problem, ...]]:
    """Return the corpus under `root`/docs and all problems, by file and line."""
    corpus, problems = reading.load(root)
    return corpus, tuple(sorted({*problems, *check(corpus)}))
