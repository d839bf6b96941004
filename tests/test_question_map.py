"""The map shows which question builds on which, whatever the sources say."""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations, pairwise, product

import pytest
from handbook.markup import Markup
from handbook.model import LANGUAGES, Corpus, Edition, Question, Topic
from handbook.question_map import Arrow, Node, QuestionMap, question_map
from handbook.reading_order import read_before
from hypothesis import given, settings
from hypothesis import strategies as st

DAY = date(2026, 1, 1)


def question(
    number: int, topic: str, needs: str, status: str = "published"
) -> Question:
    """A question whose slug is its topic's letter and its number, as `a1`."""
    title = f"Question {number} has a title of more than one line, so that boxes differ"
    return Question(
        id=number,
        slug=f"{topic}{number}",
        topic=topic,
        level=1,
        related=(),
        prerequisites=tuple(needs.split()),
        keywords={},
        published=DAY,
        revised=DAY,
        reviewed=DAY,
        status="draft" if status == "draft" else "published",
        path=f"docs/questions/{topic}/{topic}{number}.md",
        lines={},
        example=None,
        editions={
            language: Edition(language, title[: 20 + 9 * number], "", 1, 1, Markup(""))
            for language in LANGUAGES
        },
    )


def corpus(*questions: Question) -> Corpus:
    titles = dict.fromkeys(LANGUAGES, "A topic")
    topics = tuple(Topic(name, 1, titles, titles) for name in "abc")
    return Corpus(questions=questions, topics=topics)


# a1 → b2 → a3 → b5, with b2 and a1 named again where the way leads through another.
SMALL = corpus(
    question(1, "a", ""),
    question(2, "b", "a1"),
    question(3, "a", "b2 a1"),
    question(4, "a", ""),
    question(5, "b", "a1 a3 b2 a4"),
    question(6, "a", "", "draft"),
    question(7, "b", "a1 a6 none"),
)


def place(found: QuestionMap, slug: str) -> Node:
    (node,) = (node for node in found.nodes if node.question.slug == slug)
    return node


def arrows(found: QuestionMap) -> set[tuple[int, int]]:
    return {(arrow.start, arrow.end) for arrow in found.arrows}


def test_a_question_stands_behind_all_that_it_needs() -> None:
    found = question_map(SMALL, "en")
    edges = [place(found, slug).x for slug in ("a1", "b2", "a3", "b5")]
    assert edges == sorted(set(edges))
    assert place(found, "a4").x == place(found, "a1").x
    assert place(found, "b7").x == place(found, "b2").x


def test_arrows_lead_from_what_is_read_just_before() -> None:
    assert arrows(question_map(SMALL, "en")) == {(1, 2), (2, 3), (3, 5), (4, 5), (1, 7)}


def test_each_topic_with_questions_has_a_row_of_its_own() -> None:
    found = question_map(SMALL, "en")
    assert [lane.topic.id for lane in found.lanes] == ["a", "b"]
    border = found.lanes[1].top
    for node in found.nodes:
        assert (node.y > border) == (node.question.topic == "b")
        assert node.y + node.height < (border if node.y < border else found.height)


# Left, top, right and bottom.
Area = tuple[float, float, float, float]


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    """Any questions in any order, with circles, and with needs that do not exist."""
    names = [
        f"{draw(st.sampled_from('abc'))}{number}"
        for number in range(1, draw(st.integers(1, 14)))
    ]
    needs = st.lists(st.sampled_from([*names, "none"]), max_size=4).map(" ".join)
    return corpus(*(question(int(name[1:]), name[0], draw(needs)) for name in names))


def area(*points: tuple[float, float]) -> Area:
    """The least rectangle around points."""
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)


def box(node: Node) -> Area:
    return node.x, node.y, node.x + node.width, node.y + node.height


def meet(one: Area, other: Area) -> bool:
    """Whether two rectangles have more than their edges in common."""
    return (
        one[0] < other[2]
        and other[0] < one[2]
        and one[1] < other[3]
        and other[1] < one[3]
    )


def line(arrow: Arrow) -> list[Area]:
    """The pieces of an arrow, which are level or upright."""
    numbers = [float(number) for number in re.findall(r"[\d.]+", arrow.path)]
    points = list(zip(numbers[::2], numbers[1::2], strict=True))
    return [area(*piece) for piece in pairwise(points)]


@given(corpora())
@settings(max_examples=200, deadline=None)
def test_no_box_covers_another_or_an_arrow(found: Corpus) -> None:
    drawn = question_map(found, "en")
    boxes = {node.question.id: box(node) for node in drawn.nodes}
    assert len(boxes) == len(found.questions)
    assert not any(meet(*pair) for pair in combinations(boxes.values(), 2))
    for arrow in drawn.arrows:
        pieces = line(arrow)
        assert all(
            left == right or top == bottom for left, top, right, bottom in pieces
        )
        assert not any(meet(piece, box) for piece in pieces for box in boxes.values())
        assert pieces[0][0] == boxes[arrow.start][2]
        assert 0 < boxes[arrow.end][0] - pieces[-1][2] < 8


@given(corpora())
@settings(max_examples=200, deadline=None)
def test_the_arrows_of_different_questions_at_most_cross(found: Corpus) -> None:
    lines: dict[int, list[Area]] = {}
    for arrow in question_map(found, "en").arrows:
        lines.setdefault(arrow.start, []).extend(line(arrow))
    for one, other in combinations(lines.values(), 2):
        for first, second in product(one, other):
            left, top = map(max, first[:2], second[:2])
            right, bottom = map(min, first[2:], second[2:])
            is_shared = left <= right and top <= bottom
            assert not is_shared or (left, top) == (right, bottom)


@given(corpora())
@settings(max_examples=200, deadline=None)
def test_everything_is_on_the_sheet(found: Corpus) -> None:
    drawn = question_map(found, "en")
    for left, top, right, bottom in (
        *map(box, drawn.nodes),
        *(piece for arrow in drawn.arrows for piece in line(arrow)),
    ):
        assert 0 < left <= right < drawn.width
        assert 0 < top <= bottom < drawn.height


def test_the_same_corpus_gives_the_same_map() -> None:
    turned = corpus(*reversed(SMALL.questions))
    assert question_map(turned, "en") == question_map(SMALL, "en")


@pytest.mark.parametrize(
    ("needs", "expected"),
    [
        pytest.param(("a1",), set(), id="itself"),
        pytest.param(("a2", "a1"), {(1, 2)}, id="two"),
        pytest.param(("a3", "a1", "a2"), {(1, 2), (2, 3)}, id="three"),
        pytest.param(("a2 a3", "a1", "a1"), {(1, 2), (1, 3)}, id="two circles"),
    ],
)
def test_a_circle_is_cut_open(
    needs: tuple[str, ...], expected: set[tuple[int, int]]
) -> None:
    found = corpus(*(question(n, "a", slugs) for n, slugs in enumerate(needs, 1)))
    assert arrows(question_map(found, "zh")) == expected
    assert len(read_before(found)) == len(needs)


def test_without_questions_the_map_is_empty() -> None:
    found = question_map(Corpus(), "en")
    assert (found.lanes, found.nodes, found.arrows) == ((), (), ())
