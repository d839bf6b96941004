"""The questions that the search's benchmark hides the real ones among."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
from distractors import SPECIFIC, _words, distractors
from handbook import review
from handbook.model import LANGUAGES, Language
from handbook.search_documents import SearchDocument, Section, search_document
from search_quality import ROOT

COUNT = 60


@cache
def real(language: Language) -> list[SearchDocument]:
    """The questions of the repository, their sources in the place of their pages."""
    corpus, _ = review(ROOT)
    return [
        replace(
            search_document(corpus, question, language, "", ()),
            sections=(Section("explain", "", question.editions[language].markup.text),),
        )
        for question in corpus.published_questions
    ]


@cache
def mixed(language: Language) -> list[SearchDocument]:
    return list(distractors(real(language), language, COUNT))


@pytest.mark.parametrize("language", LANGUAGES)
def test_are_the_same_each_time_and_fewer_are_the_first(language: Language) -> None:
    found = mixed(language)
    assert len(found) == COUNT
    assert list(distractors(real(language), language, COUNT // 2)) == found[:30]
    assert len({document.address for document in found}) == COUNT


@pytest.mark.parametrize("language", LANGUAGES)
def test_are_no_copies_of_real_questions(language: Language) -> None:
    originals = real(language)
    taken = {t for document in originals for t in (document.title, *document.keywords)}
    chinese = [text for text in taken if not text.isascii()]
    for document in mixed(language):
        for name in (document.title, *document.keywords):
            assert name not in taken
            assert not [text for text in chinese if text in name]


@pytest.mark.parametrize("language", LANGUAGES)
def test_share_the_words_of_real_questions_but_not_all(language: Language) -> None:
    def words(documents: list[SearchDocument]) -> Counter[str]:
        return Counter(w for document in documents for w in _words(document))

    originals, found = real(language), mixed(language)
    known, used = words(originals), words(found)
    assert sum(word in used for word in known) > len(known) / 2
    assert sum(word not in known for word in used) > 500


@pytest.mark.parametrize("language", LANGUAGES)
def test_are_as_long_as_real_questions(language: Language) -> None:
    def length(documents: list[SearchDocument]) -> float:
        return sum(len(d.sections[0].text) for d in documents) / len(documents)

    originals, found = real(language), mixed(language)
    assert 0.8 < length(found) / length(originals) < 1.5


@pytest.mark.parametrize("language", LANGUAGES)
def test_are_about_as_many_things_as_real_questions(language: Language) -> None:
    """One that repeats a few words would be the better answer to each of them."""
    in_documents = Counter(w for d in real(language) for w in set(_words(d)))
    common = {w for w, n in in_documents.items() if n >= SPECIFIC * len(real(language))}

    def different(documents: list[SearchDocument]) -> float:
        return sum(len({*_words(d)} - common) for d in documents) / len(documents)

    assert 0.75 < different(mixed(language)) / different(real(language)) < 1.25
