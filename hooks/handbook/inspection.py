"""The review of a corpus: reading and all rules, in one sorted list of problems."""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path

from . import corpus as reading
from .model import Corpus, Problem
from .rules import check
from .store import Store

# How many questions' passes are kept: those of so many builds.
_FEWEST, _BUILDS = 2000, 4
# What finds the faults: as this process has loaded it.
_MADE_OF = (
    platform.python_version().encode(),
    version("math-core").encode(),
    *(path.read_bytes() for path in sorted(Path(__file__).parent.rglob("*.py"))),
)


def review(root: Path, cache: Path | None = None) -> tuple[Corpus, tuple[Problem, ...]]:
    """Return the corpus under `root`/docs and all problems, by file and line.

    The folder `cache` spares questions that passed before what cannot have changed.
    """
    corpus, problems = reading.load(root)
    passed = Store(cache, _MADE_OF, _FEWEST, _BUILDS) if cache else None
    found = check(corpus, passed)
    if passed:
        passed.tidy()
    return corpus, tuple(sorted({*problems, *found}))
