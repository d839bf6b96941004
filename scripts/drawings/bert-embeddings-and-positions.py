"""Figures: BERT's three embeddings, added up; sinusoids beside a learned table."""

from __future__ import annotations

from itertools import groupby

from toolkit import Drawing, Labels, example
from toolkit.drawing import TextTone

PAGE = example("bert-embeddings-and-positions")

HEIGHT, STEP = 24, 29  # of a row of the sum
COLUMNS = ((10, 84), (116, 62), (200, 62))  # token, segment, position
DIMENSIONS, SHOWN = 16, 40  # of the heat map, of which the sines; positions
LEFT, TOP, WIDE, ROW, GAP = 42, 76, 147, 5.6, 3
LEVELS = 6  # of grey: neighbours of one level are drawn as one


def embeddings(say: Labels) -> Drawing:
    """Each position's input: a row of each of three tables, summed and normalized."""
    rows = PAGE.inputs(["it", "rained"], ["take", "an", "umbrella"])
    d = Drawing(334, say)
    sizes = {
        "token": PAGE.VOCAB,
        "segment": PAGE.SEGMENTS,
        "position": PAGE.POSITIONS,
    }
    for (x, width), (key, size) in zip(COLUMNS, sizes.items(), strict=True):
        d.text(x + width / 2, 18, say(key), bold=True)
        text = say("rows").format(f"{size:,}")
        d.text(x + width / 2, 36, text, size=12, tone="soft")
    ys = [54 + STEP * p + 14 * segment for _, p, segment in rows]
    for y, (token, p, segment) in zip(ys, rows, strict=True):
        _sum(d, y, (token, segment, p))
        d.formula(341, y + HEIGHT / 2, f"*h*_{p}")
    bottom = ys[-1] + HEIGHT
    d.box(284, ys[0], 30, bottom - ys[0], "LN")
    d.text(136, bottom + 20, say("cell").format(PAGE.D), size=12, tone="soft")
    return d


def _sum(d: Drawing, y: float, names: tuple[str, int, int]) -> None:
    """Draw a row of each table, by its token or number, and the way of the sum."""
    middle = y + HEIGHT / 2
    for index, ((x, width), name) in enumerate(zip(COLUMNS, names, strict=True)):
        d.box(
            x,
            y,
            width,
            HEIGHT,
            str(name),
            tone=None,
            ground="accent",
            code=index == 0,
            radius=2,
        )
        if index:
            d.text(x - 11, middle, "+", tone="soft")
    d.arrow([(266, middle), (284, middle)], tone="soft")
    d.arrow([(314, middle), (331, middle)], tone="soft")


def sinusoid(say: Labels) -> Drawing:
    """The fixed encoding as a heat map, beside the rows of a learned table."""
    d = Drawing(360, say)
    _title(d, LEFT + WIDE / 2, say("fixed"), say("computed"), "ink")
    _heat(d)
    bottom = TOP + SHOWN * ROW
    d.text(LEFT, TOP - 11, say("fast"), size=12, anchor="start", tone="soft")
    d.text(LEFT + WIDE, TOP - 11, say("slow"), size=12, anchor="end", tone="soft")
    d.formula(LEFT - 8, TOP - 11, "*p*", anchor="end", tone="soft")
    for p in range(0, SHOWN, SHOWN // 4):
        middle = TOP + (p + 0.5) * ROW
        d.text(LEFT - 8, middle, str(p), size=12, anchor="end", tone="soft")
    x = LEFT + WIDE / 2
    d.arrow([(x, bottom + 6), (x, bottom + 28)], tone="soft", dashed=True)
    d.text(x, bottom + 40, say("any"), tone="soft")
    _title(d, 286, say("learned"), say("trained"), "accent")
    _table(d, 230, 112, say)
    return d


def _title(d: Drawing, x: float, name: str, kind: str, tone: TextTone) -> None:
    d.text(x, 18, name, bold=True, tone=tone)
    d.text(x, 37, kind, tone="soft")


def _heat(d: Drawing) -> None:
    """Draw each pair's sine downwards over the positions, -1 blank and 1 dark."""
    rows = [PAGE.sinusoidal(p, DIMENSIONS)[::2] for p in range(SHOWN)]
    width = (WIDE + GAP) / len(rows[0]) - GAP
    for i, column in enumerate(zip(*rows, strict=True)):
        start = 0
        for level, run in groupby(round((v + 1) / 2 * LEVELS) for v in column):
            count = len(list(run))
            x, y = LEFT + i * (width + GAP), TOP + start * ROW
            if level:
                d.area(x, y, width, count * ROW, "soft", 0.9 * level / LEVELS)
            start += count


def _table(d: Drawing, x: float, width: float, say: Labels) -> None:
    """Draw the first and the last rows, and the missing one behind them."""
    last = PAGE.POSITIONS - 1
    step = SHOWN * ROW / 8
    for index, p in enumerate([0, 1, 2, None, last - 2, last - 1, last]):
        y = TOP + index * step
        if p is None:
            d.text(x + width / 2, y + step / 2, "⋮", tone="accent")
        else:
            d.box(x, y, width, step - 4, str(p), tone=None, ground="accent", radius=2)
    y = TOP + 7 * step
    d.line([(x, y), (x + width, y)], tone="accent", thick=True)
    d.box(
        x,
        y + 6,
        width,
        step - 4,
        str(last + 1),
        dashed=True,
        text_tone="soft",
        radius=2,
    )
    d.text(x + width / 2, y + step + 16, say("end"), tone="soft")


FIGURES = {"main": embeddings, "sinusoid": sinusoid}
