"""Writes what the search loads: a small file with every page, the index when wanted."""

from __future__ import annotations

import json
from pathlib import Path

from handbook import addresses
from handbook.assembly import AssembledPage
from handbook.model import LANGUAGES, Corpus, Language, Question
from handbook.search_documents import search_document
from handbook.search_index import search_index
from mkdocs.config.defaults import MkDocsConfig

# What the theme's script fetches on every page; the worker loads the index itself.
_FIRST = "search/search_index.json"
# Named as text, so that hosts compress it; worker.js knows how it is encoded.
_INDEX = "search/index.txt"


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write both files of each language below its address."""
    for language in LANGUAGES:
        folder = Path(config.site_dir) / language
        first = {"config": {"lang": [language], "separator": " "}, "docs": []}
        folder.joinpath("search").mkdir(parents=True, exist_ok=True)
        (folder / _FIRST).write_text(json.dumps(first), "utf-8")
        (folder / _INDEX).write_bytes(_index(config, language))


def _index(config: MkDocsConfig, language: Language) -> bytes:
    corpus: Corpus = config.extra["corpus"]
    pages: dict[str, AssembledPage] = config.extra["pages"]
    documents = [
        search_document(
            corpus,
            page.subject,
            language,
            config.extra["rendered"][path].content,
            page.terms,
        )
        for path, page in pages.items()
        if page.kind == "question"
        and page.language == language
        and isinstance(page.subject, Question)
    ]
    home = addresses.home(language)
    topics = {
        addresses.topic(language, topic.id).removeprefix(home): topic.titles[language]
        for topic in corpus.topics
        if topic.id in corpus.by_topic
    }
    return search_index(documents, language, topics, corpus.synonyms)
