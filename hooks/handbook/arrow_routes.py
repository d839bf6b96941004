"""Ways for arrows between boxes that stand in columns: never through a box.

An arrow leaves its box on the right, turns up or down in the gutter behind it, and
enters the other box from the left. One that spans several columns passes them in the
channel below a lane. The arrows of one box share a line until they part; those of
different boxes cross, but never run along each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

# The names of the box that it leaves and of the box that it enters.
Arrow = tuple[str, str]
Point = tuple[float, float]

# In a gutter: from a box to the first line, from line to line, from the last to a box.
START, TRACK, END = 12, 8, 18
# Between the ends of arrows at a box, and from its corner to the first.
ENTRY, CORNER = 8, 8
RADIUS = 6


@dataclass(frozen=True, slots=True)
class Box:
    """A box in a column and a lane; arrows leave it at the height `port`."""

    column: int
    lane: int
    top: float
    port: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Turn:
    """Where an arrow changes its height in a gutter, `offset` behind the column."""

    gutter: int
    offset: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Routes:
    """The turns of each arrow, and how wide the gutter behind each column must be."""

    turns: Mapping[Arrow, tuple[Turn, ...]]
    gutters: tuple[float, ...]


@dataclass(slots=True)
class _Trunk:
    """The upright line of a box's arrows in a gutter.

    It is met from the left at the heights `ins`, and left to the right at `outs`.
    """

    ins: set[float] = field(default_factory=set)
    outs: set[float] = field(default_factory=set)

    @property
    def top(self) -> float:
        return min(self.ins | self.outs)

    @property
    def bottom(self) -> float:
        return max(self.ins | self.outs)


def routes(
    boxes: Mapping[str, Box],
    arrows: Sequence[Arrow],
    channels: Sequence[tuple[float, float]],
) -> Routes:
    """Return a way for each arrow, which must lead to a column farther right.

    `channels` are the upper and the lower bound of the free space below each lane.
    """
    levels = _levels(boxes, arrows, channels)
    entries = _entries(boxes, arrows, levels)
    steps: dict[Arrow, list[tuple[int, float, float]]] = {}
    trunks: dict[int, dict[str, _Trunk]] = defaultdict(lambda: defaultdict(_Trunk))
    for arrow in arrows:
        start, end = (boxes[name] for name in arrow)
        first, last = start.port, entries[arrow]
        if arrow in levels:
            level = levels[arrow]
            steps[arrow] = [
                (start.column, first, level),
                (end.column - 1, level, last),
            ]
        else:
            steps[arrow] = [(start.column, first, last)] if first != last else []
        for gutter, before, after in steps[arrow]:
            trunk = trunks[gutter][arrow[0]]
            trunk.ins.add(before)
            trunk.outs.add(after)
    tracks = {gutter: _tracks(found) for gutter, found in trunks.items()}
    turns = {
        arrow: tuple(
            Turn(gutter, START + TRACK * tracks[gutter][arrow[0]], before, after)
            for gutter, before, after in found
        )
        for arrow, found in steps.items()
    }
    gutters = max((box.column for box in boxes.values()), default=0)
    return Routes(
        turns,
        tuple(
            START + TRACK * max(tracks.get(gutter, {"": 0}).values()) + END
            for gutter in range(gutters)
        ),
    )


def _levels(
    boxes: Mapping[str, Box],
    arrows: Iterable[Arrow],
    channels: Sequence[tuple[float, float]],
) -> dict[Arrow, float]:
    """Return the height at which each arrow that spans several columns passes them."""
    users: dict[int, dict[str, list[Arrow]]] = defaultdict(lambda: defaultdict(list))
    for arrow in arrows:
        start, end = (boxes[name] for name in arrow)
        if end.column > start.column + 1:
            # The channel on the near side of the lane that it leads to.
            lane = end.lane - 1 if start.lane < end.lane else end.lane
            users[lane][arrow[0]].append(arrow)
    return {
        arrow: top + (bottom - top) * place / (len(users[lane]) + 1)
        for lane, (top, bottom) in enumerate(channels)
        for place, found in enumerate(users[lane].values(), 1)
        for arrow in found
    }


def _entries(
    boxes: Mapping[str, Box], arrows: Sequence[Arrow], levels: Mapping[Arrow, float]
) -> dict[Arrow, float]:
    """Return the height at which each arrow enters its box.

    Where an arrow comes on the level of the box's port, or passes by on it, the others
    enter above and below.
    """
    coming: dict[str, dict[float, Arrow]] = defaultdict(dict)
    for arrow in arrows:
        coming[arrow[1]][levels.get(arrow, boxes[arrow[0]].port)] = arrow
    ports = {(boxes[start].column, boxes[start].port) for start, _ in arrows}
    entries: dict[Arrow, float] = {}
    for name, found in coming.items():
        box = boxes[name]
        is_level = (box.column - 1, box.port) in ports
        heights = sorted({*found, box.port} if is_level else found)
        middle = heights.index(box.port) if is_level else (len(heights) - 1) // 2
        above = (box.port - box.top - CORNER) / max(middle, 1)
        below = (box.bottom - CORNER - box.port) / max(len(heights) - 1 - middle, 1)
        for place, height in enumerate(heights):
            if height in found:
                step = (place - middle) * min(ENTRY, above, below)
                entries[found[height]] = box.port + step
    return entries


def _tracks(trunks: Mapping[str, _Trunk]) -> dict[str, int]:
    """Return which line of a gutter, from its left, each box's arrows follow.

    Each in turn goes where it crosses the fewest others.
    """
    order: list[str] = []
    for name, trunk in trunks.items():
        # How many more it crosses with each step to the right.
        more = (
            _crossings(trunks[other], trunk) - _crossings(trunk, trunks[other])
            for other in order
        )
        costs = [*accumulate(more, initial=0)]
        order.insert(costs.index(min(costs)), name)
    tracks: dict[str, int] = {}
    for name in order:
        trunk = trunks[name]
        beside = (
            track
            for other, track in tracks.items()
            if trunks[other].top <= trunk.bottom + TRACK
            and trunk.top <= trunks[other].bottom + TRACK
        )
        tracks[name] = max(beside, default=-1) + 1
    return tracks


def _crossings(left: _Trunk, right: _Trunk) -> int:
    """Return how often the lines of two trunks cross in a gutter."""
    return sum(right.top < height < right.bottom for height in left.outs) + sum(
        left.top < height < left.bottom for height in right.ins
    )


def path(points: Sequence[Point]) -> str:
    """Return an SVG path through `points`, with round corners."""
    parts = [f"M{_pair(points[0])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        first, last = _towards(before, corner), _towards(after, corner)
        parts.append(f"L{_pair(first)}Q{_pair(corner)} {_pair(last)}")
    return "".join((*parts, f"L{_pair(points[-1])}"))


def _towards(point: Point, corner: Point) -> Point:
    """Return the end of the rounding of `corner` on the level or upright line here."""
    across, down = point[0] - corner[0], point[1] - corner[1]
    length = abs(across) + abs(down)
    share = min(RADIUS, length / 2) / length
    return corner[0] + share * across, corner[1] + share * down


def _pair(point: Point) -> str:
    return f"{point[0]:g} {point[1]:g}"
