"""Figures: the tree of evaluations; one text cut into few and into many tokens."""

from __future__ import annotations

import math
from collections.abc import Sequence

from toolkit import Drawing, Labels, example

MODEL = example("llm-evaluation")
INTRINSIC = ("entropy", "perplexity", "bytes")
EXTRINSIC = ("benchmarks", "checkable", "people", "judge", "online")
TRUNK, BRANCH, LEAF, RISK, RIGHT = 22, 36, 64, 182, 350
LEFT, BIT = 20, 40  # where the code begins, and how long one bit is drawn


def tree(say: Labels) -> Drawing:
    """Intrinsic and extrinsic evaluation, and the main risk of each leaf."""
    d = Drawing(392, say)
    d.box(10, 10, 152, 32, say("root"), size=14, bold=True)
    d.text(RISK, 26, say("risk"), size=12, anchor="start", tone="soft")
    d.line([(TRUNK, 42), (TRUNK, 216), (BRANCH, 216)], tone="soft")
    d.line([(TRUNK, 72), (BRANCH, 72)], tone="soft")
    d.box(BRANCH, 56, 314, 32, say("intrinsic"), tone="blue", ground="blue")
    d.box(BRANCH, 200, 314, 32, say("extrinsic"), tone="accent", ground="accent")
    _leaves(d, say, 88, INTRINSIC)
    _leaves(d, say, 232, EXTRINSIC)
    return d


def _leaves(d: Drawing, say: Labels, top: float, leaves: Sequence[str]) -> None:
    """Draw the leaves below a branch whose box ends at `top`."""
    stem = BRANCH + 14
    heights = [top + 20 + i * 30 for i in range(len(leaves))]
    d.line([(stem, top), (stem, heights[-1])], tone="soft")
    for leaf, y in zip(leaves, heights, strict=True):
        d.line([(stem, y), (LEAF - 6, y)], tone="soft")
        d.text(LEAF, y, say(leaf), anchor="start", fit=RISK - LEAF - 4)
        risk = say(f"{leaf}_risk")
        d.text(RISK, y, risk, size=12, anchor="start", tone="soft", fit=RIGHT - RISK)


def tokenizers(say: Labels) -> Drawing:
    """The same bits cut into four and eight tokens, and shared among the bytes."""
    d = Drawing(322, say)
    n, total = MODEL.TEXT_BYTES, MODEL.bits_per_byte(MODEL.COARSE, 1)
    each, right = MODEL.bits_per_byte(MODEL.COARSE, n), LEFT + total * BIT
    whole = f"{total:.0f} {say('bits')}"
    width = f"{whole} = {say('sum')}"
    d.formula((LEFT + right) / 2, 18, width, size=13)
    d.arrow([(LEFT, 34), (right, 34)], tone="soft", both=True)
    _cut(d, say, 48, MODEL.COARSE)
    _cut(d, say, 142, MODEL.FINE)
    y = 236
    d.text(LEFT, y + 10, f"{n} {say('bytes')}", anchor="start")
    d.text(right, y + 10, f"BPB {each:.3f}", size=15, anchor="end", tone="blue")
    d.box(LEFT, y + 24, right - LEFT, 26, tone=None, ground="blue", radius=0)
    d.matrix(LEFT, y + 24, [[0.0] * n], each * BIT, height=26)
    share = f"{whole} ÷ {n} = {each:.1f} {say('per_byte')}"
    d.text(LEFT, y + 66, share, size=12, anchor="start", tone="soft", fit=320)
    return d


def _cut(d: Drawing, say: Labels, y: float, probabilities: Sequence[float]) -> None:
    """Draw a tokenizer's tokens, as long as their code, and its perplexity."""
    n, bits = len(probabilities), [-math.log2(p) for p in probabilities]
    mean, ppl = sum(bits) / n, math.exp(MODEL.cross_entropy(probabilities))
    right = LEFT + sum(bits) * BIT
    d.text(LEFT, y + 10, f"{n} {say('tokens')}", anchor="start", fit=216)
    d.text(right, y + 10, f"PPL {ppl:.2f}", size=15, anchor="end", tone="accent")
    names = [f"{p:g}" for p in probabilities]
    widths = [b * BIT for b in bits]
    d.cells(LEFT, y + 24, names, widths, 26, grounds=["soft"] * n, size=12)
    share = f"{sum(bits):.0f} {say('bits')} ÷ {n} = {mean:.1f} {say('per_token')}"
    d.text(LEFT, y + 66, share, size=12, anchor="start", tone="soft", fit=200)
    d.formula(right, y + 66, f"2^{{{mean:g}}} = {ppl:.0f}", size=13, anchor="end")


FIGURES = {"main": tree, "tokenizers": tokenizers}
