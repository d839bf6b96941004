"""The search's index of very many questions, in files of which a query needs a few.

`index.txt` says what there is. A file of `terms/` has a line for each of its terms:

    term <tab> pages with it <tab> its greatest impact <tab> postings

The terms are in order, and `firsts` in the index are the first ones of the files. A
posting is the step from the page before, to the base of 36, and a sign for the term's
impact on the page: the score that BM25 gives it there, all fields together, as a part
of the greatest (see `_LEVELS`). Computed ahead, it needs no lengths and frequencies in
the browser. Of a term in many pages only those with the greatest impacts are listed.
The term `#2` stands for all words of the third entry of the synonyms, and after `=`
and the sound of a pair of characters are the pairs of titles, keywords and headings
that sound so. A title or keyword ends with `$`, and has the numbers of its pages; it is
behind the term that it begins with, in the same file. A file of `pages/` is what is
shown of a page.

Sources: https://doi.org/10.1561/1500000019 (BM25),
https://doi.org/10.1145/1148170.1148235 (postings by impact, pruned).
"""

from __future__ import annotations

import hashlib
import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log, log2

from .model import Language, Synonyms
from .search_documents import SearchDocument
from .search_index import ENCODING, characters, encoded, scripts, search_index

# More than that in one file are more than a phone should load for a query.
MOST_IN_ONE_FILE = 500
# Bytes of a file of terms, and the pages listed for a term; see bench_search_scale.py.
SHARD = 8_000
LONGEST = 1_000
LONGEST_NAME = 40  # characters; as in shards.js
_FIELDS = ("title", "keywords", "names", "headings", "texts")
_BOOSTS = (4, 4, 0.5, 1, 0.4)
# In the first three it counts that a term is there, not how often and among how many.
_LAST_NAMES, _NAMED = 2, 0.7
_LAST = len(_FIELDS) - 1
_K, _B, _D = 1.6, 0.85, 0.5  # of BM25+, as in engine.js
# A rare word counts more than a common one, but less so than BM25 has it: as if there
# were so many times more pages without it.
_TIMES = 30
# An impact is a power of two below the greatest, by the sign's place / `_STEPS`.
_LEVELS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&'()*+,-./"
_STEPS = 8
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_NAME = "$"  # ends a title or keyword
_AT_ONCE = 100  # pages that are cut into terms together

_Impacts = list[tuple[int, float]]  # pages in order, each with the impact on it


def search_files(
    documents: Sequence[SearchDocument],
    language: Language,
    topics: Mapping[str, str],
    synonyms: Sequence[Synonyms],
    most: int = MOST_IN_ONE_FILE,
) -> dict[str, bytes]:
    """Return a language's index by the names of its files: one, or shards.

    `topics` are addresses and titles; of more than `most` documents there are shards.
    """
    if len(documents) <= most:
        content = search_index(documents, language, topics, synonyms)
        return {"index.txt": content}
    return _shards(documents, language, topics, synonyms)


def _shards(
    documents: Sequence[SearchDocument],
    language: Language,
    topics: Mapping[str, str],
    synonyms: Sequence[Synonyms],
) -> dict[str, bytes]:
    known = characters(documents, language)
    words = [entry.words for entry in synonyms]
    lines = sorted(_Postings(documents, known, words).lines(), key=_term)
    firsts, terms = [], []
    for first, shard in _cut(lines):
        firsts.append(first)
        terms.append(shard)
    pages = [encoded(_page(document)) for document in documents]
    digest = _digest([*terms, *pages])
    index = {
        "version": 1,
        "digest": digest,
        "count": len(documents),
        "firsts": " ".join(firsts),
        "overviews": list(topics.items()),
        "synonyms": words,
        **known,
    }
    files = {"index.txt": encoded(index)}
    for kind, contents in (("terms", terms), ("pages", pages)):
        for number, content in enumerate(contents):
            files[f"{kind}/{number}.{digest}.txt"] = content
    return files


