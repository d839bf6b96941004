"""The characters that the fonts of the preview cards have.

`scripts/subset_font.py` makes the fonts in hooks/fonts/ of just these.
"""

from __future__ import annotations

from functools import cache

# ASCII and Latin-1, then what typography and short formulas need beside GB 2312.
_RANGES = ((0x20, 0x7E), (0xA1, 0xAC), (0xAE, 0xFF), (0x3B1, 0x3C9))
_FURTHER = "\u2010\u2011–−•′″‑≥≤≠≈∞→←↑↓⇒∈∑√×÷"
# GB 2312 in its encoding: two bytes for a row and a column.
_ROWS = range(0xA1, 0xF8)
_COLUMNS = range(0xA1, 0xFF)


@cache
def characters() -> frozenset[str]:
    """Return all characters that a card can show.

    They are those of GB 2312, whose 6,763 Chinese characters are all that today's
    simplified prose is written with, but for rare names; and those of western Europe.
    """
    found = {chr(code) for first, last in _RANGES for code in range(first, last + 1)}
    found.update(_FURTHER)
    for row in _ROWS:
        for column in _COLUMNS:
            found.update(bytes((row, column)).decode("gb2312", "ignore"))
    return frozenset(found)


def missing(text: str) -> str:
    """Return the characters of `text` that no card can show, each once, in order.

    >>> missing("词元 token 😀")
    '😀'
    """
    return "".join(dict.fromkeys(c for c in text if c not in characters()))
