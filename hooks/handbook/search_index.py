"""The file from which the search finds the questions of a language.

A few questions are indexed in the browser, from their texts. Of more that would take
too long: their index is made ahead of time, by the same scripts. Of very many the texts
would be too large, and only titles, keywords, answers and headings are searched.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from .model import Language, Synonyms
from .search_documents import SearchDocument

if TYPE_CHECKING:
    from py_mini_racer import MiniRacer

# Up to here a browser indexes the texts in less than a second.
MOST_IN_BROWSER = 50
# Up to here the texts and their index are less than 2 MB; see bench_search_scale.py.
MOST_WITH_TEXTS = 200
# Chinese takes two bytes a character in it, not three, compressed a tenth less.
ENCODING = "gb18030"

_HERE = Path(__file__).parent
SCRIPTS = _HERE.parent.parent / "docs/assets/search"


def search_index(
    documents: Sequence[SearchDocument],
    language: Language,
    topics: Mapping[str, str],
    synonyms: Iterable[Synonyms],
) -> bytes:
    """Return a language's index file; `topics` are addresses and titles."""
    has_texts = len(documents) <= MOST_WITH_TEXTS
    known = characters(documents, language)
    # Field by field, and each beside what is like it: so it compresses best.
    content: dict[str, object] = {
        "anchors": [[part.anchor for part in d.sections] for d in documents],
        "version": 2,
        "synonyms": [entry.words for entry in synonyms],
        "addresses": [document.address for document in documents],
        "topics": [document.topic for document in documents],
        "overviews": list(topics.items()),
        "simplified": known["simplified"],
        "names": [" | ".join(document.names) for document in documents],
        "keywords": [" | ".join(document.keywords) for document in documents],
        "titles": [document.title for document in documents],
        "headings": [[part.heading for part in d.sections] for d in documents],
        "texts": [_texts(document, has_texts) for document in documents],
        "soundalikes": known["soundalikes"],
    }
    if len(documents) > MOST_IN_BROWSER:
        content["built"] = _built(content)
    return encoded(content)


def encoded(content: object) -> bytes:
    """Return the content as JSON, as the search's worker reads it."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.encode(ENCODING)


def characters(
    documents: Sequence[SearchDocument], language: Language
) -> dict[str, object]:
    """Return what an index says of the characters in the documents."""
    used = _characters(documents)
    return {
        # Those that are mistyped with an input method.
        "soundalikes": _soundalikes(used) if language == "zh" else [],
        "simplified": _simplified(used),
    }


def _texts(document: SearchDocument, has_texts: bool) -> list[str]:
    """Return the answer, and the text of each section."""
    return [
        document.answer,
        *(part.text if has_texts else "" for part in document.sections),
    ]


def _built(content: Mapping[str, object]) -> object:
    """Return MiniSearch's index of the content, made by the scripts of the site."""
    engine = scripts("minisearch", "words", "excerpt", "engine")
    engine.eval(f"const content = {json.dumps(content)}")
    return json.loads(str(engine.eval("Engine.built(content)")))


def scripts(*names: str) -> MiniRacer:
    """Return an engine that has run these scripts of the search."""
    # Found only where the index is large, and slow to load.
    from py_mini_racer import MiniRacer

    engine = MiniRacer()
    for name in names:
        engine.eval((SCRIPTS / f"{name}.js").read_text("utf-8"))
    return engine


def _characters(documents: Iterable[SearchDocument]) -> set[str]:
    """Return every character that is searched."""
    return {
        character
        for document in documents
        for text in (
            document.title,
            *document.keywords,
            *document.names,
            document.answer,
            *(part.heading + part.text for part in document.sections),
        )
        for character in text
    }


def _simplified(used: Container[str]) -> list[str]:
    """Return traditional characters and, in the same order, what they are searched as.

    Only those are listed whose simplified form is `used`.
    """
    pairs = [pair for pair in _lines("simplified_characters") if pair[1] in used]
    return ["".join(signs) for signs in zip(*pairs, strict=True)] or ["", ""]


def _soundalikes(used: Container[str]) -> list[str]:
    """Return the characters that are `used` and sound like another that is."""
    groups = ("".join(filter(used.__contains__, s)) for s in _lines("soundalikes"))
    return [group for group in groups if len(group) > 1]


@cache
def _lines(name: str) -> tuple[str, ...]:
    lines = (_HERE / f"{name}.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if not line.startswith("#"))