def _cut(lines: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the shards of the sorted lines, each with its first term."""
    held: list[str] = []
    size = 0
    for line in lines:
        if held and size + len(line) > SHARD and not _term(line).endswith(_NAME):
            yield _term(held[0]), "\n".join(held).encode(ENCODING)
            held, size = [], 0
        held.append(line)
        size += len(line)
    if held:
        yield _term(held[0]), "\n".join(held).encode(ENCODING)


def _term(line: str) -> str:
    return line.partition("\t")[0]


def _page(document: SearchDocument) -> dict[str, object]:
    return {
        "address": document.address,
        "title": document.title,
        "topic": document.topic,
        "answer": document.answer,
        "sections": [
            (part.anchor, part.heading, part.text) for part in document.sections
        ],
    }


def _digest(contents: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for content in contents:
        total.update(hashlib.sha256(content).digest())
    return total.hexdigest()[:8]


class _Postings:
    """In which fields of which pages each term is, and how often."""

    def __init__(
        self,
        documents: Sequence[SearchDocument],
        known: Mapping[str, object],
        synonyms: Sequence[Sequence[str]],
    ) -> None:
        self._engine = scripts("words")
        self._engine.eval(f"Words.learn({json.dumps(known)})")
        self._engine.eval(
            "const cut = (texts) => texts.map((text) => Words.terms(text).join(' '));"
            "const sounds = (pairs) => pairs.map(Words.sound);"
            # A query leaves out how some names begin, so that they are not found.
            "const first = (name) => name.match(/^([a-z0-9]+|.{1,2})/)?.[0];"
            "const begin = (name) => Words.groups(name)[0]?.whole ?? [];"
            "const names = (texts) => texts.map((text) => Words.phrase(text).trim())"
            ".filter((name) => begin(name).includes(first(name)));"
        )
        self._count = len(documents)
        self._synonyms = [" ".join(self._terms(words)).split() for words in synonyms]
        self._lengths = [array("L") for _ in _FIELDS]
        # For each term: page, field and frequency in one number.
        self._found: defaultdict[str, array[int]] = defaultdict(lambda: array("Q"))
        self._names: defaultdict[str, list[int]] = defaultdict(list)
        self._read(documents)

    def _terms(self, texts: Sequence[str]) -> list[str]:
        found = self._engine.call("cut", list(texts))
        return [str(text) for text in found]

    def _read(self, documents: Sequence[SearchDocument]) -> None:
        for start in range(0, len(documents), _AT_ONCE):
            some = documents[start : start + _AT_ONCE]
            texts = [text for document in some for text in _texts(document)]
            self._read_names(some, start)
            terms = iter(self._terms(texts))
            for page, _ in enumerate(some, start):
                for field, lengths in enumerate(self._lengths):
                    counts: dict[str, int] = {}
                    words = next(terms).split()
                    for word in words:
                        counts[word] = counts.get(word, 0) + 1
                    # MiniSearch takes the number of different terms for the length.
                    lengths.append(len(counts))
                    for word, count in counts.items():
                        self._found[word].append(
                            page << 16 | field << 12 | min(count, 4095)
                        )

    def _read_names(self, documents: Sequence[SearchDocument], start: int) -> None:
        for page, document in enumerate(documents, start):
            texts = [document.title, *document.keywords]
            for name in dict.fromkeys(map(str, self._engine.call("names", texts))):
                if 0 < len(name) <= LONGEST_NAME:
                    self._names[name].append(page)

    def lines(self) -> Iterator[str]:
        """Yield the lines of all terms, in no order."""
        averages = [sum(lengths) / self._count for lengths in self._lengths]
        entries: defaultdict[str, list[int]] = defaultdict(list)
        for number, terms in enumerate(self._synonyms):
            for term in terms:
                entries[term].append(number)
        unions: list[dict[int, float]] = [{} for _ in self._synonyms]
        named = []
        for term, packed in self._found.items():
            impacts = self._impacts(packed, averages)
            for number in entries.get(term, ()):
                union = unions[number]
                for page, impact in impacts:
                    union[page] = max(impact, union.get(page, 0))
            if len(term) == 2 and not term.isascii() and _is_named(packed):
                named.append(term)
            yield f"{term}\t{_written(impacts)}"
        for number, union in enumerate(unions):
            if union:
                yield f"#{number}\t{_written(sorted(union.items()))}"
        for name, pages in self._names.items():
            yield f"{name}{_NAME}\t{' '.join(map(_base_36, pages))}"
        yield from self._soundalikes(named)

    def _impacts(self, packed: Sequence[int], averages: Sequence[float]) -> _Impacts:
        in_fields = [0] * len(_FIELDS)
        for number in packed:
            in_fields[number >> 12 & 15] += 1
        weights = [
            boost * log(1 + (_TIMES * self._count - n + 0.5) / (n + 0.5))
            for boost, n in zip(_BOOSTS, in_fields, strict=True)
        ]
        found: dict[int, float] = {}
        for number in packed:
            page, field, count = number >> 16, number >> 12 & 15, number & 4095
            value = _NAMED
            if field > _LAST_NAMES:
                length = self._lengths[field][page] / averages[field]
                value = _D + count * (_K + 1) / (count + _K * (1 - _B + _B * length))
            found[page] = found.get(page, 0) + weights[field] * value
        return list(found.items())

    def _soundalikes(self, pairs: Sequence[str]) -> Iterator[str]:
        sounds: defaultdict[str, list[str]] = defaultdict(list)
        for pair, sound in zip(
            pairs, self._engine.call("sounds", list(pairs)), strict=True
        ):
            sounds[str(sound)].append(pair)
        for sound, alike in sounds.items():
            yield f"={sound}\t{' '.join(sorted(alike))}"


def _texts(document: SearchDocument) -> tuple[str, ...]:
    """Return what is searched of a page, in the order of the fields."""
    return (
        document.title,
        " | ".join(document.keywords),
        " | ".join(document.names),
        " | ".join(part.heading for part in document.sections),
        " | ".join((document.answer, *(part.text for part in document.sections))),
    )


def _is_named(packed: Iterable[int]) -> bool:
    """Tell whether a term is in a title, keyword or heading of any page."""
    return any((number >> 12 & 15) != _LAST for number in packed)


def _written(impacts: _Impacts) -> str:
    """Return the line of a term behind the term."""
    best = impacts
    if len(impacts) > LONGEST:
        best = sorted(impacts, key=lambda posting: (-posting[1], posting[0]))[:LONGEST]
    most = max(impact for _, impact in best)
    before, text = -1, []
    for page, impact in sorted(best):
        level = min(round(_STEPS * log2(most / impact)), len(_LEVELS) - 1)
        text.append(_base_36(page - before) + _LEVELS[level])
        before = page
    return f"{len(impacts)}\t{most:.2f}\t{''.join(text)}"


def _base_36(number: int) -> str:
    number, digit = divmod(number, 36)
    text = _DIGITS[digit]
    return _base_36(number) + text if number else text
