"""Figures: the three steps with the PPO loop; the pairwise loss against the margin."""

from __future__ import annotations

import math

from toolkit import Drawing, Labels, Plot, example
from toolkit.drawing import Ground

MODEL = example("rlhf-pipeline")
LEFT, RIGHT, RETURN = 10, 332, 348  # sides of the boxes; where the update runs back
DATA, TRAINED, WIDE = 66, 210, 122  # columns of the steps, and width of their boxes
JUDGE, GAP = 102, 8  # width of the models that judge an answer, and space between
TALL = 62  # height of the four models


def main(say: Labels) -> Drawing:
    """Steps one and two in a row each, then step three as a loop of four models."""
    d = Drawing(394, say)
    for y, step in ((10, "sft"), (50, "rm")):
        _step(d, say, y, 28, step)
        d.box(TRAINED, y, WIDE, 28, say(f"{step}_model"), ground="accent")
    _step(d, say, 90, TALL, "ppo")
    _model(d, say, TRAINED, 90, WIDE, "policy", "accent")
    d.arrow([(TRAINED + WIDE / 2, 90 + TALL), (TRAINED + WIDE / 2, 172)])
    d.box(LEFT, 172, RIGHT - LEFT, 26, say("answer"), radius=0)
    _judges(d, say)
    d.box(LEFT, 354, RIGHT - LEFT, 28, say("update"), tone="ink")
    d.line([(RIGHT, 368), (RETURN, 368), (RETURN, 121)], tone="accent", thick=True)
    for y in (249, 121):
        d.arrow([(RETURN, y), (RIGHT, y)], tone="accent", thick=True)
    return d


def _step(d: Drawing, say: Labels, y: float, height: float, step: str) -> None:
    """A step's number and name, its data, and the arrow to what it trains."""
    middle = y + height / 2
    d.text(LEFT, middle, say(step), anchor="start", bold=True, fit=DATA - LEFT)
    d.box(DATA, middle - 14, WIDE, 28, say(f"{step}_data"), radius=0)
    d.arrow([(DATA + WIDE, middle), (TRAINED, middle)])


def _judges(d: Drawing, say: Labels) -> None:
    """The three models that read the answer, and what each one gives."""
    for index, name in enumerate(("reference", "reward", "value")):
        x = LEFT + index * (JUDGE + GAP)
        middle = x + JUDGE / 2
        d.arrow([(middle, 198), (middle, 218)])
        _model(d, say, x, 218, JUDGE, name, "accent" if name == "value" else "soft")
        d.line([(middle, 218 + TALL), (middle, 290)])
        gives = [say(f"{name}_gives"), say(f"{name}_when")]
        d.lines(middle, 311, gives, size=12, fit=JUDGE + GAP - 2)
        d.arrow([(middle, 332), (middle, 354)])


def _model(
    d: Drawing, say: Labels, x: float, y: float, width: float, name: str, ground: Ground
) -> None:
    """One of the four models: its name, where it comes from, and if it is trained."""
    d.box(x, y, width, TALL, ground=ground)
    middle, fit = x + width / 2, width - 6
    d.formula(middle, y + 14, say(name), size=13, fit=fit)
    d.text(middle, y + 32, say(f"{name}_from"), size=12, tone="soft", fit=fit)
    state = "trained" if ground == "accent" else "frozen"
    d.text(middle, y + 49, say(state), size=12, tone="soft", fit=fit)


def loss(say: Labels) -> Drawing:
    """The loss of a pair against the margin, with the margins of the text."""
    d = Drawing(246, say)
    p = Plot(d, 32, 40, 312, 150, xs=(-3, 3), ys=(0, 3.2))
    p.axes(
        x_ticks=[(x, f"{x}".replace("-", "−")) for x in range(-3, 4)],
        y_ticks=[(y, f"{y}") for y in range(4)],
        x_label=say("margin"),
        y_label=say("loss"),
    )
    p.curve([(0, 0), (0, 3.2)], tone="soft", dashed=True, thick=False)
    p.label(0, 2.5, say("wrong"), dx=-10, anchor="end", tone="soft")
    p.label(0, 2.5, say("right"), dx=10, tone="soft")
    p.function(_loss, -3, 3, steps=36, tone="accent")
    for margin in MODEL.MARGINS:
        p.point(margin, _loss(margin))
        text, at = f"{_loss(margin):.4f}", (margin, _loss(margin))
        if margin < 0:
            p.label(*at, text, dx=-8, dy=10, anchor="end")
        else:
            p.label(*at, text, dx=7, dy=-11)
    return d


def _loss(margin: float) -> float:
    return -math.log(MODEL.win(margin))


FIGURES = {"main": main, "loss": loss}
