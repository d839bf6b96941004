"""Writes what the search loads: a small file with every page, the index when wanted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from handbook import addresses
from handbook.assembly import AssembledPage
from handbook.model import LANGUAGES, Corpus, Language, Question
from handbook.search_documents import search_document
from handbook.search_index import SCRIPTS
from handbook.search_shards import MOST_IN_ONE_FILE, search_files
from handbook.store import Store
from mkdocs.config.defaults import MkDocsConfig
from typesetting.kept_pages import CODE

# What the theme's script fetches on every page; the worker loads the index itself.
_FIRST = "search_index.json"
# How many indexes are kept: those of so many builds.
_FEWEST, _BUILDS = 8, 4


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write the files of each language below its address."""
    root = Path(config.config_file_path).parent
    store = Store(root / ".cache/search", _made_of(), _FEWEST, _BUILDS)
    for language in LANGUAGES:
        folder = Path(config.site_dir) / language / "search"
        first = {"config": {"lang": [language], "separator": " "}, "docs": []}
        for name, content in {
            _FIRST: json.dumps(first).encode(),
            # Named as text, so that hosts compress it.
            **_index(config, language, store),
        }.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    store.tidy()


def _index(config: MkDocsConfig, language: Language, store: Store) -> dict[str, bytes]:
    """Return a language's files; an index in one file may have been made before."""
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
    parts = documents, language, topics, corpus.synonyms
    if len(documents) > MOST_IN_ONE_FILE:
        return search_files(*parts)
    return {
        "index.txt": store.kept(
            lambda: search_files(*parts)["index.txt"], repr(parts).encode()
        )
    }


def _made_of() -> Iterator[bytes]:
    """Yield all that an index depends on beside what is searched."""
    yield from CODE
    # The scripts of the search, which also run here, and what runs them.
    for path in sorted(SCRIPTS.glob("*.js")):
        yield path.read_bytes()
    yield version("mini-racer").encode()
