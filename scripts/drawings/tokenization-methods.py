"""Figure: from bytes to words, the sequence shrinks and the vocabulary grows."""

from __future__ import annotations

from math import log10

from toolkit import Drawing, Labels, example

MODEL = example("tokenization-methods")
NAMES = ("byte", "character", "subword", "word")
# The least and the most usual vocabulary, as powers of ten; the page says them.
RANGES = ((log10(256), log10(256)), (3, 5), (4, 5), (5, 7))
BASE, TOKEN, BAR = 156, 5.2, 24  # height of 0, height of a token, width of a bar
TOP, DECADE = 190, 17


def spectrum(say: Labels) -> Drawing:
    """Four granularities: sequence lengths upward, vocabulary sizes downward."""
    d = Drawing(346, say)
    d.text(12, 14, say("length"), anchor="start", tone="accent")
    for row, text in enumerate(MODEL.SUBWORDS):
        y = 54 + 22 * row
        d.area(186, y - 6, 12, 12, "accent", (1, 0.35)[row])
        d.text(204, y, text, size=12, anchor="start", fit=150)
    for index, name in enumerate(NAMES):
        middle = 54 + index * 84
        _lengths(d, middle, index)
        d.text(middle, BASE + 17, say(name), bold=True, fit=84)
        _vocabulary(d, middle, index, say)
    for y in (BASE, TOP):
        d.line([(12, y), (348, y)], tone="soft")
    d.text(12, 330, say("vocabulary"), anchor="start", tone="blue")
    return d


def _lengths(d: Drawing, middle: float, index: int) -> None:
    for row, (text, subwords) in enumerate(MODEL.SUBWORDS.items()):
        pieces = (text.encode(), text, subwords, text.split())[index]
        x = middle + (2 * row - 1) * (BAR / 2 + 2)
        height = len(pieces) * TOKEN
        d.area(x - BAR / 2, BASE - height, BAR, height, "accent", (1, 0.35)[row])
        d.text(x, BASE - height - 10, str(len(pieces)), bold=True)


def _vocabulary(d: Drawing, middle: float, index: int, say: Labels) -> None:
    least, most = (power * DECADE for power in RANGES[index])
    left, width = middle - BAR - 2, 2 * BAR + 4
    d.area(left, TOP, width, least, "blue")
    end = TOP + most
    if NAMES[index] == "word":
        d.arrow([(middle, TOP + least), (middle, end)], tone="blue", thick=True)
        d.text(middle, end + 11, say("limitless"), size=12, fit=84)
        return
    if most > least:
        d.area(left, TOP + least, width, most - least, "blue", 0.3)
    sizes = ("256", "10^{3}–10^{5}", "10^{4}–10^{5}")
    d.formula(middle, end + 12, sizes[index], size=13)


FIGURES = {"main": spectrum}
