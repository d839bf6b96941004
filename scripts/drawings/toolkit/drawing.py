"""A sheet to draw on: shapes and text, as small SVG that follows the page's colours.

Lengths are in units of the viewBox; one unit is about one CSS pixel on a phone. Tones
are "ink", "soft", "accent" and "blue"; they become classes of docs/assets/figure.css.
A text that does not fit its place, or that touches another one, is an error, with a
tenth of its width to spare for the reader's own fonts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Literal, TypedDict, Unpack
from unicodedata import east_asian_width

from handbook.text_width import text_width

from . import formula
from .labels import Labels

Tone = Literal["ink", "soft", "faint", "accent", "blue"]
Ground = Literal["none", "paper", "soft", "accent", "blue"]
Solid = Literal["ink", "soft", "accent", "blue"]
TextTone = Literal["ink", "soft", "accent", "blue", "paper"]
Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]

WIDTH = 360
SMALLEST = 12  # font size; less cannot be read on a phone
SLACK = 1.1
MONO = 0.62  # width of a character of code, in em
ASSETS = Path(__file__).resolve().parents[3] / "docs" / "assets"

_LINE: dict[Tone, str] = dict(
    zip(
        ("ink", "soft", "faint", "accent", "blue"),
        ("li", "ls", "lf", "la", "lb"),
        strict=True,
    )
)
_GROUND: dict[Ground, str] = {"paper": "gp", "soft": "gs", "accent": "ga", "blue": "gb"}
_SOLID: dict[Solid, str] = {"ink": "fi", "soft": "fs", "accent": "fa", "blue": "fb"}
_TEXT: dict[TextTone, str] = {
    "ink": "",
    "soft": "s",
    "accent": "a",
    "blue": "b",
    "paper": "w",
}
_PATH = re.compile(r'<path d="([^"]*)"(.*)/>')
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_ANCHOR: dict[Anchor, str] = {"start": "", "middle": "m", "end": "e"}


class DrawingError(Exception):
    """Something does not fit; the message says what, and where."""


class TextStyle(TypedDict, total=False):
    """How a text is written; `fit` is the width that it may take."""

    size: float
    anchor: Anchor
    tone: TextTone
    bold: bool
    code: bool
    fit: float | None


@dataclass(frozen=True)
class _Extent:
    """Where a text stands, without slack."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def number(value: float) -> str:
    """Return a coordinate with at most one decimal.

    >>> number(12.0), number(-0.04), number(3.25)
    ('12', '0', '3.2')
    """
    return f"{round(value, 1) + 0:g}"


