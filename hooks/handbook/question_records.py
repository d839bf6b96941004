"""The questions as records for programs: the JSON below `api/v1/`.

`hooks/theme/machines/schema.json` describes them, and promises that they stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from . import addresses
from .markdown_text import plain_text
from .model import LANGUAGES, Corpus, Edition, Language, Question, Source
from .resolution import Words

# The size of the pictures in `cards/`, in pixels.
_CARD = (1200, 630)

Record = dict[str, Any]


def records(
    corpus: Corpus,
    site_url: str,
    markdown: Mapping[str, str],
    words: Mapping[str, Words],
) -> dict[str, Record]:
    """Return all files by their addresses.

    `markdown` are the texts of the pages by address, `words` the interface's own by
    language.
    """
    questions = corpus.published_questions
    found: dict[str, Record] = {
        "api/v1/questions.json": {
            "version": 1,
            "questions": [_record(question, site_url) for question in questions],
        }
    }
    for question in questions:
        found[addresses.record(question)] = _whole(corpus, question, site_url, markdown)
        for language in LANGUAGES:
            found[addresses.oembed(language, question)] = _oembed(
                question, language, site_url, words[language]
            )
    return found


def cited(corpus: Corpus, edition: Edition) -> Iterator[Source]:
    """Yield the sources of an edition, each once, in the order of its list."""
    keys = (
        reference.key
        for citation in edition.markup.citations
        for reference in citation.references
    )
    for key in dict.fromkeys(keys):
        if source := corpus.sources.get(key):
            yield source


def _record(question: Question, site_url: str) -> Record:
    """Return a question without its text: what a list shows, or a search needs."""
    return {
        "id": question.id,
        "slug": question.slug,
        "topic": question.topic,
        "level": question.level,
        "related": list(question.related),
        "prerequisites": list(question.prerequisites),
        "published": question.published.isoformat(),
        "revised": question.revised.isoformat(),
        "reviewed": question.reviewed.isoformat(),
        **{language: _edition(question, language, site_url) for language in LANGUAGES},
    }


def _whole(
    corpus: Corpus, question: Question, site_url: str, markdown: Mapping[str, str]
) -> Record:
    """Return a question with its text and its sources."""
    found = _record(question, site_url)
    for language in LANGUAGES:
        page = addresses.question(language, question.slug)
        found[language]["markdown"] = markdown[addresses.markdown(page)]
    sources = cited(corpus, question.editions["zh"])
    return {**found, "sources": [_source(source) for source in sources]}


def _oembed(
    question: Question, language: Language, site_url: str, words: Words
) -> Record:
    """Return what a chat needs to show a link to the question; see oembed.com."""
    width, height = _CARD
    return {
        "version": "1.0",
        "type": "link",
        "title": question.editions[language].title,
        "author_name": words["site_name"],
        "author_url": site_url + addresses.page(language, "about"),
        "provider_name": words["site_name"],
        "provider_url": site_url + addresses.home(language),
        "thumbnail_url": site_url + addresses.card(language, question),
        "thumbnail_width": width,
        "thumbnail_height": height,
    }


def _edition(question: Question, language: Language, site_url: str) -> Record:
    edition = question.editions[language]
    return {
        "title": edition.title,
        "answer": plain_text(edition.answer),
        "url": site_url + addresses.question(language, question.slug),
        "keywords": list(question.keywords[language]),
    }


def _source(source: Source) -> Record:
    return {
        "key": source.key,
        "title": source.title,
        "authors": list(source.authors),
        "year": source.fields.get("year", ""),
        "venue": source.venue,
        "url": source.url,
        "primary": source.is_primary,
    }
