"""Rules of the map: which questions a question names, and who names it."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Corpus, Question
from ..quoting import quoted
from .rule import Finding, Rule, hides_something, is_unreadable


def related_questions(corpus: Corpus) -> Iterator[Finding]:
    """Find slugs in `related` that are unknown, drafts, doubled or the question's."""
    for question in corpus.questions:
        yield from _named_questions(corpus, question, "related", question.related)


def prerequisite_questions(corpus: Corpus) -> Iterator[Finding]:
    """Find slugs in `prerequisites` that are unknown, drafts, doubled or its own."""
    for question in corpus.questions:
        yield from _named_questions(
            corpus, question, "prerequisites", question.prerequisites
        )


def _named_questions(
    corpus: Corpus, question: Question, key: str, slugs: tuple[str, ...]
) -> Iterator[Finding]:
    line = question.lines.get(key, 1)
    for index, slug in enumerate(slugs):
        named = corpus.by_slug.get(slug)
        if slug in slugs[:index]:
            fault = "stands there twice. Remove one"
        elif slug == question.slug:
            fault = "is this question itself. Remove it"
        elif is_unreadable(corpus, slug):
            continue
        elif named is None:
            fault = "is no question. Name the slug of one"
        elif not named.is_published:
            fault = "is a draft. Publish it first, or leave it out"
        else:
            continue
        yield Finding(question.path, line, f"{quoted(slug)} in {key} {fault}.")


def prerequisite_circles(corpus: Corpus) -> Iterator[Finding]:
    """Find circles of prerequisites; each circle is reported once.

    A walk in depth visits every question and every prerequisite once. It keeps its own
    stack, for a chain of questions may be longer than Python's.
    """
    done: set[str] = set()
    for start in sorted(corpus.by_slug):
        trail: dict[str, Iterator[str]] = {}
        slug: str | None = start
        while slug is not None:
            if slug not in trail and slug not in done:
                trail[slug] = iter(_other_prerequisites(corpus, slug))
            elif slug in trail:
                yield _circle(corpus, list(trail), slug)
            slug = _next_step(trail, done)


def _other_prerequisites(corpus: Corpus, slug: str) -> tuple[str, ...]:
    question = corpus.by_slug[slug]
    return tuple(
        name
        for name in dict.fromkeys(question.prerequisites)
        if name in corpus.by_slug and name != slug
    )


def _next_step(trail: dict[str, Iterator[str]], done: set[str]) -> str | None:
    """Return what the last question on the trail needs next, going back as needed."""
    while trail:
        last = next(reversed(trail))
        for name in trail[last]:
            if name not in done:
                return name
        done.add(last)
        del trail[last]
    return None


def _circle(corpus: Corpus, trail: list[str], slug: str) -> Finding:
    circle = trail[trail.index(slug) :]
    first = circle.index(min(circle))
    circle = circle[first:] + circle[: first + 1]
    shown = circle if len(circle) <= 6 else [*circle[:3], "…", *circle[-2:]]
    question = corpus.by_slug[circle[0]]
    return Finding(
        question.path,
        question.lines.get("prerequisites", 1),
        f"the prerequisites form a circle: {' → '.join(shown)}. Remove one of them.",
    )


def orphans(corpus: Corpus) -> Iterator[Finding]:
    """Find published questions that no other published question names or links to."""
    questions = corpus.published_questions
    if len(questions) < 2 or hides_something(corpus):
        return
    for question in questions:
        if question.slug not in corpus.backlinks:
            yield Finding(
                question.path,
                1,
                "no other question links to this one. "
                "Link to it from a question that touches it.",
            )


RULES = (
    Rule(
        "related",
        "related 只列已发布的其他问题，各一次。",
        "`related` names other published questions, each once.",
        related_questions,
    ),
    Rule(
        "prerequisites",
        "prerequisites 只列已发布的其他问题，各一次。",
        "`prerequisites` names other published questions, each once.",
        prerequisite_questions,
    ),
    Rule(
        "prerequisite-circle",
        "先读的问题不成环。",
        "Prerequisites form no circle.",
        prerequisite_circles,
    ),
    Rule(
        "orphan",
        "每个已发布的问题至少有另一个问题链接到它。",
        "Each published question is linked from another one.",
        orphans,
    ),
)
