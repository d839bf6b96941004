"""Figures: full fine-tuning, LoRA and QLoRA; what a cut at a rank leaves."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

import numpy as np
from toolkit import Drawing, Labels, Plot, Point, example

MODEL = example("lora-limitations")
RANK = MODEL.RANKS[0]
CENTRES = (64, 180, 296)
BELOW, ABOVE = 150, 70  # lower and upper edge of the matrices
NAMES = {"rank 8": "exact", "1/i spectrum": "decaying", "random": "random"}
TEXTS = ("full", "lora", "qlora")


def adapters(say: Labels) -> Drawing:
    """The three ways of training one matrix: what is frozen, what is trained."""
    d = Drawing(300, say)
    for x, key in zip(CENTRES, TEXTS, strict=True):
        d.text(x, 18, say(key), bold=True, fit=118)
        d.formula(x, 192, "*x*")
        d.formula(x, 44, "*h*")
    _full(d, say, CENTRES[0])
    for x, bits in zip(CENTRES[1:], ("bits16", "bits4"), strict=True):
        _branches(d, say, x, bits)
    full = MODEL.D * MODEL.D
    few = MODEL.lora_parameters([(MODEL.D, MODEL.D)], RANK)
    case = say("trained").format(MODEL.D, RANK)
    _row(d, 222, case, [f"{n:,}" for n in (full, few, few)], "ink")
    ranks = [f"≤ {n:,}" for n in (MODEL.D, RANK, RANK)]
    _row(d, 266, say("rank"), ranks, "accent")
    return d


def _full(d: Drawing, say: Labels, x: float) -> None:
    d.arrow([(x, 182), (x, BELOW)])
    d.arrow([(x, ABOVE), (x, 54)])
    d.box(x - 36, ABOVE, 72, BELOW - ABOVE, tone="accent", ground="accent", radius=0)
    d.formula(x, 93, "*W*", size=15)
    d.lines(x, 122, [say("bits16"), say("learned")], size=12, fit=68)


def _branches(d: Drawing, say: Labels, centre: float, bits: str) -> None:
    """Draw the frozen matrix and, beside it, A down to rank r and B up again."""
    left, right = centre - 29, centre + 28
    for x in (left, right):
        d.arrow([(centre, 182), (centre, 172), (x, 172), (x, BELOW)])
        d.line([(x, ABOVE), (x, 62), (centre, 62)])
    d.arrow([(centre, 62), (centre, 54)])
    d.box(left - 27, ABOVE, 54, BELOW - ABOVE, ground="soft", radius=0)
    d.formula(left, 93, "*W*_{0}", size=15)
    d.lines(left, 122, [say(bits), say("frozen")], size=12, fit=54)
    waist = (BELOW + ABOVE) / 2
    _trapezoid(d, right, BELOW, waist + 2, "*A*")
    _trapezoid(d, right, ABOVE, waist - 2, "*B*")
    d.formula(right + 14, waist, "*r*", tone="accent", anchor="start")


def _trapezoid(d: Drawing, x: float, wide: float, narrow: float, name: str) -> None:
    points = [(x - 25, wide), (x + 25, wide), (x + 7, narrow), (x - 7, narrow)]
    d.polygon(points, ground="accent")
    d.line([*points, points[0]], tone="accent")
    d.formula(x, wide + (narrow - wide) * 0.38, name)


def _row(
    d: Drawing, y: float, name: str, values: list[str], tone: Literal["ink", "accent"]
) -> None:
    """Write one value below each of the three, and what it is above them."""
    d.line([(10, y - 11), (350, y - 11)], tone="faint")
    d.formula(180, y, name, size=12, tone="soft")
    for index, (x, value) in enumerate(zip(CENTRES, values, strict=True)):
        d.text(x, y + 19, value, tone=tone if index else "ink", bold=True)


def spectrum(say: Labels) -> Drawing:
    """Squared singular values of three updates, cut at rank r: areas are shares."""
    d = Drawing(336, say)
    d.text(14, 14, say("y"), size=12, anchor="start", tone="soft")
    updates = dict(MODEL.updates())
    for row, (name, key) in enumerate(NAMES.items()):
        p = Plot(d, 16, 56 + row * 84, 328, 68, xs=(0, 64), ys=(0, 1))
        _panel(p, updates[name])
        x, y = 350, p.top + 8
        kept = MODEL.captured(updates[name], RANK)
        d.text(x, y, say(key).format(RANK), anchor="end", bold=True)
        d.text(x, y + 20, f"{say('kept')} {kept:.0%}", anchor="end", tone="blue")
        if kept < 0.995:
            text = f"{say('lost')} {1 - kept:.0%}"
            d.text(x, y + 39, text, anchor="end", tone="accent")
    cut = p.at(RANK, 0)[0]
    d.line([(cut, 48), (cut, 292)], dashed=True)
    d.formula(cut, 38, f"*r* = {RANK}")
    for index in (1, 8, 32, 64):
        d.text(p.at(index - 0.5, 0)[0], 304, f"{index}", size=12, tone="soft")
    d.text(344, 322, say("x"), size=12, anchor="end", tone="soft")
    return d


def _panel(p: Plot, update: np.ndarray) -> None:
    """Draw a spectrum, its largest value as high as the plot, in two colours."""
    s = np.linalg.svd(update, compute_uv=False) ** 2
    bounds = [*range(RANK), *range(RANK, 65, 4)]
    means = [s[i:j].mean() / s[0] for i, j in pairwise(bounds)]
    steps = [
        point
        for (i, j), mean in zip(pairwise(bounds), means, strict=True)
        for point in ((i, mean), (j, mean))
    ]
    _area(p, steps[: 2 * RANK], "blue")
    if means[RANK] > 1e-6:
        _area(p, steps[2 * RANK :], "accent")
    p.curve([(0, 0), (64, 0)], tone="soft", thick=False)


def _area(p: Plot, steps: list[Point], tone: Literal["blue", "accent"]) -> None:
    outline = [(steps[0][0], 0.0), *steps, (steps[-1][0], 0.0)]
    p.region(outline, ground=tone)
    p.curve(outline, tone=tone, thick=False)


FIGURES = {"main": adapters, "spectrum": spectrum}