class Drawing:
    """A sheet `width` by `height`, whose title and description are labels."""

    def __init__(self, height: float, say: Labels, width: float = WIDTH) -> None:
        self.width, self.height = width, height
        self._say = say
        self._parts: list[str] = []
        self._extents: list[_Extent] = []

    # ---- text ----

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 13,
        anchor: Anchor = "middle",
        tone: TextTone = "ink",
        bold: bool = False,
        code: bool = False,
        fit: float | None = None,
    ) -> float:
        """Write one line whose middle is at height `y`, and return its width.

        `fit` is the width that it may take. `code` is for tokens and identifiers.
        """
        width = text_width(text, size, bold=bold)
        if code:
            width = size * sum(
                1 if east_asian_width(sign) in "WF" else MONO for sign in text
            )
        self._place(x, y, text, width, size, anchor, fit)
        kinds = ("h" if bold else "", "c" if code else "")
        self._write(x, y, escape(text, quote=False), size, anchor, tone, *kinds)
        return width

    def formula(
        self,
        x: float,
        y: float,
        source: str,
        *,
        size: float = 14,
        anchor: Anchor = "middle",
        tone: TextTone = "ink",
        fit: float | None = None,
    ) -> float:
        """Write a formula: `*x*` is a variable, `_{…}` is low, `^{…}` is high."""
        width = formula.width(source, size)
        self._place(x, y, source, width, size, anchor, fit)
        self._write(x, y, formula.svg(source, size), size, anchor, tone)
        return width

    def lines(
        self,
        x: float,
        y: float,
        texts: Sequence[str],
        *,
        leading: float = 1.35,
        **style: Unpack[TextStyle],
    ) -> None:
        """Write lines one below the other; the middle of the block is at `y`."""
        step = leading * style.get("size", 13)
        top = y - step * (len(texts) - 1) / 2
        for index, text in enumerate(texts):
            self.text(x, top + index * step, text, **style)

    def _place(
        self,
        x: float,
        y: float,
        shown: str,
        width: float,
        size: float,
        anchor: Anchor,
        fit: float | None,
    ) -> None:
        """Note where a text stands; raises DrawingError where it has no room."""
        if size < SMALLEST:
            raise DrawingError(f"`{shown}` has the size {size}, less than {SMALLEST}")
        if fit is not None and width * SLACK > fit + 0.5:
            raise DrawingError(
                f"`{shown}` is {width * SLACK:.0f} wide with slack, its place {fit:.0f}"
            )
        left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        self._extents.append(
            _Extent(shown, left, y - 0.42 * size, left + width, y + 0.42 * size)
        )

    def _write(
        self,
        x: float,
        y: float,
        content: str,
        size: float,
        anchor: Anchor,
        tone: TextTone,
        *kinds: str,
    ) -> None:
        small = "n" if size == 12 else ""
        attributes = _classes(_ANCHOR[anchor], _TEXT[tone], small, *kinds)
        if size not in (12, 13):
            attributes += f' font-size="{number(size)}"'
        baseline = y + 0.35 * size
        self._parts.append(
            f'<text x="{number(x)}" y="{number(baseline)}"{attributes}>{content}</text>'
        )

    # ---- shapes ----

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        text: str | Sequence[str] = "",
        *,
        tone: Tone | None = "soft",
        ground: Ground = "none",
        text_tone: TextTone = "ink",
        size: float = 13,
        bold: bool = False,
        code: bool = False,
        dashed: bool = False,
        thick: bool = False,
        radius: float = 4,
    ) -> None:
        """Draw a rectangle from its upper left corner, with text in its middle."""
        attributes = _classes(
            _LINE[tone] if tone else "",
            _GROUND.get(ground, ""),
            "d" if dashed else "",
            "k" if thick else "",
        )
        rounded = f' rx="{number(radius)}"' if radius else ""
        self._parts.append(
            f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" '
            f'height="{number(height)}"{rounded}{attributes}/>'
        )
        texts = [text] if isinstance(text, str) else list(text)
        if any(texts):
            self.lines(
                x + width / 2,
                y + height / 2,
                texts,
                size=size,
                tone=text_tone,
                bold=bold,
                code=code,
                fit=width - 8,
            )

    def token(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        text: str,
        *,
        ground: Ground = "none",
        thick: bool = False,
    ) -> None:
        """Draw the cell of a token; without a ground it is dashed, for one to fill."""
        self.box(
            x,
            y,
            width,
            height,
            text,
            ground=ground,
            dashed=ground == "none",
            code=True,
            size=12,
            radius=0,
            thick=thick,
        )

    def area(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        tone: Solid,
        opacity: float = 1,
    ) -> None:
        """Fill a rectangle: a bar, a cell of a heat map."""
        shade = "" if opacity == 1 else f' fill-opacity="{opacity:.2f}"'
        self._parts.append(
            f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" '
            f'height="{number(height)}" class="{_SOLID[tone]}"{shade}/>'
        )

    def line(
        self,
        points: Iterable[Point],
        *,
        tone: Tone = "ink",
        dashed: bool = False,
        thick: bool = False,
    ) -> None:
        """Draw a line through points."""
        attributes = _classes(_LINE[tone], "d" if dashed else "", "k" if thick else "")
        self._parts.append(f'<path d="{_path(points)}"{attributes}/>')

    def polygon(self, points: Iterable[Point], *, ground: Ground = "soft") -> None:
        """Fill a light area between points."""
        self._parts.append(f'<path d="{_path(points)}z" class="{_GROUND[ground]}"/>')

    def dot(
        self, x: float, y: float, *, tone: Solid = "ink", radius: float = 3.5
    ) -> None:
        """Draw a filled point."""
        self._circle(x, y, radius, f' class="{_SOLID[tone]}"')

    def circle(self, x: float, y: float, radius: float, *, tone: Tone = "soft") -> None:
        """Draw a circle."""
        self._circle(x, y, radius, _classes(_LINE[tone]))

    def _circle(self, x: float, y: float, radius: float, attributes: str) -> None:
        place = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
        self._parts.append(f"<circle {place}{attributes}/>")

    def arrow(
        self,
        points: Sequence[Point],
        *,
        tone: Solid = "ink",
        dashed: bool = False,
        thick: bool = False,
        both: bool = False,
    ) -> None:
        """Draw a line through points with a head at its end, or at both ends."""
        ends = [points[-1]]
        shaft = list(points)
        heads = [_head(points[-2], points[-1])]
        shaft[-1] = _short_of(points[-2], points[-1])
        if both:
            heads.append(_head(points[1], points[0]))
            shaft[0] = _short_of(points[1], points[0])
            ends.append(points[0])
        self.line(shaft, tone=tone, dashed=dashed, thick=thick)
        for head in heads:
            self._parts.append(f'<path d="{_path(head)}z" class="{_SOLID[tone]}"/>')

    def brace(
        self,
        start: float,
        end: float,
        at: float,
        *,
        opens: Literal["up", "down", "left", "right"],
    ) -> Point:
        """Draw a brace from `start` to `end`, its tip pointing where it `opens`.

        For "up" and "down" these are x coordinates and `at` is a height; for "left" and
        "right" the other way round. Returns the tip.
        """
        sign = -1 if opens in ("up", "left") else 1
        depth, r = 7.0, 3.5
        middle = (start + end) / 2

        def place(along: float, across: float) -> str:
            u, v = number(along), number(at + sign * across)
            return f"{u} {v}" if opens in ("up", "down") else f"{v} {u}"

        path = (
            f"M{place(start, 0)}Q{place(start, r)} {place(start + r, r)}"
            f"L{place(middle - r, r)}Q{place(middle, r)} {place(middle, depth)}"
            f"Q{place(middle, r)} {place(middle + r, r)}"
            f"L{place(end - r, r)}Q{place(end, r)} {place(end, 0)}"
        )
        self._parts.append(f'<path d="{path}"{_classes(_LINE["soft"])}/>')
        tip = at + sign * depth
        return (middle, tip) if opens in ("up", "down") else (tip, middle)

    def cells(
        self,
        x: float,
        y: float,
        texts: Sequence[str],
        width: float | Sequence[float],
        height: float = 24,
        *,
        grounds: Sequence[Ground] = (),
        code: bool = False,
        size: float = 13,
        gap: float = 0,
    ) -> list[float]:
        """Draw a row of cells and return the x coordinate of each one's middle."""
        widths = [width] * len(texts) if isinstance(width, int | float) else list(width)
        middles = []
        for index, text in enumerate(texts):
            ground = grounds[index] if index < len(grounds) else "none"
            self.box(
                x,
                y,
                widths[index],
                height,
                text,
                ground=ground,
                code=code,
                size=size,
                radius=0 if gap == 0 else 3,
            )
            middles.append(x + widths[index] / 2)
            x += widths[index] + gap
        return middles

    def matrix(
        self,
        x: float,
        y: float,
        values: Sequence[Sequence[float]],
        cell: float,
        *,
        tone: Solid = "blue",
        texts: Sequence[Sequence[str]] = (),
        height: float | None = None,
        strongest: float = 0.4,
    ) -> None:
        """Draw a heat map of values from 0 to 1, from its upper left corner."""
        tall = height or cell
        for i, row in enumerate(values):
            for j, value in enumerate(row):
                left, top = x + j * cell, y + i * tall
                if value > 0:
                    self.area(
                        left, top, cell, tall, tone, round(strongest * min(value, 1), 2)
                    )
                if texts:
                    self.text(
                        left + cell / 2,
                        top + tall / 2,
                        texts[i][j],
                        size=12,
                        fit=cell,
                    )
        width, depth = cell * len(values[0]), tall * len(values)
        grid = [
            [(x + j * cell, y), (x + j * cell, y + depth)]
            for j in range(len(values[0]) + 1)
        ]
        grid += [
            [(x, y + i * tall), (x + width, y + i * tall)]
            for i in range(len(values) + 1)
        ]
        path = "".join(_path(points) for points in grid)
        self._parts.append(f'<path d="{path}" class="{_LINE["soft"]}"/>')

    # ---- the whole ----

    @property
    def words(self) -> str:
        """All text on the sheet, one a line."""
        return "\n".join(extent.text for extent in self._extents)

    def faults(self) -> list[str]:
        """Return what is wrong: text outside of the sheet, text that touches text."""
        found = []
        for extent in self._extents:
            spare = (extent.right - extent.left) * (SLACK - 1) / 2
            if extent.left - spare < 0 or extent.right + spare > self.width:
                found.append(f"`{extent.text}` reaches beyond the side of the sheet")
            if extent.top < 0 or extent.bottom > self.height:
                found.append(f"`{extent.text}` reaches beyond the top or bottom")
        for index, one in enumerate(self._extents):
            for other in self._extents[index + 1 :]:
                if (
                    one.left < other.right
                    and other.left < one.right
                    and one.top < other.bottom
                    and other.top < one.bottom
                ):
                    found.append(f"`{one.text}` and `{other.text}` touch")
        return found

    def svg(self) -> str:
        """Return the drawing as a file that stands alone, light and dark."""
        body = "\n".join(_merged(self._parts))
        used = {
            name
            for match in re.findall(r'class="([^"]+)"', body)
            for name in match.split()
        }
        used |= {"gp"}
        box = f"0 0 {number(self.width)} {number(self.height)}"
        namespace = 'xmlns="http://www.w3.org/2000/svg"'
        head = (
            f'<svg {namespace} class="drawing" role="img" viewBox="{box}">\n'
            f"<title>{escape(self._say('title'), quote=False)}</title>\n"
            f"<desc>{escape(self._say('desc'), quote=False)}</desc>\n"
            f"<style>{_style(used, '<text' in body)}</style>\n"
            '<rect width="100%" height="100%" class="gp"/>\n'
        )
        return f"{head}{body}\n</svg>\n"


