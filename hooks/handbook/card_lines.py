"""Where the lines of a card break: between phrases, so that no word is torn.

A phrase is a word with what belongs to it: particles and measure words behind, a
preposition or a number before, the marks on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, pairwise
from pathlib import Path
from typing import NamedTuple

from .model import Term

# A line begins with none of the first and ends with none of the others.
CLOSING = "，、。；：？！）》」』】〉〕”’…—·,.;:?!)]}%‰°"
OPENING = "（《「『【〈〔“‘([{"
# Of these, the ones that fill the left or the right half of a square.
LEFT_HALF, RIGHT_HALF = "，、。；：？！）》」』】”’", "（《「『【“‘"

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_MARKS = re.escape("，、。；：？！（）《》「」『』【】〈〉〔〕“”‘’…—·")
_PIECES = re.compile(rf"[{_HAN}]+|[{_MARKS}]|[^\s{_HAN}{_MARKS}]+|\s+")
_NUMBER = re.compile(r"[-−+±~]?\d[\d.,/×:]*%?")
_WORD = re.compile(f"[{_HAN}]{{2,}}")
_HAN_CHARACTER = re.compile(f"[{_HAN}]")
_SENTENCE_ENDS = ("。", "！", "？", ".", "!", "?")
# Words that a line had better not end with.
_LEANING = {"a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with"}
_LEANING |= {"and", "or", "as", "什么", "哪些"}
_FURTHER_WORDS = Path(__file__).with_name("card_words.txt")
# Parts of speech, by the letters that jieba's dictionary gives them. Behind a word
# stand particles (u…), what ends a question (y), places (f), suffixes and measures.
_BEHIND = ("u", "y", "f", "k", "q")
# Of one character, these lean on what follows: prepositions, conjunctions, adverbs,
# verbs, numerals, prefixes, pronouns, adjectives.
_BEFORE = ("p", "c", "d", "v", "m", "h", "r", "a")
# A phrase so long takes on nothing more but particles.
_LONGEST = 7
# As often as jieba's dictionary counts the commonest words, so that they stay whole.
_FREQUENT = 100_000
# What a break without a mark costs; a full line costs 1, half a line a quarter.
_TORN = 0.1

Measure = Callable[[str], float]


class _Token(NamedTuple):
    text: str
    tag: str


class PhraseFinder:
    """Cuts text into phrases; what stands in the glossary it takes for words."""

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        # It loads its dictionary at once, which only a card that is drawn needs.
        from rjieba import Jieba

        self._dictionary = Jieba()
        editions = [term.editions["zh"] for term in terms]
        names = (
            name for edition in editions for name in (edition.term, *edition.forms)
        )
        lines = (_FURTHER_WORDS.read_text("utf-8").splitlines(), names)
        words = [line for line in chain(*lines) if not line.startswith("#")]
        for word in _WORD.findall("\n".join(words)):
            self._dictionary.add_word(word, _FREQUENT, "n")

    def phrases(self, text: str) -> list[str]:
        """Return the phrases of `text`, each with the space behind it.

        >>> PhraseFinder().phrases("与 RNN 相比，有什么优势？")
        ['与 RNN ', '相比，', '有什么优势？']
        """
        found: list[list[_Token]] = []
        for token in self._tokens(text):
            if not found or not _belongs(found[-1], token):
                found.append([])
            found[-1].append(token)
        return ["".join(token.text for token in phrase) for phrase in found]

    def cut(self, text: str) -> str:
        """Return `text` without its last phrase, and with an ellipsis.

        Behind a whole sentence there is none. Of one phrase the last character goes.

        >>> PhraseFinder().cut("It computes positions in parallel.")
        'It computes positions...'
        """
        text = text.removesuffix("…").removesuffix("...")
        kept = self.phrases(text)[:-1]
        while kept and kept[-1].split()[-1].strip(CLOSING).lower() in _LEANING:
            kept.pop()
        shown = ("".join(kept) or text[:-1]).rstrip()
        if shown.endswith(_SENTENCE_ENDS):
            return shown
        shown = shown.rstrip(CLOSING + OPENING)
        # The font's own ellipsis stands as high as Chinese characters want it.
        return shown + ("..." if shown.isascii() else "…")

    def words(self, text: str) -> list[str]:
        """Return the words of `text`, each with the marks and the space around it."""
        found: list[str] = []
        for token in self._tokens(text):
            if found and _is_tied(found[-1], token.text):
                found[-1] += token.text
            else:
                found.append(token.text)
        return found

    def _tokens(self, text: str) -> Iterator[_Token]:
        for piece in _PIECES.findall(text):
            if _HAN_CHARACTER.match(piece):
                yield from (_Token(*word) for word in self._dictionary.tag(piece))
            else:
                yield _Token(piece, "")


def _is_tied(before: str, after: str) -> bool:
    """Return whether no line may break between two pieces, whatever they mean."""
    return (
        after.isspace()
        or after[0] in CLOSING
        or before.isspace()
        or before.rstrip()[-1] in OPENING
    )


def _belongs(phrase: Sequence[_Token], after: _Token) -> bool:
    """Return whether a token goes on with the phrase before it."""
    text = "".join(token.text for token in phrase)
    if _is_tied(text, after.text):
        return True
    before = next(token for token in reversed(phrase) if not token.text.isspace())
    if _NUMBER.fullmatch(before.text) or before.text.lower() in _LEANING:
        return True
    if before.text[-1] in CLOSING:
        return False
    if after.tag.startswith("u"):
        return True
    if before.tag and len(text) + len(after.text) > _LONGEST:
        return False
    return (
        after.tag.startswith(_BEHIND)
        or after.text == "时"
        or (len(before.text) == 1 and before.tag.startswith(_BEFORE))
        or (len(text) == 1 and before.tag != "")
    )


def overhang(line: str, measure: Measure) -> tuple[float, float]:
    """Return the blank that the marks at both ends of a line leave to the outside."""
    start, end = line[:1], line[-1:]
    return (
        measure(start) / 2 if start and start in RIGHT_HALF else 0.0,
        measure(end) / 2 if end and end in LEFT_HALF else 0.0,
    )


def seen_width(line: str, measure: Measure) -> float:
    """Return how wide a line is to the eye: without blank at its ends."""
    return measure(line) - sum(overhang(line, measure))


def broken(
    text: str, finder: PhraseFinder, measure: Measure, width: float
) -> list[str]:
    """Return `text` in the fewest lines that look no wider than `width`, evenly.

    A phrase that is wider itself is cut between its words, a word between characters.
    """
    units = [
        _Unit(
            unit,
            measure(unit),
            measure(unit.rstrip()) - overhang(unit.rstrip(), measure)[1],
            overhang(unit, measure)[0],
        )
        for unit in _units(text, finder, measure, width)
    ]
    return _evenest(units, width, _fewest(units, width))


class _Unit(NamedTuple):
    """What no line breaks inside.

    `seen` is its width at a line's end, `overhang` the blank that it has at a start.
    """

    text: str
    width: float
    seen: float
    overhang: float


def _units(
    text: str, finder: PhraseFinder, measure: Measure, width: float
) -> Iterator[str]:
    for phrase in finder.phrases(text):
        if seen_width(phrase.rstrip(), measure) <= width:
            yield phrase
            continue
        for word in finder.words(phrase):
            if seen_width(word.rstrip(), measure) <= width:
                yield word
            else:
                yield from _characters(word)


def _characters(word: str) -> Iterator[str]:
    """Yield the characters of a word, with the marks that may not leave them."""
    unit = ""
    for character in word:
        stays = character.isspace() or character in CLOSING
        if unit and not stays and unit.rstrip()[-1:] not in OPENING:
            yield unit
            unit = ""
        unit += character
    if unit:
        yield unit


def _fewest(units: Sequence[_Unit], width: float) -> int:
    """Return how many lines there are when each is filled."""
    count, filled = 0, 0.0
    for unit in units:
        if not count or filled + unit.seen > width:
            count, filled = count + 1, -unit.overhang
        filled += unit.width
    return count


def _evenest(units: Sequence[_Unit], width: float, count: int) -> list[str]:
    """Return the units in `count` lines whose widths differ least.

    Of lines alike in width, those that end with a mark are better.
    """
    # For each number of units: the least cost of a line after line, and their ends.
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for _ in range(count):
        longer: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, ends) in best.items():
            filled = -units[start].overhang if start < len(units) else 0.0
            for end in range(start + 1, len(units) + 1):
                unit = units[end - 1]
                share = (filled + unit.seen) / width
                if share > 1 and end > start + 1:
                    break
                torn = end < len(units) and unit.text.rstrip()[-1] not in CLOSING
                total = cost + share**2 + (_TORN if torn else 0)
                if end not in longer or total < longer[end][0]:
                    longer[end] = total, (*ends, end)
                filled += unit.width
        best = longer
    ends = best[len(units)][1]
    return [
        "".join(unit.text for unit in units[start:end]).rstrip()
        for start, end in pairwise((0, *ends))
    ]
