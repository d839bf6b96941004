"""Figures: the bits of three formats, one below the other; their ranges on one line."""

from __future__ import annotations

import math
from typing import Literal

from toolkit import Drawing, Labels, Plot, example

MODEL = example("bf16-vs-fp16")
Tone = Literal["accent", "blue"]
NAMES = ("fp32", "bf16", "fp16")
LEFT, BIT, HEIGHT, STEP = 12, 10.5, 30, 78


def bits(say: Labels) -> Drawing:
    """Sign, exponent and mantissa of the three formats, aligned at the sign."""
    d = Drawing(242, say)
    for row, name in enumerate(NAMES):
        top = 42 + STEP * row
        e, m = MODEL.FORMATS[name]
        largest, normal, *_, digits = MODEL.limits(e, m)
        decades = f"{say('range')} {math.log10(largest / normal):.1f} {say('decades')}"
        precision = f"{say('precision')} {digits:.1f} {say('digits')}"
        d.text(LEFT, top - 14, name, size=15, anchor="start", bold=True)
        if row == 0:
            d.text(66, top - 14, decades, anchor="start", tone="accent")
            d.text(346, top - 14, precision, anchor="end", tone="blue")
            labels = [f"{say('exponent')} {e}", f"{say('mantissa')} {m}"]
        else:
            d.text(194, top + 5, decades, anchor="start", tone="accent")
            d.text(194, top + 25, precision, anchor="start", tone="blue")
            labels = [f"{e}", f"{m}"]
        _strip(d, top, (e, m), labels)
    _guides(d, say, 42 + HEIGHT, 42 + STEP)
    return d


def _strip(d: Drawing, y: float, counts: tuple[int, int], labels: list[str]) -> None:
    """Draw the bits of a format: the sign, exponent and mantissa."""
    e, m = counts
    ticks = [LEFT + bit * BIT for bit in range(2, 1 + e + m) if bit != 1 + e]
    d.box(LEFT, y, BIT, HEIGHT, tone="ink", radius=0)
    edge = LEFT + (1 + e) * BIT
    d.box(
        LEFT + BIT, y, e * BIT, HEIGHT, labels[0], tone="accent", ground="accent",
        radius=0,
    )  # fmt: skip
    d.box(edge, y, m * BIT, HEIGHT, labels[1], tone="blue", ground="blue", radius=0)
    for x in ticks:
        d.line([(x, y + HEIGHT - 4), (x, y + HEIGHT)], tone="soft")


def _guides(d: Drawing, say: Labels, top: float, bottom: float) -> None:
    """Name the sign, and lead from fp32 to bf16: the first 16 bits are the same."""
    d.text(LEFT - 2, top + 11, say("sign"), size=12, anchor="start", tone="soft")
    for bit in (9, 16):
        x = LEFT + bit * BIT
        d.line([(x, top), (x, bottom)], tone="soft", dashed=True)
    middle = (top + bottom) / 2
    d.text(194, middle - 6, say("half"), size=12, anchor="start", tone="soft")


def ranges(say: Labels) -> Drawing:
    """Normal and subnormal numbers of the three formats on a log axis."""
    d = Drawing(270, say)
    p = Plot(d, 14, 40, 332, 180, xs=(1e-46, 1e40), ys=(0, 1), log_x=True)
    for power in (-40, -20, 0, 20):
        x = p.at(10.0**power, 0)[0]
        d.line([(x, 36), (x, 234)], tone="faint")
        d.formula(x, 250, f"10^{{{power}}}" if power else "1", tone="soft")
    d.line([(14, 234), (346, 234)], tone="soft")
    for row, name in enumerate(NAMES):
        y = 36 + row * 71
        d.text(14, y - 14, name, size=15, anchor="start", bold=True)
        limits = MODEL.limits(*MODEL.FORMATS[name])
        places = [p.at(value, 0)[0] for value in limits[:3]]
        texts = [MODEL.short(value) for value in limits[:3]]
        if name == "fp16":
            _narrow(d, say, y, places, texts)
        else:
            _wide(d, y, places, texts)
    d.text(14, 36 + 34, say("subnormal"), size=12, anchor="start", tone="soft")
    d.text(195, 36 + 12, say("normal"))
    return d


def _bar(d: Drawing, y: float, places: list[float], tone: Tone) -> None:
    right, middle, left = places
    d.box(left, y, middle - left, 24, tone=tone, dashed=True, radius=0)
    d.box(middle, y, right - middle, 24, tone=tone, ground=tone, radius=0)


def _wide(d: Drawing, y: float, places: list[float], texts: list[str]) -> None:
    """Draw a bar that fills the axis, its limits inside."""
    _bar(d, y, places, "blue")
    d.text(places[1] + 6, y + 12, texts[1], size=12, anchor="start", tone="blue")
    d.text(places[0] - 6, y + 12, texts[0], size=12, anchor="end", tone="blue")


def _narrow(
    d: Drawing, say: Labels, y: float, places: list[float], texts: list[str]
) -> None:
    """Draw a short bar, its limits beside it, and what lies beyond them."""
    right, middle, left = places
    _bar(d, y, places, "accent")
    d.text(right + 6, y + 12, texts[0], size=12, anchor="start", tone="accent")
    d.text(left - 6, y + 12, texts[2], size=12, anchor="end", tone="accent")
    d.text(middle, y + 37, texts[1], size=12, tone="accent")
    d.arrow([(left - 60, y + 12), (22, y + 12)], tone="accent", dashed=True)
    d.arrow([(right + 58, y + 12), (338, y + 12)], tone="accent", dashed=True)
    d.text(58, y + 26, say("zero"), size=12, tone="accent")
    d.text(300, y + 26, say("infinite"), size=12, tone="accent")


FIGURES = {"main": bits, "range": ranges}
