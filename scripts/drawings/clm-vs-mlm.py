"""Figure: who sees whom in CLM and MLM, and what goes in and must come out."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit import Drawing, Labels, example
from toolkit.drawing import Ground

MODEL = example("clm-vs-mlm")
TOKENS = ["the", "cat", "sat", "on", "the", "red", "mat", "."]
MASKED = 1  # the position that MLM hides

ROW, CELL = 22, 16  # height of a row of tokens, side of a matrix's cell
SIDE = len(TOKENS) * CELL
WIDTHS = [34, 58, *[34] * 6]  # of the columns; the second must hold `[MASK]`
LEFTS = [54 + sum(WIDTHS[:i]) for i in range(len(TOKENS))]

Row = Mapping[int, str]  # tokens by column


def attention(
    d: Drawing, say: Labels, right: float, key: str, inputs: Row, *, causal: bool
) -> None:
    """Draw who may see whom, and count the pairs."""
    top, left, visible = 54, right - SIDE, MODEL.visible(len(TOKENS), causal)
    middle = right - SIDE / 2 - 22
    d.text(middle, 16, say(key), size=14, bold=True, fit=172)
    count = f"{say('pairs')} {visible.sum()} / {visible.size}"
    d.text(middle, 38, count, size=12, tone="soft", fit=172)
    for index, seen in enumerate(visible.sum(axis=1)):  # each row sees its first ones
        y = top + index * CELL
        d.area(left, y, seen * CELL, CELL, "blue", 0.35)
        name = inputs[index]
        d.text(left - 5, y + CELL / 2, name, size=12, anchor="end", code=True)
    d.matrix(left, top, [[0] * len(TOKENS)] * len(TOKENS), CELL)


def cells(d: Drawing, y: float, name: str, tokens: Row, ground: Ground) -> None:
    """Draw tokens in their columns, a hidden one dashed, and the row's name."""
    d.text(49, y + ROW / 2, name, size=12, anchor="end", tone="soft")
    for column, token in tokens.items():
        shade: Ground = "none" if token == "[MASK]" else ground
        d.token(LEFTS[column], y, WIDTHS[column], ROW, token, ground=shade)


def rows(
    d: Drawing, say: Labels, y: float, key: str, inputs: Row, targets: Row
) -> None:
    """Draw the input and the target row of one objective, joined by arrows."""
    d.text(12, y, say(key), anchor="start", bold=True)
    d.text(348, y, say(f"{key}_count"), size=12, anchor="end", tone="soft")
    top, bottom = y + 12 + ROW, y + 24 + ROW
    cells(d, y + 12, say("input"), inputs, "soft")
    cells(d, bottom, say("target"), targets, "accent")
    for column in targets:
        middle = LEFTS[column] + WIDTHS[column] / 2
        d.arrow([(middle, top), (middle, bottom)])


def objectives(say: Labels) -> Drawing:
    """The two attention masks, and below them the rows of both objectives."""
    d = Drawing(398, say)
    text = dict(enumerate(TOKENS))
    following = dict(enumerate(TOKENS[1:]))
    damaged = text | {MASKED: "[MASK]"}
    attention(d, say, 166, "clm", text, causal=True)
    attention(d, say, 350, "mlm", damaged, causal=False)
    d.text(180, 54 + SIDE + 16, say("legend"), size=12, tone="soft", fit=350)
    rows(d, say, 230, "clm_rows", text, following)
    rows(d, say, 320, "mlm_rows", damaged, {MASKED: TOKENS[MASKED]})
    return d


FIGURES = {"main": objectives}
