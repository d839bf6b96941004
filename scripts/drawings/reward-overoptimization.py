"""Figures: best-of-n under two kinds of error; the fitted curves of the gold score."""

from __future__ import annotations

import math
from collections.abc import Callable

from toolkit import Drawing, Labels, Plot, Point, example

MODEL = example("reward-overoptimization")
STEPS = 40
TOP = 6  # of the plots of best-of-n
POWERS = [k / 2 for k in range(29)]  # of two: from 1 to 16384 answers


def curves(say: Labels) -> Drawing:
    """Gold score against distance, in the forms fitted for both methods."""
    d = Drawing(388, say)
    _form(d, say, 10, "rl", MODEL.rl_curve(), lambda u: u * (1 - math.log(u)))
    _form(d, say, 202, "bon", MODEL.bon_curve(), lambda u: u * (2 - u))
    return d


def _form(
    d: Drawing,
    say: Labels,
    top: float,
    name: str,
    curve: tuple[float, float, float],
    shape: Callable[[float], float],
) -> None:
    """One form; `shape` is its R(d), with d and R in units of the peak's."""
    peak, height, zero = curve
    p = Plot(d, 44, top + 40, 300, 106, xs=(0, 1.1 * zero), ys=(0, 1.25 * height))
    d.text(10, top + 6, say(name), anchor="start", bold=True)
    d.formula(344, top + 6, say(f"{name}_form"), size=13, anchor="end")
    p.axes(
        x_ticks=[(0, "0"), (peak, f"d* = {peak:.2f}"), (zero, f"{zero:.2f}")],
        y_ticks=[(0, "0"), (height, f"{height:.2f}")],
        x_label=say("distance"),
        y_label=say("score"),
        grid=False,
    )
    us = [zero / peak * (i / STEPS) ** 1.5 for i in range(1, STEPS + 1)]
    p.curve([(0, 0)] + [(u * peak, height * shape(u)) for u in us], tone="accent")
    guide = [(0, height), (peak, height), (peak, 0)]
    p.curve(guide, tone="soft", dashed=True, thick=False)
    p.point(peak, height, tone="accent")
    p.label(
        0.7 * zero,
        height * shape(0.7 * zero / peak),
        say("gold"),
        dx=12,
        dy=-8,
        tone="accent",
    )


def main(say: Labels) -> Drawing:
    """Best-of-n's mean proxy and gold scores, Gaussian error beside heavy-tailed."""
    d = Drawing(280, say)
    for index, name in enumerate(("gaussian", "heavy")):
        left = 28 + index * 168
        p = Plot(d, left, 58, 150, 170, xs=(1, 2**15), ys=(0, TOP), log_x=True)
        d.text(left, 14, say(name), anchor="start", bold=True)
        for y in (2, 4, 6):
            p.curve([(1, y), (2**15, y)], tone="faint", thick=False)
        p.axes(
            x_ticks=[(n, f"{n}") for n in (4, 256, 2**14)],
            y_ticks=[] if index else [(y, f"{y}") for y in (0, 2, 4, 6)],
            x_label=say("draws"),
            y_label="" if index else say("score"),
            grid=False,
        )
        rows = [(2**k, *MODEL.best_of_n(2**k, *MODEL.TABLES[index])) for k in POWERS]
        _proxy(p, say, [(n, proxy) for n, proxy, _ in rows])
        _gold(p, say, [(n, gold) for n, _, gold in rows])
    return d


def _proxy(p: Plot, say: Labels, points: list[Point]) -> None:
    """The proxy score, cut where it leaves the plot, and its last value."""
    last = f"{points[-1][1]:.2f}"
    kept = [point for point in points if point[1] <= TOP]
    if len(kept) < len(points):
        (n, low), (beyond, high) = points[len(kept) - 1 : len(kept) + 1]
        kept.append((n * (beyond / n) ** ((TOP - low) / (high - low)), TOP))
        p.label(*kept[-1], f"{say('up_to')} {last}", dx=4, dy=-12, tone="blue")
    else:
        p.point(*kept[-1], tone="blue")
        p.label(*kept[-1], last, dx=-8, dy=-8, anchor="end", tone="blue")
    p.curve(kept, dashed=True)
    p.label(64, dict(points)[64], say("proxy"), dx=12, dy=8, tone="blue")


def _gold(p: Plot, say: Labels, points: list[Point]) -> None:
    """The gold score, its last value, and its peak where that is not the last."""
    p.curve(points, tone="accent")
    n, peak = max(points, key=lambda point: point[1])
    turns = peak > points[-1][1]
    for x, y in [(n, peak), points[-1]] if turns else points[-1:]:
        p.point(x, y, tone="accent")
        p.label(x, y, f"{y:.2f}", dy=-12, anchor="middle", tone="accent")
    dx, dy = (4, -10) if turns else (0, 14)
    p.label(256, dict(points)[256], say("gold"), dx=dx, dy=dy, tone="accent")


FIGURES = {"main": main, "curves": curves}
