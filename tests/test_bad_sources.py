"""Each bad source gives exactly its lines, and the valid corpus gives none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from bad_sources import CORPUS, Case
from bad_sources_hostile import CASES as HOSTILE
from bad_sources_permanence import CASES as PERMANENCE
from bad_sources_reading import CASES as READING
from bad_sources_rules import CASES as RULES
from handbook import review
from handbook.model import Corpus
from handbook.rules.rule import Finding, Rule

CASES: tuple[Case, ...] = (*HOSTILE, *PERMANENCE, *READING, *RULES)


def test_the_valid_corpus_has_no_problem() -> None:
    corpus, problems = review(CORPUS)
    assert [str(problem) for problem in problems] == []
    assert len(corpus.questions) == 2


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the valid questions have passed."""
    folder = tmp_path_factory.mktemp("cache")
    corpus, _ = review(CORPUS, folder)
    assert len(list(folder.iterdir())) == len(corpus.questions)
    return folder


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_bad_source_gives_exactly_its_lines(
    case: Case, tmp_path: Path, cache: Path
) -> None:
    root = case.build(tmp_path / "corpus")
    _, problems = review(root)
    assert [str(problem) for problem in problems] == list(case.expected)
    # The first of these reviews leaves what passes to the second.
    for _ in range(2):
        assert review(root, cache)[1] == problems


def test_a_question_that_passed_is_not_checked_again(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []

    def find(corpus: Corpus) -> Iterator[Finding]:
        checked.extend(question.slug for question in corpus.questions)
        yield from ()

    rule = Rule("any", "", "", find, is_of_one=True)
    monkeypatch.setattr("handbook.rules.RULES", (rule,))
    corpus, _ = review(CORPUS, cache)
    assert not checked
    review(CORPUS)
    assert checked == [question.slug for question in corpus.questions]


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
