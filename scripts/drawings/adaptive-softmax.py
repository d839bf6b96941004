"""Figure: Zipf's law, and the output matrix cut by frequency into head and clusters."""

from __future__ import annotations

from itertools import pairwise
from math import log10
from typing import Literal

import numpy as np
from toolkit import Drawing, Labels, Plot, example

MODEL = example("adaptive-softmax")
V, CUTOFFS = next(iter(MODEL.SETTINGS.items()))
D = MODEL.D
EDGES = [0, *CUTOFFS, V]
SIZES = [end - start for start, end in pairwise(EDGES)]
WIDTHS = [D // 4**i for i in range(len(SIZES))]
FREQUENCIES = 1 / np.arange(1, V + 1)
SHARES = MODEL.masses(FREQUENCIES, CUTOFFS)
COSTS = MODEL.costs(V, CUTOFFS, D)
SETS = ("*V*_{h}", "*V*_{1}", "*V*_{2}")
Hue = Literal["accent", "blue"]
TONES: tuple[Hue, ...] = ("accent", "blue", "blue")
LEFT, TOP, WIDE, TALL = 12, 196, 140, 180
NOTES = 176  # left end of the notes beside the matrices


def clusters(say: Labels) -> Drawing:
    """Frequency by rank above; below, the matrices to scale within the full one."""
    d = Drawing(410, say)
    _zipf(d, say)
    _matrices(d, say)
    d.text(NOTES, TOP - 14, say("cost"), size=12, anchor="start", tone="soft")
    for i, tone in enumerate(TONES):
        _note(d, i, say("cluster" if i else "head"), tone)
    y = TOP + TALL + 20
    total = MODEL.expected(COSTS, SHARES)
    d.line([(NOTES, y - 17), (348, y - 17)], tone="soft")
    text = f"{say('mean')} {_millions(total)}"
    d.text(NOTES, y, text, anchor="start", bold=True)
    return d


def _zipf(d: Drawing, say: Labels) -> None:
    first = 1 / FREQUENCIES.sum()
    low = first / V / 3
    plot = Plot(d, 16, 34, 328, 88, xs=(1, V), ys=(low, 0.12), log_x=True, log_y=True)
    for i, tone in enumerate(TONES):
        start, end = max(EDGES[i], 1), EDGES[i + 1]
        top = [(start, first / start), (end, first / end)]
        plot.region([*top, (end, low), (start, low)], ground=tone)
        plot.curve([top[1], (end, low)], tone="soft", thick=False)
        middle = 10 ** ((log10(start) + log10(end)) / 2)
        x, y = plot.at(middle, first / start)
        y = y - 30 if i else plot.at(1, low)[1] - 42
        d.formula(x, y, SETS[i])
        d.text(x, y + 18, _percent(SHARES[i]), size=12, tone=tone)
    plot.curve([(1, first), (V, first / V)], tone="ink")
    plot.axes(
        x_ticks=[(1, "1"), *((edge, f"{edge:,}") for edge in CUTOFFS)],
        x_label=say("rank"),
        y_label=say("frequency"),
    )


def _matrices(d: Drawing, say: Labels) -> None:
    """Draw each matrix as wide as its dimension, as tall as it has words."""
    d.formula(LEFT + WIDE / 2, TOP - 12, f"*d* = {D:,}", size=12)
    d.box(LEFT, TOP, WIDE, TALL, dashed=True, radius=0)
    for i, tone in enumerate(TONES):
        top, width, height = _place(i)
        d.box(LEFT, top, width, height, tone=tone, ground=tone, radius=0)
    full = [say("full"), f"{V:,} × {D:,}", f"= {_millions(V * D)}"]
    d.lines(LEFT + WIDE / 2 + 6, TOP + 98, full, size=12, tone="soft", fit=WIDE - 20)


def _note(d: Drawing, i: int, name: str, tone: Hue) -> None:
    """Write the size, the probability and the cost of one matrix beside it."""
    top, width, height = _place(i)
    y = TOP + 6 + i * 60
    edge = (LEFT + width, top + height / 2)
    knee = [(NOTES - 22, y)] if i == 1 else []
    if i == 2:
        edge = (edge[0], y)
    d.line([edge, *knee, (NOTES - 5, y if i else edge[1])], tone="soft")
    words, chance = f"{SIZES[i]:,}", _percent(SHARES[i]) if i else "100%"
    size = f"{words} × {WIDTHS[i]} + {WIDTHS[i]} × {D:,}"
    if not i:
        size = f"({words} + {len(CUTOFFS)}) × {D:,}"
    d.formula(NOTES, y, f"{name} {SETS[i]}", anchor="start", tone=tone)
    d.text(NOTES, y + 18, size, size=12, anchor="start", tone="soft")
    d.text(NOTES, y + 35, f"{chance} × {_millions(COSTS[i])}", anchor="start")


def _place(i: int) -> tuple[float, float, float]:
    """Return the top, width and height of a matrix."""
    scale = TALL / V
    return TOP + EDGES[i] * scale, WIDE * WIDTHS[i] / D, SIZES[i] * scale


def _percent(share: float) -> str:
    return f"{share:.1%}"


def _millions(value: float) -> str:
    return f"{value / 1e6:.1f}M"


FIGURES = {"main": clusters}
