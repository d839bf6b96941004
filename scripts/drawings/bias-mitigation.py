"""Figure: the loop from data to feedback, with people's work and risk at each stage."""

from __future__ import annotations

import math

from toolkit import Drawing, Labels

STAGES = ("data", "labels", "training", "outputs", "evaluation", "feedback")
TOP, STEP, TALL = 36, 60, 42
LEFT, WIDTH, ICON, TEXT, RIGHT = 32, 86, 135, 150, 350


def loop(say: Labels) -> Drawing:
    """The stages as a loop; beside each, what people do and what may go wrong."""
    d = Drawing(TOP + (len(STAGES) - 1) * STEP + TALL + 10, say)
    _person(d, ICON, 15)
    taken = d.text(TEXT, 16, say("work"), size=12, anchor="start", tone="blue")
    right = TEXT + 1.1 * taken + 20
    d.text(right, 16, "!", tone="accent", bold=True)
    d.text(right + 10, 16, say("risk"), size=12, anchor="start", tone="accent")
    middle = LEFT + WIDTH / 2
    for index, stage in enumerate(STAGES):
        y = TOP + index * STEP
        if index:
            d.arrow([(middle, y - STEP + TALL), (middle, y)])
        d.box(LEFT, y, WIDTH, TALL, say(stage), ground="soft")
        _person(d, ICON, y + 9)
        work, risk = say(f"{stage}_work"), say(f"{stage}_risk")
        d.text(TEXT, y + 10, work, anchor="start", tone="blue", fit=RIGHT - TEXT)
        d.text(TEXT, y + 32, risk, anchor="start", tone="accent", fit=RIGHT - TEXT)
        d.text(ICON, y + 32, "!", tone="accent", bold=True)
    start, end = (TOP + i * STEP + TALL / 2 for i in (len(STAGES) - 1, 0))
    d.arrow([(LEFT, start), (14, start), (14, end), (LEFT, end)])
    return d


def _person(d: Drawing, x: float, y: float) -> None:
    """Draw a person: a head over shoulders."""
    d.dot(x, y - 3, tone="blue", radius=3.2)
    angles = [math.pi * i / 6 for i in range(7)]
    d.line(
        [(x - 6 * math.cos(a), y + 8 - 6 * math.sin(a)) for a in angles], tone="blue"
    )


FIGURES = {"main": loop}
