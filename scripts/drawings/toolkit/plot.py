"""Plots: axes with ticks, curves, points and bars in the plot's own units."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from .drawing import Anchor, Drawing, Ground, Point, Solid, TextTone, Tone

Tick = tuple[float, str]


class Plot:
    """A pair of axes on a drawing; its rectangle is given by its upper left corner."""

    def __init__(
        self,
        drawing: Drawing,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        xs: tuple[float, float],
        ys: tuple[float, float],
        log_x: bool = False,
        log_y: bool = False,
    ) -> None:
        self.drawing = drawing
        self.left, self.top, self.width, self.height = x, y, width, height
        self._x, self._y = _Scale(xs, log_x), _Scale(ys, log_y)

    def at(self, x: float, y: float) -> Point:
        """Return where a point of the plot is on the drawing."""
        return self.left + self._x(x) * self.width, self.top + (
            1 - self._y(y)
        ) * self.height

    def axes(
        self,
        *,
        x_ticks: Sequence[Tick] = (),
        y_ticks: Sequence[Tick] = (),
        x_label: str = "",
        y_label: str = "",
        grid: bool = True,
    ) -> None:
        """Draw the axes, their ticks and names; the name of y stands above its axis."""
        d, bottom, right = self.drawing, self.top + self.height, self.left + self.width
        for value, text in y_ticks:
            height = self.top + (1 - self._y(value)) * self.height
            if grid and height < bottom - 1:
                d.line([(self.left, height), (right, height)], tone="faint")
            d.text(
                self.left - 6,
                height,
                text,
                size=12,
                anchor="end",
                tone="soft",
                fit=self.left,
            )
        d.line(
            [(self.left, self.top), (self.left, bottom), (right, bottom)], tone="soft"
        )
        for value, text in x_ticks:
            place = self.left + self._x(value) * self.width
            d.line([(place, bottom), (place, bottom + 4)], tone="soft")
            d.text(place, bottom + 13, text, size=12, tone="soft")
        if x_label:
            d.text(
                right,
                bottom + (30 if x_ticks else 14),
                x_label,
                size=12,
                anchor="end",
                tone="soft",
            )
        if y_label:
            d.text(
                self.left,
                self.top - 12,
                y_label,
                size=12,
                anchor="start",
                tone="soft",
            )

    def curve(
        self,
        points: Iterable[Point],
        *,
        tone: Tone = "blue",
        dashed: bool = False,
        thick: bool = True,
    ) -> None:
        """Draw a line through points given in the plot's units."""
        self.drawing.line(
            [self.at(*point) for point in points], tone=tone, dashed=dashed, thick=thick
        )

    def function(
        self,
        f: Callable[[float], float],
        start: float,
        end: float,
        *,
        steps: int = 40,
        tone: Tone = "blue",
    ) -> None:
        """Draw a function between two values of x."""
        xs = [start + (end - start) * i / steps for i in range(steps + 1)]
        self.curve([(x, f(x)) for x in xs], tone=tone)

    def point(self, x: float, y: float, *, tone: Solid = "ink") -> None:
        """Draw a point."""
        self.drawing.dot(*self.at(x, y), tone=tone)

    def region(self, points: Sequence[Point], *, ground: Ground = "accent") -> None:
        """Fill the area between points given in the plot's units."""
        self.drawing.polygon([self.at(*point) for point in points], ground=ground)

    def label(
        self,
        x: float,
        y: float,
        text: str,
        *,
        dx: float = 0,
        dy: float = 0,
        anchor: Anchor = "start",
        tone: TextTone = "ink",
        size: float = 12,
        bold: bool = False,
    ) -> None:
        """Write beside a point, moved by `dx` and `dy` units of the drawing."""
        left, top = self.at(x, y)
        self.drawing.text(
            left + dx, top + dy, text, anchor=anchor, tone=tone, size=size, bold=bold
        )


class _Scale:
    """Maps a range of values to 0…1, evenly or by their logarithms."""

    def __init__(self, bounds: tuple[float, float], is_log: bool) -> None:
        self._is_log = is_log
        self._low, self._high = (self._on(value) for value in bounds)

    def _on(self, value: float) -> float:
        return math.log10(value) if self._is_log else value

    def __call__(self, value: float) -> float:
        return (self._on(value) - self._low) / (self._high - self._low)
