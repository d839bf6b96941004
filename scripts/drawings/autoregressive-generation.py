"""Figures: the generation loop; one distribution at three temperatures, and top-p."""

from __future__ import annotations

from typing import Literal

from toolkit import Drawing, Labels, Plot, example

PAGE = example("autoregressive-generation")

LEFT, RIGHT = 44, 214  # the column of steps
MIDDLE = (LEFT + RIGHT) / 2
NOTE = 244  # where the notes beside it begin


def loop(say: Labels) -> Drawing:
    """The loop from the text so far to one more token, and what ends it."""
    d = Drawing(408, say)
    text = ["<bos>", *PAGE.generate(lambda odds: max(odds, key=odds.get))]
    before, new = text[:3], text[3]
    _tokens(d, 10, before)
    d.text(NOTE, 22, say("so_far"), anchor="start", tone="soft", fit=106)
    _down(d, 34, 52)
    d.box(LEFT, 52, RIGHT - LEFT, 32, say("network"))
    _down(d, 84, 110)
    d.text(MIDDLE + 10, 95, say("logits"), size=12, anchor="start", tone="soft")
    d.box(LEFT, 110, RIGHT - LEFT, 32, say("softmax"))
    _down(d, 142, 158)
    _odds(d, 162, PAGE.MODEL[before[-1]])
    d.brace(52, 202, 224, opens="right")
    notes = [say("computed"), say("fixed")]
    d.lines(NOTE, 127, notes, anchor="start", tone="soft", fit=106)
    _down(d, 208, 226)
    d.box(LEFT, 226, RIGHT - LEFT, 32, say("decode"), tone="accent", ground="accent")
    notes = [say("choice"), say("chance")]
    d.lines(NOTE, 242, notes, anchor="start", tone="accent", fit=106)
    _down(d, 258, 276)
    _tokens(d, 276, before, new)
    d.text(NOTE + 6, 288, say("append"), anchor="start", tone="accent", fit=100)
    _down(d, 300, 318)
    _stop(d, 318, say)
    return d


def _down(d: Drawing, start: float, end: float) -> None:
    d.arrow([(MIDDLE, start), (MIDDLE, end)])


def _tokens(d: Drawing, y: float, texts: list[str], new: str = "") -> None:
    """Draw the text so far, and a new token behind it."""
    widths = [54.0] + [44.0] * (len(texts) - 1)
    d.cells(LEFT, y, texts, widths, grounds=["soft"] * len(texts), code=True, gap=3)
    if new:
        x = LEFT + sum(widths) + 3 * len(texts)
        d.box(x, y, 44, 24, new, tone="accent", ground="accent", code=True, radius=3)


def _odds(d: Drawing, y: float, odds: dict[str, float]) -> None:
    """Draw the next token's distribution, a bar a token."""
    for index, (token, p) in enumerate(odds.items()):
        middle = y + 10 + index * 20
        d.text(LEFT + 48, middle, token, anchor="end", code=True)
        d.area(LEFT + 56, middle - 6, 120 * p, 12, "blue")
        d.text(LEFT + 62 + 120 * p, middle, f"{p:.2f}", size=12, anchor="start")


def _stop(d: Drawing, y: float, say: Labels) -> None:
    """Draw the question that ends the loop, and the way back to the beginning."""
    d.box(LEFT, y, RIGHT - LEFT, 44, [say("stop"), say("limit")])
    d.arrow([(LEFT, y + 22), (18, y + 22), (18, 22), (LEFT, 22)])
    d.text(31, y + 11, say("no"), size=12, tone="soft")
    d.arrow([(MIDDLE, y + 44), (MIDDLE, y + 66)])
    d.text(MIDDLE + 10, y + 54, say("yes"), size=12, anchor="start", tone="soft")
    d.text(MIDDLE, y + 76, say("done"), bold=True)


def temperature(say: Labels) -> Drawing:
    """One distribution at three temperatures; what starts before the cut survives."""
    d = Drawing(366, say)
    plot = Plot(d, 52, 32, 292, 290, xs=(0, 1), ys=(0, 1))
    plot.axes(x_ticks=[(0, "0"), (0.5, "0.5"), (1, "1")], x_label=say("total"))
    d.text(10, 20, say("logit"), size=12, anchor="start", tone="soft")
    for index, tau in enumerate(PAGE.TAUS):
        _steps(d, plot, 42 + index * 94, tau, say)
    cut = plot.at(PAGE.P, 0)[0]
    d.line([(cut, 32), (cut, 322)], tone="accent", dashed=True)
    d.text(cut, 20, f"p = {PAGE.P}", tone="accent", bold=True)
    return d


def _steps(d: Drawing, plot: Plot, y: float, tau: float, say: Labels) -> None:
    """Draw a distribution: each bar begins where the one above it ends."""
    odds = PAGE.softmax(PAGE.LOGITS, tau)
    kept = PAGE.top_p(odds, PAGE.P)
    d.formula(plot.left + 8, y + 8, f"*τ* = {tau:g}", anchor="start")
    d.text(plot.left + 72, y + 8, say("kept").format(kept), anchor="start", tone="blue")
    cut, total = plot.at(PAGE.P, 0)[0], 0.0
    for rank, p in enumerate(odds):
        middle = y + 28 + 20 * rank
        start, end = plot.at(total, 0)[0], plot.at(total + p, 0)[0]
        tone: Literal["blue", "soft"] = "blue" if rank < kept else "soft"
        d.text(42, middle, f"{PAGE.LOGITS[rank]:g}", anchor="end", tone="soft")
        d.box(start, middle - 8, end - start, 16, tone=tone, ground=tone, radius=0)
        edge = min(start, cut) if rank else end  # the first one's number is inside
        d.text(edge - 6, middle, f"{p:.3f}", size=12, anchor="end", tone=tone)
        total += p


FIGURES = {"main": loop, "temperature": temperature}
