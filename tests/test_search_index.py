"""The file from which the search finds the questions of a language."""

from __future__ import annotations

import json
from typing import Any

import pytest
from handbook.model import Language, Synonyms
from handbook.search_documents import SearchDocument, Section
from handbook.search_index import (
    ENCODING,
    MOST_IN_BROWSER,
    MOST_WITH_TEXTS,
    search_index,
)

TOPICS = {"topics/shadows/": "影子与时间"}
SYNONYMS = [Synonyms(("显存", "memory"), 1)]


def page(title: str, number: int = 1) -> SearchDocument:
    return SearchDocument(
        address=f"q/{number}/",
        title=title,
        keywords=("one", "two"),
        names=("a name",),
        answer="The answer.",
        topic="影子与时间",
        sections=(Section("explain", "How", "Because."), Section("b", "B", "More.")),
    )


def content(*documents: SearchDocument, language: Language = "zh") -> dict[str, Any]:
    file = search_index(documents, language, TOPICS, SYNONYMS)
    found: dict[str, Any] = json.loads(file.decode(ENCODING))
    return found


def many(count: int) -> list[SearchDocument]:
    return [page(f"第{n}两题", n) for n in range(count)]


def test_holds_what_the_engine_reads() -> None:
    found = content(page("显存"))
    expected = {
        "overviews": [["topics/shadows/", "影子与时间"]],
        "synonyms": [["显存", "memory"]],
        "addresses": ["q/1/"],
        "titles": ["显存"],
        "keywords": ["one | two"],
        "names": ["a name"],
        "topics": ["影子与时间"],
        "anchors": [["explain", "b"]],
        "headings": [["How", "B"]],
        "texts": [["The answer.", "Because.", "More."]],
    }
    assert {key: found[key] for key in expected} == expected
    assert "built" not in found


def test_knows_the_traditional_forms_of_what_occurs_only() -> None:
    traditional, simplified = content(page("显存和训练"))["simplified"]
    forms = dict(zip(traditional, simplified, strict=True))
    assert forms["顯"] == "显"
    assert forms["訓"] == "训"
    assert forms["練"] == "练"
    assert set(simplified) <= set("显存和训练")
    assert "龍" not in forms


def test_knows_what_sounds_alike_among_what_occurs() -> None:
    assert content(page("词元与来源"))["soundalikes"] == ["元源"]
    assert content(page("词元与来源"), language="en")["soundalikes"] == []


def test_has_no_forms_where_no_chinese_is() -> None:
    plain = SearchDocument("q/a/", "plain", (), (), "", "", ())
    found = content(plain, language="en")
    assert found["simplified"] == ["", ""]


def test_may_be_empty() -> None:
    assert content()["titles"] == []


@pytest.mark.parametrize(
    ("count", "is_built", "has_texts"),
    [
        (MOST_IN_BROWSER, False, True),
        (MOST_IN_BROWSER + 1, True, True),
        (MOST_WITH_TEXTS, True, True),
        (MOST_WITH_TEXTS + 1, True, False),
    ],
)
def test_of_many_is_made_ahead_of_time(
    count: int, is_built: bool, has_texts: bool
) -> None:
    found = content(*many(count))
    assert ("built" in found) == is_built
    assert found["headings"][0] == ["How", "B"]
    assert found["texts"][0] == [
        "The answer.",
        "Because." * has_texts,
        "More." * has_texts,
    ]
    if is_built:
        terms = dict(found["built"]["index"])
        assert found["built"]["documentCount"] == count * 3  # a page, two sections
        assert "两题" in terms
        assert ("because" in terms) == has_texts


def test_of_many_is_the_same_each_time() -> None:
    documents = many(MOST_IN_BROWSER + 1)
    first, second = (search_index(documents, "zh", TOPICS, SYNONYMS) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("text", ["😀", "𝔽", "龘", "ﷺ", "é", "\ue5e5"])
def test_any_character_can_be_written(text: str) -> None:
    assert content(page(text))["titles"] == [text]
