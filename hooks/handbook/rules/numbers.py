"""Rules of numbers: each is computed by the example or cited, in plain sight."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ..markup import HIDDEN, Markup, Span
from ..model import LANGUAGES, Corpus, Edition, Name, Question
from ..quoting import quoted
from . import examples, links, safety
from .rule import (
    NAMES,
    Finding,
    Rule,
    hides_something,
    is_unreadable,
    question_texts,
    texts,
    unexcused,
)

COMPUTED_NUMBERS = 3
NAMES_FILE = "docs/names.yml"
EXCEPTIONS_FILE = "docs/exceptions.yml"

_MARKUP_RULES = (
    links.address_faults,
    examples.snippets,
    safety.raw_html,
    safety.dollars,
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_LINE = re.compile(r"^.", re.M)
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]")
# The line below a table's head.
_TABLE = re.compile(
    r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$", re.M
)

# What may not touch a whole token: apart from the number, lest each be compiled anew.
_BEFORE = re.compile(r"(?<![\w.%−-])(?<!\d,)")
_AFTER = re.compile(r"(?![\w%−])(?![.,-]\w)")


def occurs_as_token(number: str, output: str) -> bool:
    """Return whether `number` stands in `output`, not as a part of something longer.

    >>> occurs_as_token("16", "160 1.6 x16 -16 16.5 16%")
    False
    >>> occurs_as_token("0.5 GiB", "total: 0.5 GiB.")
    True
    """
    start = output.find(number) if number else -1
    while start >= 0:
        if _BEFORE.match(output, start) and _AFTER.match(output, start + len(number)):
            return True
        start = output.find(number, start + 1)
    return False


def computed_numbers(corpus: Corpus) -> Iterator[Finding]:
    """Find computed numbers that the example does not print."""
    for holder, edition in texts(corpus):
        for code in edition.markup.computed:
            if not isinstance(holder, Question):
                yield Finding(
                    holder.path,
                    code.line,
                    f"{quoted(code.text)} is marked as computed, but a page has no "
                    "example. Remove `{.computed}`.",
                )
            elif holder.example and not occurs_as_token(
                code.text, holder.example.output
            ):
                yield Finding(
                    holder.path,
                    code.line,
                    f"{quoted(code.text)} is not in the output of the example. "
                    "Correct it, with its unit, or print it.",
                )


def few_computed_numbers(corpus: Corpus) -> Iterator[Finding]:
    """Find editions with fewer than three different computed numbers."""
    for question, edition in question_texts(corpus):
        count = len({code.text for code in edition.markup.computed})
        if count < COMPUTED_NUMBERS:
            yield Finding(
                question.path,
                edition.line,
                f"the {NAMES[edition.language]} edition has {count} different computed "
                f"numbers, fewer than {COMPUTED_NUMBERS}. Let the example compute "
                "more of its numbers.",
            )


def sourced_numbers(corpus: Corpus) -> Iterator[Finding]:
    """Find passages with a digit that neither a computation nor a citation bears out.

    A passage is a paragraph, a list item or a table row below the first paragraph. A
    file whose links, formulas or code are broken is left to the rules for those: what
    they hold is then no prose.
    """
    yield from unexcused(_unsourced_numbers(corpus), corpus, _MARKUP_RULES)


def _unsourced_numbers(corpus: Corpus) -> Iterator[Finding]:
    names = _pattern(corpus.names)
    for question, edition in question_texts(corpus):
        exceptions = [
            exception.passages[edition.language]
            for exception in corpus.exceptions
            if exception.question == question.slug
        ]
        evidence = _Evidence(edition.markup)
        for span in _passages(edition):
            text = edition.markup.text[span.start : span.end]
            if any(words in text for words in exceptions):
                continue
            if digits := _unproven(edition.markup, span, names, evidence):
                yield Finding(
                    question.path,
                    edition.markup.line_at(digits[0]),
                    f"{quoted(digits[1])} stands in a passage that is neither computed "
                    "nor cited. Compute it, cite its source, or reword.",
                )


def answer_numbers(corpus: Corpus) -> Iterator[Finding]:
    """Find numbers of the first paragraph that do not recur below with evidence."""
    names = _pattern(corpus.names)
    for question, edition in question_texts(corpus):
        answer = names.sub("", Markup(edition.answer).prose)
        evidence = _Evidence(edition.markup)
        proven = [
            edition.markup.text[span.start : span.end]
            for span in _passages(edition)
            if evidence.is_in(span)
        ]
        for number in dict.fromkeys(_NUMBER.findall(answer)):
            if not any(occurs_as_token(number, text) for text in proven):
                yield Finding(
                    question.path,
                    edition.answer_line,
                    f"the number {quoted(number)} does not recur below, computed or "
                    "cited. Prove it there, or leave it out here.",
                )


def unused_names(corpus: Corpus) -> Iterator[Finding]:
    """Find names in names.yml that no question holds."""
    if hides_something(corpus):
        return
    names = _pattern(corpus.names)
    found: set[str] = set()
    for question in corpus.questions:
        for edition in question.editions.values():
            found.update(names.findall(edition.markup.prose))
            if len(found) == len(corpus.names):
                return
    for name in corpus.names:
        if name.text not in found:
            message = f"no question holds {quoted(name.text)}. Remove it."
            yield Finding(NAMES_FILE, name.line, message)


def exceptions_in_vain(corpus: Corpus) -> Iterator[Finding]:
    """Find exceptions that excuse nothing in one of the languages."""
    names = _pattern(corpus.names)
    for exception in corpus.exceptions:
        question = corpus.by_slug.get(exception.question)
        if question is None:
            if not is_unreadable(corpus, exception.question):
                message = f"{quoted(exception.question)} is no question. Name one."
                yield Finding(EXCEPTIONS_FILE, exception.line, message)
            continue
        for language in LANGUAGES:
            edition, words = question.editions[language], exception.passages[language]
            evidence = _Evidence(edition.markup)
            if not any(
                words in edition.markup.text[span.start : span.end]
                and _unproven(edition.markup, span, names, evidence)
                for span in _passages(edition)
            ):
                yield Finding(
                    EXCEPTIONS_FILE,
                    exception.line,
                    f"{quoted(words)} needs no exception in the {NAMES[language]} "
                    "edition. Quote the passage, or remove the entry.",
                )


def _passages(edition: Edition) -> Iterator[Span]:
    """Yield the paragraphs, list items and table rows below the answer."""
    markup = edition.markup
    headings = {heading.line for heading in markup.headings}
    for paragraph in markup.paragraphs():
        start, end = paragraph.start, paragraph.end
        is_table = _TABLE.search(markup.masked, start, end) is not None
        cuts = [
            line.start()
            for line in _LINE.finditer(markup.masked, start, end)
            if is_table
            or markup.line_at(line.start()) in headings
            or _ITEM.match(markup.masked, line.start(), end)
        ]
        bounds = sorted({start, *cuts, end})
        for first, last in pairwise(bounds):
            line = markup.line_at(first)
            if line > edition.answer_line and line not in headings:
                yield Span(first, last, line)


class _Evidence:
    """Where a text has what bears out a number, and where it has figures."""

    def __init__(self, markup: Markup) -> None:
        self._evidence = sorted(
            one.start for one in (*markup.computed, *markup.citations)
        )
        # A figure shows what the example computes.
        self._figures = [link.start for link in markup.links if link.is_image]

    def is_in(self, span: Span) -> bool:
        """Return whether a computed number or a citation begins in a passage."""
        return _is_between(self._evidence, span)

    def is_shown_in(self, span: Span) -> bool:
        """Return whether a figure begins in a passage."""
        return _is_between(self._figures, span)


def _is_between(offsets: Sequence[int], span: Span) -> bool:
    """Return whether one of the offsets, in order, is in a passage."""
    index = bisect_left(offsets, span.start)
    return index < len(offsets) and offsets[index] < span.end


def _unproven(
    markup: Markup, span: Span, names: re.Pattern[str], evidence: _Evidence
) -> tuple[int, str] | None:
    """Return the offset and text of the first number without evidence, if any."""
    if evidence.is_in(span) or evidence.is_shown_in(span):
        return None
    prose = markup.prose[span.start : span.end]
    prose = _ITEM.sub(lambda match: HIDDEN * len(match[0]), prose, count=1)
    prose = names.sub(lambda match: HIDDEN * len(match[0]), prose)
    number = _NUMBER.search(prose)
    return (span.start + number.start(), number[0]) if number else None


def _pattern(names: Iterable[Name]) -> re.Pattern[str]:
    """Return a pattern that matches each name as a whole, the longest first."""
    texts = sorted((name.text for name in names), key=len, reverse=True)
    anyone = "|".join(map(re.escape, texts)) or r"(?!)"
    return re.compile(rf"(?<![A-Za-z0-9])(?:{anyone})(?![A-Za-z0-9]|[.,][0-9])")


RULES = (
    Rule(
        "computed-numbers",
        "标为算出的数字连同单位原样出现在示例的输出里。",
        "A computed number stands in the example's output, whole and with its unit.",
        computed_numbers,
        is_of_one=True,
    ),
    Rule(
        "computed-count",
        "每个版本至少有三个不同的数字由示例算出。",
        "Each edition has three different computed numbers at least.",
        few_computed_numbers,
        is_of_one=True,
    ),
    Rule(
        "sourced-numbers",
        "含数字的段落、列表项和表格行里，有算出的数字或引文；代码、公式、标题、"
        "names.yml 里的名称和 exceptions.yml 里的例外不算。",
        "A paragraph, list item or table row with a digit holds a computed number or a "
        "citation; code, formulas, headings, the names of names.yml and the "
        "exceptions of exceptions.yml do not count.",
        sourced_numbers,
        is_of_one=True,
    ),
    Rule(
        "answer-numbers",
        "第一段里的数字在下文再次出现，或由程序算出，或有引文。",
        "A number of the first paragraph recurs below, computed or cited.",
        answer_numbers,
        is_of_one=True,
    ),
    Rule(
        "name-use",
        "names.yml 里的名称都有问题用到。",
        "Each name of names.yml occurs in a question.",
        unused_names,
    ),
    Rule(
        "exception-use",
        "exceptions.yml 里的例外在两个版本里都确有其文，且非例外不可。",
        "Each exception of exceptions.yml is needed in both editions.",
        exceptions_in_vain,
    ),
)
