"""The map of the questions: a row for each topic, arrows to what comes after.

A question stands to the right of all that should be read first, and within its column
near the middle of these, which keeps most arrows from crossing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean

from .model import Corpus, Language, Question, Topic
from .reading_order import read_before
from .text_width import wrapped

# Lengths in units of the drawing, which are CSS pixels on a wide page.
NODE_WIDTH, COLUMN, MARGIN = 204, 240, 2
ROW_GAP, LANE_HEAD, LANE_GAP = 14, 34, 12
TEXT_SIZE, LEADING, PADDING, NUMBER_WIDTH = 13.0, 17, 9, 28
SLACK = 1.06  # the reader's own fonts may be wider


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
        block = LEADING * (len(self.lines) - 1)
        first = self.y + (self.height - block) / 2 + 0.35 * TEXT_SIZE
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
    columns, order = _layers(corpus, before)
    lines = {
        question.slug: tuple(
            wrapped(
                question.editions[language].title,
                TEXT_SIZE * SLACK,
                NODE_WIDTH - NUMBER_WIDTH - PADDING,
            )
        )
        for question in corpus.published_questions
    }
    lanes, nodes, top = [], [], 0.0
    for topic in corpus.topics:
        questions = corpus.by_topic.get(topic.id, ())
        if not questions:
            continue
        lanes.append(Lane(topic, top + 0.6 * LANE_HEAD, top))
        ends: dict[int, float] = {}
        for question in sorted(questions, key=lambda q: (order[q.slug], q.id)):
            column, title = columns[question.slug], lines[question.slug]
            y = ends.get(column, top + LANE_HEAD)
            height = len(title) * LEADING + 2 * PADDING
            x = MARGIN + column * COLUMN
            nodes.append(Node(question, title, x, y, NODE_WIDTH, height))
            ends[column] = y + height + ROW_GAP
        top = max(ends.values()) + LANE_GAP
    width = 2 * MARGIN + max(columns.values(), default=0) * COLUMN + NODE_WIDTH
    return QuestionMap(width, top, tuple(lanes), tuple(nodes), _arrows(nodes, before))


def _layers(
    corpus: Corpus, before: Mapping[str, tuple[str, ...]]
) -> tuple[Mapping[str, int], Mapping[str, float]]:
    """Return each question's column, and its place in the order within it."""
    columns: dict[str, int] = {}
    for slug, names in before.items():
        columns[slug] = max((columns[name] + 1 for name in names), default=0)
    order: dict[str, float] = {}
    for question in sorted(
        corpus.published_questions, key=lambda one: (columns[one.slug], one.id)
    ):
        places = [order[name] for name in before[question.slug]]
        order[question.slug] = fmean(places) if places else float(question.id)
    return columns, order


def _arrows(
    nodes: list[Node], before: Mapping[str, tuple[str, ...]]
) -> tuple[Arrow, ...]:
    by_slug = {node.question.slug: node for node in nodes}
    return tuple(
        _arrow(by_slug[slug], node)
        for node in nodes
        for slug in before[node.question.slug]
        if slug in by_slug
    )


def _arrow(start: Node, end: Node) -> Arrow:
    """Return a curve from the right side of one node to the left side of another."""
    x1, y1 = start.x + start.width, start.y + start.height / 2
    x2, y2 = end.x, end.y + end.height / 2
    bend = (COLUMN - NODE_WIDTH) * 0.9
    return Arrow(
        start.question.id,
        end.question.id,
        f"M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2 - 6:g} {y2:g}",
        f"M{x2:g} {y2:g}l-8 -4v8z",
    )
