"""Writes what the search loads: a small file with every page, the index when wanted."""

from __future__ import annotations

import json
from pathlib import Path

from handbook import addresses
from handbook.assembly import AssembledPage
from handbook.model import LANGUAGES, Corpus, Language, Question
from handbook.search_documents import search_document
from handbook.search_shards import search_files
from mkdocs.config.defaults import MkDocsConfig

# What the theme's script fetches on every page; the worker loads the index itself.
_FIRST = "search_index.json"


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write the files of each language below its address."""
    for language in LANGUAGES:
        folder = Path(config.site_dir) / language / "search"
        first = {"config": {"lang": [language], "separator": " "}, "docs": []}
        for name, content in {
            _FIRST: json.dumps(first).encode(),
            # Named as text, so that hosts compress it.
            **_index(config, language),
        }.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def _index(config: MkDocsConfig, language: Language) -> dict[str, bytes]:
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
    return search_files(documents, language, topics, corpus.synonyms)
