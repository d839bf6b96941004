"""How far the clock is past twelve at the sundial's noon, in two months."""

from __future__ import annotations

from toolkit import Drawing, Labels, example

SUNDIAL = example("sundial-noon")


def noon(say: Labels) -> Drawing:
    """Two bars of minutes, one a month."""
    d = Drawing(90, say)
    months = ((say("february"), -14.2), (say("november"), 16.4))
    for row, (month, equation) in enumerate(months):
        minutes = SUNDIAL.minutes_late(116.4, 120, equation)
        y = 20 + 40 * row
        d.text(90, y, month, anchor="end")
        d.area(100, y - 8, abs(4 * minutes), 16, "blue" if minutes > 0 else "accent")
        d.text(240, y, f"{minutes:.1f} min", anchor="start")
    return d


FIGURES = {"main": noon}
