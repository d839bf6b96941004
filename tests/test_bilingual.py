"""Aligning two rendered editions."""

from __future__ import annotations

from pathlib import Path

import pytest
from handbook import review
from handbook.bilingual import Pair, align
from handbook.model import Corpus, Language, Question

ZH = (
    '<h1 id="title">题</h1><p>答</p>'
    '<div class="heading"><h2 id="explain">详解</h2><a href="#explain"></a></div>'
    '<div class="heading"><h3 id="reading">读</h3><a href="#reading"></a></div>'
    '<p><a href="#reading">上</a> <a href="#example">算</a>'
    ' <a href="../water-clock-shape/#explain">水</a>'
    ' <a href="../water-clock-shape/#steady-scale">级</a>'
    ' <a href="../../glossary/#gnomon" aria-describedby="tip-gnomon">针</a>'
    ' <a href="#source-a" id="cite-a-1">1</a> <a href="https://example.org/#x">外</a></p>'
    '<div class="heading"><h2 id="sources">来源</h2><a href="#sources"></a></div>'
    '<ol><li><a id="source-a" href="https://a.org">A</a>'
    ' <a href="#cite-a-1">↩</a></li></ol>'
)
EN = ZH.replace("来源", "Sources")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return review(Path(__file__).parent / "corpus")[0]


@pytest.fixture(scope="module")
def pairs(corpus: Corpus) -> dict[str, Pair]:
    question: Question = corpus.by_slug["sundial-noon"]
    return {pair.id: pair for pair in align(corpus, question, {"zh": ZH, "en": EN})}


def text(pair: Pair, language: Language) -> str:
    return "".join(pair.columns[language])


def test_sections_are_paired_in_order(pairs: dict[str, Pair]) -> None:
    assert list(pairs) == ["", "explain", "sources"]
    assert list(pairs["explain"].columns) == ["zh", "en"]


@pytest.mark.parametrize(
    "expected",
    [
        'id="en-explain"',
        'id="en-reading"',
        'href="#en-reading"',  # within the column
        'href="#example"',  # a section stands once
        'href="../2/#explain"',  # another bilingual page
        'href="../2/#en-steady-scale"',
        'href="../../en/glossary/#gnomon"',
        'aria-describedby="en-tip-gnomon"',
        'href="#source-a" id="en-cite-a-1"',
        'href="https://example.org/#x"',
    ],
)
def test_places_in_a_column_get_its_prefix(
    pairs: dict[str, Pair], expected: str
) -> None:
    assert expected in text(pairs["explain"], "en")


def test_a_section_is_parted_at_its_headings(pairs: dict[str, Pair]) -> None:
    before, part = pairs["explain"].columns["zh"]
    assert before.startswith('<div class="heading"><h2 id="zh-explain">')
    assert part.startswith('<div class="heading"><h3 id="zh-reading">')


def test_the_sources_stand_once_without_their_heading(pairs: dict[str, Pair]) -> None:
    pair = pairs["sources"]
    assert list(pair.columns) == ["zh"]
    assert text(pair, "zh").startswith("<ol>")
    assert 'id="source-a"' in text(pair, "zh")
    assert 'href="#zh-cite-a-1"' in text(pair, "zh")


def test_text_that_looks_like_an_attribute_is_left_alone(corpus: Corpus) -> None:
    html = '<p>write id="explain" href="#x"</p>'
    (pair,) = align(corpus, corpus.questions[0], {"zh": html, "en": html})
    assert text(pair, "zh") == html
