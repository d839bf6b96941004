"""How fast water leaves at two depths."""

from __future__ import annotations

from toolkit import Drawing, Labels, example

WATER = example("water-clock-shape")


def outflow(say: Labels) -> Drawing:
    """Two arrows as long as the speeds at two depths."""
    d = Drawing(100, say)
    for row, depth in enumerate((0.40, 0.10)):
        speed = WATER.outflow_speed(depth)
        y = 30 + 40 * row
        d.text(70, y, f"{depth:.2f} m", anchor="end")
        d.arrow([(80, y), (80 + 60 * speed, y)], tone="blue")
    d.text(80, 92, say("speed"), anchor="start", size=12, tone="soft")
    return d


FIGURES = {"main": outflow}
