"""The table of rules is complete, and the rules are quick, steady and exact."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import sys
from dataclasses import replace
from types import FrameType

import handbook.rules
import pytest
from bad_sources import CORPUS, Case
from bad_sources_hostile import CASES as HOSTILE
from bad_sources_permanence import CASES as PERMANENCE
from bad_sources_reading import CASES as READING
from bad_sources_rules import CASES as CHECKED
from handbook.corpus import load
from handbook.markup import Markup
from handbook.model import Corpus, Question, Term, TermEdition
from handbook.rules import RULES, check
from handbook.rules.graph import prerequisite_circles
from handbook.rules.numbers import occurs_as_token
from handbook.rules.safety import formula_fault
from handbook.rules.structure import length

CASES: tuple[Case, ...] = (*HOSTILE, *PERMANENCE, *READING, *CHECKED)
# They run the examples, which the review of the sources does not: see test_check.py.
RUN_BY_THE_SCRIPT = {"example-run", "example-output"}


def _reported_rules() -> set[str]:
    lines = (line for case in CASES for line in case.expected)
    return {line.split(": ")[1] for line in lines}


def test_every_rule_that_a_case_reports_is_in_the_table() -> None:
    assert _reported_rules() <= {rule.id for rule in RULES}


def test_every_rule_of_the_table_has_a_case() -> None:
    assert {rule.id for rule in RULES} - RUN_BY_THE_SCRIPT <= _reported_rules()


def test_rules_have_different_kebab_case_ids_and_one_sentence_a_language() -> None:
    ids = [rule.id for rule in RULES]
    assert len(set(ids)) == len(ids)
    for rule in RULES:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id)
        assert rule.zh.endswith("。")
        assert rule.en.endswith(".")


def test_modules_of_rules_keep_their_examples() -> None:
    for module in pkgutil.iter_modules(handbook.rules.__path__):
        loaded = importlib.import_module(f"handbook.rules.{module.name}")
        assert doctest.testmod(loaded).failed == 0


def _synthetic(count: int) -> Corpus:
    """Return a corpus of `count` questions, each linked to the one before it."""
    corpus, problems = load(CORPUS)
    assert not problems
    model = corpus.by_slug["water-clock-shape"]
    questions = tuple(_copy(model, number) for number in range(1, count + 1))
    return replace(corpus, questions=(*questions, *corpus.questions), published=())


def _copy(model: Question, number: int) -> Question:
    slug = f"copy-{number}"
    editions = {
        language: replace(
            edition,
            markup=Markup(
                edition.markup.text.replace('"water-clock-shape.', f'"{slug}.'),
                edition.markup.line,
            ),
        )
        for language, edition in model.editions.items()
    }
    keywords = {
        language: tuple(f"{word} {number}" for word in words)
        for language, words in model.keywords.items()
    }
    return replace(
        model,
        id=100 + number,
        keywords=keywords,
        slug=slug,
        path=f"docs/questions/water/{slug}.md",
        related=(f"copy-{number - 1}",) if number > 1 else (),
        prerequisites=(f"copy-{number - 1}",) if number > 1 else (),
        editions=editions,
    )


def _calls(count: int) -> int:
    """Return how many functions a check of `count` questions calls."""
    corpus = _synthetic(count)
    calls = 0

    def tally(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(tally)
    try:
        problems = check(corpus)
    finally:
        sys.setprofile(None)
    assert {problem.rule for problem in problems} <= {"orphan"}
    return calls


def test_work_grows_with_the_number_of_questions_and_no_faster() -> None:
    _calls(10)  # fills the caches
    few, many = _calls(50), _calls(200)
    assert many < 1.1 * 4 * few


def test_check_gives_the_same_lines_whatever_the_order_of_the_questions() -> None:
    corpus = _synthetic(5)
    turned = replace(corpus, questions=corpus.questions[::-1])
    assert check(corpus) == check(corpus) == check(turned)


def test_circle_of_many_questions_is_one_short_line() -> None:
    corpus = _synthetic(1)
    questions = tuple(
        replace(
            corpus.questions[0],
            slug=f"copy-{number}",
            prerequisites=(f"copy-{number - 1 or 3000}",),
        )
        for number in range(1, 3001)
    )
    circles = prerequisite_circles(replace(corpus, questions=questions))
    assert [circle.message for circle in circles] == [
        "the prerequisites form a circle: copy-1 → copy-3000 → copy-2999 → … → copy-2 "
        "→ copy-1. Remove one of them."
    ]


@pytest.mark.parametrize(
    ("number", "output", "expected"),
    [
        ("16", "16", True),
        ("16", "x = 16, y", True),
        ("16", "(16)", True),
        ("16", "about 16.", True),
        ("16", "160", False),
        ("16", "1.6", False),
        ("16", "x16", False),
        ("16", "16.5", False),
        ("16", "0.16", False),
        ("16", "-16", False),
        ("16", "16%", False),
        ("16", "16,384", False),
        ("16", "1,016", False),
        ("16", "16e3", False),
        ("16", "16GB", False),
        ("016", "1,016", False),
        ("-16", "-16", True),
        ("0.5 GiB", "cache 0.5 GiB", True),
        ("0.5 GiB", "0.5 MiB", False),
        ("0.5 GiB", "10.5 GiB", False),
        ("0.5 GiB", "0.5 GiBs", False),
        (".5", "0.5", False),
        ("", "16", False),
    ],
)
def test_computed_number_must_be_a_whole_token(
    number: str, output: str, expected: bool
) -> None:
    assert occurs_as_token(number, output) is expected


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("", 0, 0),
        ("词元（token）是单位。", 6, 1),
        ("共 1,024 个", 3, 1),
        ("A well-known word – 3.5 of 4!", 6, 6),
    ],
)
def test_length_counts_characters_and_words(
    text: str, chinese: int, english: int
) -> None:
    assert (length(text, "zh"), length(text, "en")) == (chinese, english)


@pytest.mark.parametrize(
    "tex",
    [
        r"x\in(0,1]",
        r"\left(\frac{a}{b}\right)",
        r"\bigl(" * 3 + "x" + r"\bigr)" * 3,
        "(" * 12 + "x" + ")" * 12,
        r"\text{loss in } \%",
        r"\operatorname{softmax}_k",
    ],
)
def test_ordinary_formula_is_right(tex: str) -> None:
    assert formula_fault(tex) == ""


@pytest.mark.parametrize(
    "tex",
    [
        "(" * 40,
        r"\lfloor " * 40,
        "{(}" * 40,
        "⌈" * 40,
        "[({" * 20,
        "{" * 2000,
        "^" * 99,
    ],
)
def test_formula_that_would_hang_or_crash_the_converter_is_refused(tex: str) -> None:
    assert formula_fault(tex)


def _rules_of(chinese: str) -> list[str]:
    """Return the rules that a Chinese definition in the glossary breaks."""
    edition = TermEdition("术语", (), chinese, "", ("标记化",))
    term = Term("a", 1, {"zh": edition, "en": TermEdition("term", (), "A.", "")})
    return [problem.rule for problem in check(Corpus(terms=(term,)))]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("用 BERT 模型（2018）训练，得到 `x`。", []),
        ("**“引文。”** 之后", []),
        ("“token”与“词元”是一回事", []),
        ("见[模型](a.md)，或 [BERT](b.md) 的说明", []),
        ("模型 $x$，其中 $y$ 是输出", []),
        ("GPT-2、GPT-3 和 5% 的数据", []),
        ("第 1 步：读；第 2 步：写", []),
        ("用BERT 训练", ["spacing"]),
        ("用 BERT训练", ["spacing"]),
        ("共 3层", ["spacing"]),
        ("模型$x$ 的", ["spacing"]),
        ("见[BERT](b.md) 的", ["spacing"]),
        ("模型 ，", ["spacing"]),
        ("模型， 训练", ["spacing"]),
        ("模型（ 训练）", ["spacing"]),
        ("模型,训练", ["punctuation"]),
        ("模型(训练)", ["punctuation"]),
        ("模型 (BERT)。", ["punctuation"]),
        ("BERT, 训练", ["punctuation"]),
        ("训练.", ["punctuation"]),
        ('"训练"', ["punctuation"]),
        ("标记化", ["forbidden-rendering"]),
        ("不说「标记化」", []),
    ],
)
def test_chinese_typography(text: str, rules: list[str]) -> None:
    assert _rules_of(text) == rules
