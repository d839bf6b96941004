"""Figures: one training step as a cycle; gradients that scaling brings into fp16."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

import numpy as np
from toolkit import Drawing, Labels, Plot, example

MODEL = example("mixed-precision-training")
FORMATS = example("bf16-vs-fp16")
WIDTH, HEIGHT = 150, 48
LEFT, RIGHT = 10, 200
ROWS = (12, 108, 188, 268)
HALF, SINGLE = "fp16", "fp32"
TONES: dict[str, Literal["soft", "accent", "blue"]] = {HALF: "blue", SINGLE: "accent"}
STEPS = range(0, 5001, 1000)  # of the example, whose gradients are shown


def cycle(say: Labels) -> Drawing:
    """One step: down on the right in fp16, up on the left back to fp32."""
    d = Drawing(ROWS[-1] + HEIGHT + 12, say)
    down = [("copy", HALF), ("forward", HALF), ("loss", SINGLE), ("scaled", SINGLE)]
    up = [("master", SINGLE), ("check", ""), ("unscaled", SINGLE), ("backward", HALF)]
    for x, column in ((LEFT, up), (RIGHT, down)):
        for y, (key, kind) in zip(ROWS, column, strict=True):
            _step(d, x, y, say(key), kind)
    left, right = LEFT + WIDTH / 2, RIGHT + WIDTH / 2
    for high, low in pairwise(ROWS):
        d.arrow([(right, high + HEIGHT), (right, low)])
        if high != ROWS[0]:
            d.arrow([(left, low), (left, high + HEIGHT)])
    first, last = ROWS[0] + HEIGHT / 2, ROWS[-1] + HEIGHT / 2
    d.arrow([(LEFT + WIDTH, first), (RIGHT, first)])
    d.arrow([(RIGHT, last), (LEFT + WIDTH, last)])
    d.text((LEFT + WIDTH + RIGHT) / 2, first - 12, say("cast"), size=12, fit=44)
    scaled = ROWS[-1] - 16
    d.formula(right + 8, scaled, "× *S*", anchor="start")
    d.formula(left + 8, scaled, "÷ *S*", anchor="start")
    _outcomes(d, say)
    return d


def _step(d: Drawing, x: float, y: float, name: str, kind: str) -> None:
    """Draw a step; the colour tells its format, and so does its second line."""
    tone = TONES.get(kind, "soft")
    d.box(x, y, WIDTH, HEIGHT, tone=tone, ground=tone if kind else "none")
    d.formula(x + WIDTH / 2, y + (17 if kind else 24), name, size=13, fit=WIDTH - 8)
    if kind:
        d.text(x + WIDTH / 2, y + 35, kind, size=12, tone=tone)


def _outcomes(d: Drawing, say: Labels) -> None:
    """Draw the two ways out of the check."""
    low, high = ROWS[1], ROWS[0] + HEIGHT
    middle = (low + high) / 2
    update, skip = LEFT + 92, LEFT + 12
    d.arrow([(update, low), (update, high)], thick=True)
    d.arrow([(skip, low), (skip, high)], dashed=True)
    d.lines(update + 8, middle, [say("fine"), say("update")], size=12, anchor="start")
    d.text(skip + 8, middle - 8, say("bad"), size=12, anchor="start")
    d.formula(skip + 8, middle + 8, say("skip"), size=12, anchor="start")


def scaling(say: Labels) -> Drawing:
    """The gradients of the example below the range of fp16, and S times them in it."""
    d = Drawing(232, say)
    p = Plot(d, 14, 36, 332, 150, xs=(1e-11, 1e7), ys=(0, 1), log_x=True)
    for power in (-10, -5, 0, 5):
        x = p.at(10.0**power, 0)[0]
        d.line([(x, 186), (x, 190)], tone="soft")
        d.formula(x, 203, f"10^{{{power}}}" if power else "1", size=13, tone="soft")
    d.line([(14, 186), (346, 186)], tone="soft")
    d.text(346, 220, say("x"), size=12, anchor="end", tone="soft")
    lost = _row(p, say, 36, 1)
    kept = _row(p, say, 126, MODEL.SCALE)
    d.text(14, 38, say("zero"), size=12, anchor="start", tone="accent")
    d.arrow([(lost, 68), (lost, 101), (kept, 101), (kept, 130)])
    text = f"× *S* = {MODEL.SCALE:,}"
    d.formula(kept + 12, 101, text, anchor="start")
    return d


def _row(p: Plot, say: Labels, y: float, scale: float) -> float:
    """Draw fp16's range and the scaled gradients; return the middle of these."""
    d = p.drawing
    largest, normal, tiny, *_ = FORMATS.limits(*FORMATS.FORMATS["fp16"])
    left, middle, right = (p.at(value, 0)[0] for value in (tiny, normal, largest))
    d.box(left, y, middle - left, 44, tone="blue", dashed=True, radius=0)
    d.box(middle, y, right - middle, 44, tone="blue", ground="blue", radius=0)
    if scale == 1:
        d.text((left + middle) / 2, y - 12, say("subnormal"), size=12, tone="blue")
        d.text((middle + right) / 2, y + 22, say("normal"))
    d.text((right + 346) / 2, y + 22, "inf", tone="soft")
    places = []
    for steps in STEPS:
        value = gradient(steps) * scale
        places.append(p.at(value, 0)[0])
        if np.float16(value) == 0:
            d.circle(places[-1], y + 22, 3.5, tone="accent")
        else:
            d.dot(places[-1], y + 22, tone="blue")
    return (places[0] + places[-1]) / 2


def gradient(steps: int) -> float:
    """Size of the example's gradient after some steps in fp32."""
    weight = MODEL.train(np.float32, np.float32, 1, steps)[0]
    return float(abs((weight * MODEL.X - MODEL.Y) * MODEL.X))


FIGURES = {"main": cycle, "scaling": scaling}
