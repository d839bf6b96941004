"""Each bad source gives exactly its lines, and the valid corpus gives none."""

from __future__ import annotations

from pathlib import Path

import pytest
from bad_sources import CORPUS, Case
from bad_sources_hostile import CASES as HOSTILE
from bad_sources_permanence import CASES as PERMANENCE
from bad_sources_reading import CASES as READING
from bad_sources_rules import CASES as RULES
from handbook import review

CASES: tuple[Case, ...] = (*HOSTILE, *PERMANENCE, *READING, *RULES)


def test_the_valid_corpus_has_no_problem() -> None:
    corpus, problems = review(CORPUS)
    assert [str(problem) for problem in problems] == []
    assert len(corpus.questions) == 2


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_bad_source_gives_exactly_its_lines(case: Case, tmp_path: Path) -> None:
    _, problems = review(case.build(tmp_path / "corpus"))
    assert [str(problem) for problem in problems] == list(case.expected)


def test_there_are_enough_cases_and_their_names_differ() -> None:
    names = [case.name for case in CASES]
    assert len(names) >= 60
    assert len(set(names)) == len(names)


def test_every_message_ends_with_its_cure_and_stays_on_one_line() -> None:
    for case in CASES:
        for line in case.expected:
            assert line.endswith("."), line
            assert line.isprintable(), line
            assert len(line) <= 300, line
