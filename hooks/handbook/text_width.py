"""How wide a text is, so that what is drawn around it fits.

The widths are those of Noto Sans CJK, whose Latin letters are about as wide as those of
the readers' own fonts; `scripts/measure_fonts.py` writes the table.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("text_widths.json")
# Marks that a Chinese font sets in a full square, and a Latin one narrower.
_SQUARE_IN_CHINESE = "“”‘’…—"
# What stays together: a Chinese character, or a word, each with the marks behind it.
_PIECES = re.compile(
    r"[（“]*(?:[\u4e00-\u9fff]|[^\s\u4e00-\u9fff（“，。；：？！、）”]+)"
    r"[，。；：？！、）”]*\s*|\S\s*"
)


@cache
def _widths(weight: str) -> dict[str, float]:
    """Return the width of each character of a weight, in em."""
    groups = json.loads(_TABLE.read_text("utf-8"))[weight]
    return {
        sign: int(width) / 1000 for width, signs in groups.items() for sign in signs
    }


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of `text` at a font size, in the size's unit.

    >>> text_width("词元", 10)
    20.0
    """
    widths = _widths("bold" if bold else "regular")
    return size * sum(_width(sign, widths) for sign in text)


def _width(sign: str, widths: dict[str, float]) -> float:
    if sign in _SQUARE_IN_CHINESE or unicodedata.east_asian_width(sign) in "WF":
        return 1.0
    if unicodedata.combining(sign):
        return 0.0
    return widths.get(sign, 1.0)


def wrapped(text: str, size: float, width: float) -> list[str]:
    """Return `text` in lines of at most `width`; a longer word has a line of its own.

    A line breaks at a space, and beside Chinese characters but not before a mark.
    """
    lines = [""]
    for piece in _PIECES.findall(text):
        if lines[-1] and text_width(lines[-1] + piece.rstrip(), size) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece.lstrip() if not lines[-1] else piece
    return [line.rstrip() for line in lines]
