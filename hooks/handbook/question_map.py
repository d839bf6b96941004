"""The map of the questions: a row for each topic, arrows to what comes after.

A question stands to the right of all that should be read first, and level with what it
follows in its own topic, where that place is free.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, count

from .arrow_routes import Box, Turn, path, routes
from .model import Corpus, Language, Question, Topic
from .reading_order import read_before
from .text_width import text_width, wrapped

# Lengths in units of the drawing, which are CSS pixels on a wide page.
NODE_WIDTH, ROW_GAP, LANE_HEAD, LANE_GAP = 204, 14, 34, 14
MARGIN = 2.5  # lines of one pixel are sharp between whole numbers
TEXT_SIZE, LEADING, PADDING, NUMBER_WIDTH = 13.0, 17, 9, 28
SLACK = 1.06  # the reader's own fonts may be wider
PORT = PADDING + LEADING // 2  # where arrows leave: beside the title's first line
HEAD = 8


@dataclass(frozen=True, slots=True)
class Node:
    """A question on the map; `x` and `y` are its upper left corner."""

    question: Question
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float

    @property
    def baselines(self) -> list[tuple[str, float]]:
        """The lines of the title, each with the height of its baseline."""
        first = self.y + PORT + 0.35 * TEXT_SIZE
        return [(line, first + n * LEADING) for n, line in enumerate(self.lines)]


@dataclass(frozen=True, slots=True)
class Arrow:
    """From a question to one that needs it; `path` is an SVG path, `head` its end."""

    start: int
    end: int
    path: str
    head: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A topic's row; `y` is the baseline of its title, `top` the line above it."""

    topic: Topic
    y: float
    top: float


@dataclass(frozen=True, slots=True)
class QuestionMap:
    """The whole map."""

    width: float
    height: float
    lanes: tuple[Lane, ...]
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]


def question_map(corpus: Corpus, language: Language) -> QuestionMap:
    """Return the map of the published questions, titled in one language."""
    before = read_before(corpus)
    columns: dict[str, int] = {}
    for slug, names in before.items():
        columns[slug] = max((columns[name] + 1 for name in names), default=0)
    lanes: list[Lane] = []
    channels: list[tuple[float, float]] = []
    boxes: dict[str, Box] = {}
    titles: dict[str, tuple[str, ...]] = {}
    top = 0.5
    for topic, questions in corpus.by_topic.items():
        lanes.append(Lane(corpus.topic_by_id[topic], top + 0.6 * LANE_HEAD, top))
        top += LANE_HEAD
        for row in _rows(questions, before, columns):
            for question in row:
                slug, column = question.slug, columns[question.slug]
                titles[slug] = _title(question, language)
                bottom = top + len(titles[slug]) * LEADING + 2 * PADDING
                boxes[slug] = Box(column, len(channels), top, top + PORT, bottom)
            top = max(boxes[question.slug].bottom for question in row) + ROW_GAP
        channels.append((top - ROW_GAP, top + LANE_GAP))
        top += LANE_GAP
    arrows = [(name, slug) for slug in boxes for name in before[slug] if name in boxes]
    ways = routes(boxes, arrows, channels)
    lefts = [*accumulate((MARGIN, *(NODE_WIDTH + width for width in ways.gutters)))]
    nodes = {
        slug: Node(
            corpus.by_slug[slug],
            titles[slug],
            lefts[box.column],
            box.top,
            NODE_WIDTH,
            box.bottom - box.top,
        )
        for slug, box in boxes.items()
    }
    return QuestionMap(
        lefts[-1] + NODE_WIDTH + MARGIN,
        top,
        tuple(lanes),
        tuple(nodes.values()),
        tuple(
            _arrow(nodes[start], nodes[end], ways.turns[start, end], lefts)
            for start, end in arrows
        ),
    )


def _title(question: Question, language: Language) -> tuple[str, ...]:
    """Return a title in as few lines as it needs, the last of them not too short."""
    title, size = question.editions[language].title, TEXT_SIZE * SLACK
    room = NODE_WIDTH - NUMBER_WIDTH - PADDING
    lines = wrapped(title, size, room)
    if text_width(lines[-1], size) < room / 3:
        for width in range(int(text_width(title, size)) // len(lines), room, 4):
            if len(even := wrapped(title, size, width)) == len(lines):
                return tuple(even)
    return tuple(lines)


def _rows(
    questions: Iterable[Question],
    before: Mapping[str, tuple[str, ...]],
    columns: Mapping[str, int],
) -> list[list[Question]]:
    """Return the questions of a topic row by row.

    One that follows another of its topic stands level with it, or in the first free
    row below; the rest fill the rows from the top.
    """
    rows: dict[str, int] = {}
    taken: set[tuple[int, int]] = set()

    def wanted(question: Question) -> int | None:
        return min((rows[n] for n in before[question.slug] if n in rows), default=None)

    for column in sorted({columns[question.slug] for question in questions}):
        here = [one for one in questions if columns[one.slug] == column]
        for question in sorted(
            here, key=lambda one: (wanted(one) is None, wanted(one) or 0)
        ):
            row = next(
                n for n in count(wanted(question) or 0) if (column, n) not in taken
            )
            taken.add((column, row))
            rows[question.slug] = row
    return [
        [question for question in questions if rows[question.slug] == row]
        for row in range(max(rows.values()) + 1)
    ]


def _arrow(
    start: Node, end: Node, turns: Iterable[Turn], lefts: Sequence[float]
) -> Arrow:
    """Return an arrow from the right side of one node to the left side of another."""
    points = [(start.x + start.width, start.y + PORT)]
    for turn in turns:
        x = lefts[turn.gutter] + NODE_WIDTH + turn.offset
        points += ((x, turn.start), (x, turn.end))
    x, y = end.x, points[-1][1]
    return Arrow(
        start.question.id,
        end.question.id,
        path((*points, (x - HEAD + 2, y))),
        f"M{x:g} {y:g}l-{HEAD} -4v8z",
    )
