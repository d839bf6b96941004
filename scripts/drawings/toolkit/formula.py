"""Formulas as text: `*x*` is a variable, `_{…}` and `^{…}` stand low and high."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from handbook.text_width import text_width

_PIECE = re.compile(r"\*([^*]+)\*|([_^])(?:\{([^{}]*)\}|(.))|([^*_^]+|.)")
SMALL = 0.72  # size of what stands low or high
LOW, HIGH = 0.22, -0.38  # how far from the baseline, in em of the text


@dataclass(frozen=True)
class Run:
    """A run of characters of one kind; `shift` is in em, `size` relative."""

    text: str
    is_variable: bool
    shift: float
    size: float


def runs(source: str) -> list[Run]:
    """Return the runs of a formula in order.

    >>> [run.text for run in runs("*h*_{t+1} = 2")]
    ['h', 't+1', ' = 2']
    """
    found: list[Run] = []
    for variable, sign, group, single, plain in _PIECE.findall(source):
        if sign:
            shift = LOW if sign == "_" else HIGH
            inner = group or single
            found += [Run(r.text, r.is_variable, shift, SMALL) for r in runs(inner)]
        else:
            found.append(Run(variable or plain, bool(variable), 0, 1))
    return found


def width(source: str, size: float) -> float:
    """Return how wide a formula is at a font size."""
    return sum(text_width(run.text, size * run.size) for run in runs(source))


def svg(source: str, size: float) -> str:
    """Return the formula as the content of an SVG text of this font size."""
    parts: list[str] = []
    level = 0.0
    for run in runs(source):
        attributes = ""
        if run.is_variable:
            attributes += ' class="v"'
        if run.size != 1:
            attributes += f' font-size="{run.size * size:.3g}"'
        if run.shift != level:
            attributes += f' dy="{(run.shift - level) * size:.3g}"'
            level = run.shift
        text = escape(run.text, quote=False)
        parts.append(f"<tspan{attributes}>{text}</tspan>" if attributes else text)
    return "".join(parts)
