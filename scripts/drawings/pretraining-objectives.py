"""Figures: four objectives over one sentence; tokens per parameter of four models."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit import Drawing, Labels, Plot, example
from toolkit.drawing import Anchor, Ground

MODEL = example("pretraining-objectives")
TOKENS = MODEL.TEXT.split()[:6]
MASKED = 1  # the position that MLM hides
RATIOS = sorted((tokens / n, name) for name, (n, tokens) in MODEL.RUNS.items())
RULE = next(ratio for ratio, name in RATIOS if name == "Chinchilla")
PREFIX = 3  # tokens that the prefix language model reads in both directions

ROW = 22  # height of a row of cells
WIDTHS = [48, 60, 48, 48, 48, 48]  # of the columns; the second must hold `[MASK]`
LEFTS = [50 + sum(WIDTHS[:i]) for i in range(6)]
MIDDLES = [left + width / 2 for left, width in zip(LEFTS, WIDTHS, strict=True)]


def cell(d: Drawing, column: int, y: float, text: str, ground: Ground = "none") -> None:
    """Draw one token in its column."""
    d.token(LEFTS[column], y, WIDTHS[column], ROW, text, ground=ground)


def heading(d: Drawing, say: Labels, y: float, key: str) -> float:
    """Write an objective's name, its user and its rows' names; return the input's y."""
    d.text(10, y + 8, say(key), anchor="start", bold=True)
    d.text(350, y + 8, say(f"{key}_user"), size=12, anchor="end", tone="soft")
    top = y + 20
    for offset, name in ((0, "input"), (ROW + 12, "target")):
        d.text(
            46, top + offset + ROW / 2, say(name), size=12, anchor="end", tone="soft"
        )
    return top


def predict(d: Drawing, top: float, column: int, target: str) -> None:
    """Draw the arrow from an input to the target that is learned there."""
    d.arrow([(MIDDLES[column], top + ROW), (MIDDLES[column], top + ROW + 12)])
    cell(d, column, top + ROW + 12, target, "accent")


def shifted(d: Drawing, top: float, prefix: int) -> None:
    """Draw the rows whose target is the next token, from the end of a prefix on."""
    for column, token in enumerate(TOKENS[:-1]):
        cell(d, column, top, token, "blue" if column < prefix else "soft")
        if column >= max(prefix, 1) - 1:
            predict(d, top, column, TOKENS[column + 1])


def masked(d: Drawing, top: float) -> None:
    """Draw the rows of masked language modeling."""
    for column, token in enumerate(TOKENS):
        if column != MASKED:
            cell(d, column, top, token, "soft")
    cell(d, MASKED, top, "[MASK]")
    predict(d, top, MASKED, TOKENS[MASKED])


def group(d: Drawing, x: float, y: float, tokens: Sequence[str]) -> float:
    """Draw target tokens side by side and return where the next group starts."""
    width = 46
    d.cells(x, y, tokens, width, ROW, grounds=["accent"] * 6, code=True, size=12)
    return x + len(tokens) * width + 12


def spans(d: Drawing, top: float) -> None:
    """Draw the rows of span corruption: a sentinel in place of each span."""
    first, second = slice(1, 3), slice(5, 6)
    for column in (0, 3, 4):
        cell(d, column, top, TOKENS[column], "soft")
    for sentinel, span in (("<X>", first), ("<Y>", second)):
        d.token(LEFTS[span.start], top, sum(WIDTHS[span]), ROW, sentinel)
    x = group(d, 50, top + ROW + 12, ["<X>", *TOKENS[first]])
    x = group(d, x, top + ROW + 12, ["<Y>", *TOKENS[second]])
    group(d, x, top + ROW + 12, ["<Z>"])


def objectives(say: Labels) -> Drawing:
    """Input and target of four objectives, one below the other."""
    d = Drawing(378, say)
    shifted(d, heading(d, say, 8, "causal"), 0)
    top = heading(d, say, 102, "prefix")
    shifted(d, top, PREFIX)
    d.text(104, top - 12, say("both"), size=12, anchor="start", tone="blue")
    masked(d, heading(d, say, 196, "masked"))
    spans(d, heading(d, say, 290, "span"))
    return d


def scale(say: Labels) -> Drawing:
    """Tokens per parameter on a log axis, and the ratio of Chinchilla."""
    d = Drawing(218, say)
    plot = Plot(d, 106, 44, 228, 132, xs=(0.1, 1e4), ys=(len(RATIOS), 0), log_x=True)
    plot.axes(
        x_ticks=[(10.0**k, f"{10.0**k:,g}") for k in range(-1, 5)], x_label=say("axis")
    )
    plot.curve([(RULE, 0), (RULE, len(RATIOS))], tone="accent", dashed=True)
    plot.label(RULE, 0, say("rule"), dy=-12, anchor="middle", tone="accent")
    for index, (ratio, name) in enumerate(RATIOS):
        y = index + 0.5
        plot.label(0.1, y, name, dx=-8, anchor="end")
        if ratio != RULE:
            plot.curve([(RULE, y), (ratio, y)], tone="soft", thick=False)
        plot.point(ratio, y, tone="accent" if ratio == RULE else "ink")
        side = -1 if ratio < RULE else 1
        anchor: Anchor = "end" if ratio < RULE else "start"
        plot.label(ratio, y, f"{ratio:,.4g}", dx=9 * side, anchor=anchor, bold=True)
    return d


FIGURES = {"main": objectives, "scale": scale}
