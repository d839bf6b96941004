"""Figures: the paths in an RNN and in self-attention; what both compute."""

from __future__ import annotations

from toolkit import Drawing, Labels, Plot, example
from toolkit.drawing import Solid

PAGE = example("transformer-vs-rnn")

N = 5  # positions drawn
XS = [42 + i * 276 / (N - 1) for i in range(N)]
RADIUS = 15
TONES: dict[str, Solid] = {"attention": "accent", "LSTM": "blue", "plain RNN": "ink"}


def paths(say: Labels) -> Drawing:
    """From the first position to the last: a chain of states, or one step."""
    d = Drawing(388, say)
    _heading(d, 20, "RNN", say("chain").format(N - 1))
    _chain(d, 76, 122)
    _heading(d, 198, say("attention"), say("pair"))
    _pairs(d, 246, 350)
    return d


def _heading(d: Drawing, y: float, name: str, steps: str) -> None:
    d.text(12, y, name, size=14, anchor="start", bold=True)
    d.text(348, y, steps, anchor="end", tone="accent")


def _chain(d: Drawing, y: float, inputs: float) -> None:
    """Draw the states, each computed from the one before and from its input."""
    for i, x in enumerate(XS):
        d.arrow([(x, inputs), (x, y + RADIUS)], tone="soft")
        if i:
            path = [(XS[i - 1] + RADIUS, y), (x - RADIUS, y)]
            d.arrow(path, tone="accent", thick=True)
            d.text(sum(XS[i - 1 : i + 1]) / 2, y - 14, str(i), tone="accent")
    _nodes(d, y, "*h*", inputs)


def _pairs(d: Drawing, y: float, inputs: float) -> None:
    """Draw a line for each pair of positions, that from first to last on top."""
    for i, start in enumerate(XS):
        for j, end in enumerate(XS):
            if (i, j) != (0, N - 1):
                d.line([(start, inputs), (end, y + RADIUS)], tone="soft")
    path = [(XS[0], inputs), (XS[-1], y + RADIUS)]
    d.arrow(path, tone="accent", thick=True)
    _nodes(d, y, "*o*", inputs)


def _nodes(d: Drawing, y: float, variable: str, inputs: float) -> None:
    """Draw a circle for each position, and a cell for its input below."""
    for i, x in enumerate(XS):
        d.circle(x, y, RADIUS)
        d.formula(x, y, f"{variable}_{i + 1}")
        d.box(x - 18, inputs, 36, 26, ground="soft")
        d.formula(x, inputs + 13, f"*x*_{i + 1}")


def cost(say: Labels) -> Drawing:
    """Multiply-adds per layer against the length; where attention overtakes."""
    d = Drawing(304, say)
    longest = max(PAGE.LENGTHS)
    plot = Plot(d, 30, 38, 302, 222, xs=(0, longest), ys=(0, 7))
    plot.axes(
        x_ticks=[(n, f"{n:,}") for n in range(0, longest + 1, PAGE.D)],
        y_ticks=[(y, str(y)) for y in range(0, 7, 2)],
        x_label=say("length"),
        y_label=say("count"),
    )
    for name, tone in TONES.items():
        straight = name != "attention"
        step = longest if straight else longest // 16
        points = [(n, _billions(name, n)) for n in range(0, longest + 1, step)]
        plot.curve(points, tone=tone, dashed=name == "plain RNN")
    _name(plot, "attention", say("attention"), 0.8, (-8, -8))
    _name(plot, "LSTM", say("lstm"), 0.98, (0, 22))
    _name(plot, "plain RNN", say("rnn"), 0.98, (0, -18))
    meet = next(
        n for n in PAGE.LENGTHS if _billions("attention", n) == _billions("LSTM", n)
    )
    height = _billions("LSTM", meet)
    plot.curve([(meet, 0), (meet, height)], tone="soft", dashed=True, thick=False)
    plot.point(meet, height)
    d.formula(*plot.at(meet - 40, height + 0.35), "*n* = 2*d*", anchor="end")
    return d


def _billions(name: str, n: int) -> float:
    count: float = PAGE.multiply_adds(n, PAGE.D)[f"{name}, all"]
    return count / 1e9


def _name(
    plot: Plot, name: str, text: str, share: float, shift: tuple[float, float]
) -> None:
    """Write a curve's name, ending at a share of the longest length."""
    n = int(share * max(PAGE.LENGTHS))
    dx, dy = shift
    y = _billions(name, n)
    plot.label(n, y, text, dx=dx, dy=dy, anchor="end", tone=TONES[name], size=13)


FIGURES = {"main": paths, "cost": cost}
