"""Questions that are none, among which the search has to find the real ones.

Each is mixed from the sentences, titles and keywords of the real ones, so that it reads
and weighs like them; but the words that tell the real ones apart are exchanged for its
own. What it is about are new words, of the real characters and syllables, so that the
vocabulary grows with the questions as it does on a real site. Most of the others are
those of real questions, so that no word leads to its question by being nowhere else.
Names and keywords of the real ones are left to their texts: a question with one in its
title would be as good an answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from random import Random

import rjieba
from handbook.model import Language
from handbook.search_documents import SearchDocument, Section

# A word in fewer of the real questions than this share tells them apart.
SPECIFIC = 0.3
MAIN_WORDS = 8  # of a question, in each script: what it is about; all new
# With the others; so many that a text has as many different words as a real one, and is
# no more about each of them.
OWN_WORDS = 500
NEW = 0.4  # the share of new words among the others
EXCHANGED = 0.85  # the share of specific words that are exchanged in texts
NEW_WORDS = 12_000  # in each script; the first ones are the most frequent
LONGEST_TITLE = 60  # characters of a sentence that may be a title

_HAN = re.compile(r"[\u3400-\u9fff]+")
_PIECE = re.compile(
    r"[\u3400-\u9fff]+|[A-Za-z]+(?:-[A-Za-z]+)*|[^A-Za-z\u3400-\u9fff]+"
)
# Shorter ones tell nothing apart.
_WORD = re.compile(r"[\u3400-\u9fff]{2,}|[A-Za-z-]{3,}")
_PLAIN = re.compile(r"[\u3400-\u9fff]+|[^\W\u3400-\u9fff]+")
_EDGE = re.compile(r"^(?=[^\u3400-\u9fff])|(?<=[^\u3400-\u9fff])$")
_SENTENCE = re.compile(r"(?<=[。！？])|(?<=[.!?]\s)")
_SYLLABLE = re.compile(r"[^aeiouy]*[aeiouy]+(?:[^aeiouy](?![aeiouy]))?")

_Text = tuple[str, ...]  # cut into words, and what is between them


def distractors(
    real: Sequence[SearchDocument], language: Language, count: int
) -> Iterator[SearchDocument]:
    """Yield `count` questions of a language, the same ones each time.

    Fewer are the first ones of more.
    """
    yield from islice(_Mixture(real, language).documents(), count)


class _Mixture:
    """What the real questions consist of, and what the mixed ones are made from."""

    def __init__(self, real: Sequence[SearchDocument], language: Language) -> None:
        self._real = real
        self._language = language
        self._sentences = [
            _cut(sentence)
            for document in real
            for part in document.sections
            for sentence in _SENTENCE.split(part.text)
            if sentence.strip()
        ]
        self._answers = [
            [_cut(sentence) for sentence in _SENTENCE.split(document.answer)]
            for document in real
        ]
        self._names = {
            word
            for document in real
            for word in _cut(document.title)
            if _WORD.fullmatch(word) and word.isascii() and language == "zh"
        }
        self._taken = {
            _plain(text)
            for document in real
            for text in (document.title, *document.keywords)
        }
        in_documents = Counter(
            word for document in real for word in set(_words(document))
        )
        self._specific = {
            word
            for word, number in in_documents.items()
            if number < SPECIFIC * len(real) and _WORD.fullmatch(word)
        }
        self._titles = [
            _cut(text)
            for text in (
                *(document.title for document in real),
                *("".join(s) for s in self._sentences if s[-1].strip() in ("?", "？")),
            )
            if len(text) <= LONGEST_TITLE and self._specific & set(_cut(text))
        ]
        chance = Random("words")
        # A name, or a word that is a keyword by itself, means the real question.
        others = sorted(
            word
            for word in self._specific
            if word == word.lower() and _plain(word) not in self._taken
        )
        self._old = {
            han: [word for word in others if word.isascii() != han]
            for han in (True, False)
        }
        self._new = {
            True: _new_han(in_documents, chance),
            False: _new_latin(self._old[False], chance),
        }

    def documents(self) -> Iterator[SearchDocument]:
        chance = Random(self._language)
        number = 0
        while True:
            number += 1
            yield self._document(number, chance)

    def _document(self, number: int, chance: Random) -> SearchDocument:
        model = chance.choice(self._real)
        own = {han: self._own(han, chance) for han in self._new}
        exchange = _Exchange(self._specific, own, EXCHANGED, chance)
        naming = _Exchange(self._specific | self._names, own, 1, chance)
        title = model.title
        while self._is_taken(title) or not naming.has_own(title):
            title = naming.text(chance.choice(self._titles))
        keywords = dict.fromkeys(
            naming.text(_cut(keyword)) for keyword in chance.choice(self._real).keywords
        )
        return SearchDocument(
            address=f"q/distractor-{number}/",
            title=title.strip(),
            keywords=tuple(
                # No word of the texts is a keyword alone.
                word
                for word in keywords
                if not self._is_taken(word) and word not in self._specific
            ),
            names=(),
            answer="".join(map(exchange.text, chance.choice(self._answers))),
            topic=chance.choice(self._real).topic,
            sections=tuple(
                Section(
                    part.anchor,
                    exchange.text(_cut(part.heading)),
                    self._text(len(part.text), exchange, chance),
                )
                for part in model.sections
            ),
        )

    def _is_taken(self, text: str) -> bool:
        """Tell whether a title or keyword of a real question is in a text."""
        plain = _plain(text)
        return any(taken in plain for taken in self._taken)

    def _text(self, length: int, exchange: _Exchange, chance: Random) -> str:
        text = ""
        while len(text) < length:
            text += exchange.text(chance.choice(self._sentences))
        return text.strip()

    def _own(self, han: bool, chance: Random) -> list[str]:
        """Return words for one question, frequent ones more often than rare ones."""
        new, old = self._new[han], self._old[han]
        return [
            # The chance falls with the rank, about as in any text.
            new[int(len(new) ** chance.random()) - 1]
            if rank < MAIN_WORDS or chance.random() < NEW
            else chance.choice(old)
            for rank in range(OWN_WORDS)
        ]


class _Exchange:
    """Exchanges words for a question's own, each word for the same one throughout."""

    def __init__(
        self,
        specific: set[str],
        own: dict[bool, list[str]],
        share: float,
        chance: Random,
    ) -> None:
        self._specific = specific
        self._own = own
        self._share = share
        self._chance = chance
        self._chosen: dict[str, str] = {}

    def text(self, words: _Text) -> str:
        return "".join(map(self._word, words))

    def has_own(self, text: str) -> bool:
        return any(word in text for words in self._own.values() for word in words)

    def _word(self, word: str) -> str:
        if word not in self._specific:
            return word
        if word not in self._chosen:
            chance = self._chance
            own = self._own[not word.isascii()]
            # The main words, which are first, more often than the others.
            other = own[int(len(own) * chance.random() ** 2)]
            self._chosen[word] = other if chance.random() < self._share else word
        return self._chosen[word]


