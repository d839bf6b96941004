"""The beginning of a plain text, cut behind one of its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import east_asian_width

# In columns: a Chinese character takes two, a Latin letter one. What chat programs
# and search engines show of a description ends about here.
LONGEST = 240
# An opening shorter than this, "It depends." for one, says nothing alone.
SHORTEST = 40

_ABBREVIATIONS = {"e.g.", "i.e.", "etc.", "vs.", "cf.", "al.", "Fig.", "No.", "approx."}
_END = re.compile(
    r"[。！？][”’」』）]*"
    r"|[.!?][\"')”’]*(?=\s+[\"'(“‘]?[A-Z0-9\u4e00-\u9fff])"
)
_OPENING, _CLOSING = "（(“「『", "）)”」』"


def ends(text: str) -> Iterator[int]:
    """Yield where each sentence of a text ends; the last one ends with the text.

    A sentence in brackets or quotation marks is part of the one around it.
    """
    start = 0
    for match in _END.finditer(text):
        sentence = text[start : match.end()]
        if (
            match.end() == len(text)
            or sentence.split()[-1].lstrip("(") in _ABBREVIATIONS
        ):
            continue
        if sum(map(sentence.count, _OPENING)) <= sum(map(sentence.count, _CLOSING)):
            yield match.end()
            start = match.end()
    yield len(text)


# A page, its card and others ask for the same.
@lru_cache(10_000)
def opening(text: str) -> str:
    """Return the first sentence, and further ones while that says too little alone.

    >>> opening("Not necessarily. It depends on the policy. That is all.")
    'Not necessarily. It depends on the policy.'
    """
    enough = (end for end in ends(text) if columns(text[:end]) >= SHORTEST)
    return text[: next(enough, len(text))]


def beginning(text: str, longest: int = LONGEST) -> str:
    """Return the opening, and the sentences behind it that fit `longest` columns.

    >>> beginning("It is so, for instance, e.g. here as it is there. Or not.", 30)
    'It is so, for instance, e.g. here as it is there.'
    """
    fitting = (end for end in ends(text) if columns(text[:end]) <= longest)
    return text[: max(len(opening(text)), *fitting, 0)]


def columns(text: str) -> int:
    """Return the width of a text in columns.

    >>> columns("词元 ab")
    7
    """
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