def _merged(parts: Iterable[str]) -> list[str]:
    """Return the parts with neighbouring paths of the same classes as one."""
    merged: list[str] = []
    for part in parts:
        path = _PATH.fullmatch(part)
        before = _PATH.fullmatch(merged[-1]) if merged else None
        if path and before and path[2] == before[2]:
            merged[-1] = f'<path d="{before[1]}{path[1]}"{path[2]}/>'
        else:
            merged.append(part)
    return merged


def _classes(*names: str) -> str:
    joined = " ".join(filter(None, names))
    return f' class="{joined}"' if joined else ""


def _path(points: Iterable[Point]) -> str:
    """Return an SVG path through points, level and upright parts in short.

    >>> _path([(1, 2), (5, 2), (5, 9), (6, 8)])
    'M1 2H5V9L6 8'
    """
    steps, last = [], ("", "")
    for index, point in enumerate(points):
        x, y = number(point[0]), number(point[1])
        if not index:
            steps.append(f"M{x} {y}")
        elif y == last[1]:
            steps.append(f"H{x}")
        else:
            steps.append(f"V{y}" if x == last[0] else f"L{x} {y}")
        last = x, y
    return "".join(steps)


def _head(before: Point, end: Point) -> list[Point]:
    """Return the triangle of an arrow's head."""
    length, half = 7.0, 3.5
    angle = math.atan2(end[1] - before[1], end[0] - before[0])
    back = (end[0] - length * math.cos(angle), end[1] - length * math.sin(angle))
    side = (half * math.sin(angle), half * math.cos(angle))
    return [
        end,
        (back[0] - side[0], back[1] + side[1]),
        (back[0] + side[0], back[1] - side[1]),
    ]