def _words(document: SearchDocument) -> Iterator[str]:
    for text in (
        document.title,
        *document.keywords,
        document.answer,
        *(text for part in document.sections for text in (part.heading, part.text)),
    ):
        yield from _cut(text)


def _plain(text: str) -> str:
    """Return the words of a text, so that a Latin one is not found inside another."""
    words = " ".join(_PLAIN.findall(text.casefold()))
    return _EDGE.sub(" ", words)


@cache
def _cut(text: str) -> _Text:
    return tuple(
        word
        for piece in _PIECE.findall(text)
        for word in (rjieba.cut(piece) if _HAN.match(piece) else [piece])
    )


def _new_han(words: Counter[str], chance: Random) -> list[str]:
    """Return words of two characters that occur in others."""
    signs = sorted(sign for word in words if _HAN.match(word) for sign in word)
    found = dict.fromkeys(
        chance.choice(signs) + chance.choice(signs) for _ in range(2 * NEW_WORDS)
    )
    return [word for word in found if word not in words][:NEW_WORDS]


def _new_latin(words: Sequence[str], chance: Random) -> list[str]:
    """Return words of two or three syllables that begin and end as others do."""
    cut = [_SYLLABLE.findall(word.lower()) for word in words]
    known = {word.lower() for word in words}
    cut = [syllables for syllables in cut if len(syllables) > 1]
    found = dict.fromkeys(
        "".join(
            (
                chance.choice(cut)[0],
                *chance.choice(cut)[1 : chance.choice((1, 2))],
                chance.choice(cut)[-1],
            )
        )
        for _ in range(2 * NEW_WORDS)
    )
    return [word for word in found if word not in known][:NEW_WORDS]