def _short_of(before: Point, end: Point) -> Point:
    """Return the point a little before the end, which the head covers."""
    by = 5.0
    angle = math.atan2(end[1] - before[1], end[0] - before[0])
    return end[0] - by * math.cos(angle), end[1] - by * math.sin(angle)


@cache
def _stylesheet(name: str) -> str:
    text = (ASSETS / name).read_text("utf-8")
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


def _style(used: set[str], has_text: bool) -> str:
    """Return the rules that a drawing uses, and the dark values of their colours."""
    kept = []
    for selector, body in _RULE.findall(_stylesheet("figure.css")):
        name = selector.strip().removeprefix(".drawing").strip()
        if name.removeprefix(".") in used or not name or (name == "text" and has_text):
            rule = re.sub(r"\s*([:;,])\s*", r"\1", " ".join(body.split())).rstrip(";")
            kept.append(f"{name or '.drawing'}{{{rule}}}")
    rules = "".join(kept)
    colours = ";".join(
        f"--{name}:{value}"
        for name, value in dark_colours().items()
        if f"var(--{name}," in rules
    )
    return f"{rules}@media(prefers-color-scheme:dark){{.drawing{{{colours}}}}}"


@cache
def dark_colours() -> dict[str, str]:
    """Return the colours of the site's dark palette, by their names."""
    for selector, body in _RULE.findall(_stylesheet("style.css")):
        if "slate" in selector:
            return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]+)", body))
    raise DrawingError("the style sheet has no dark palette")
