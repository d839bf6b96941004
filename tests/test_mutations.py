"""A small fault in any question is found, on its line.

Each question is broken in one place at a time: a digit of a computed number, a
citation, a heading, a term. What the whole corpus says of it beforehand is no news.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from handbook import editions, load
from handbook.model import LANGUAGES, Corpus, Edition, Problem, Question
from handbook.rules import check

ROOT = Path(__file__).resolve().parent.parent
CORPUS, _ = load(ROOT)
# Of many places of a kind, so many are broken in each edition.
PLACES = 4


@dataclass(frozen=True)
class Mutation:
    """One change: `old`, on `line` of the file, becomes `new`."""

    question: Question
    line: int
    column: int
    old: str
    new: str

    def apply(self, text: str) -> str:
        """Return the file's text with the change."""
        lines = text.split("\n")
        row = lines[self.line - 1]
        assert row[self.column :].startswith(self.old)
        end = self.column + len(self.old)
        lines[self.line - 1] = row[: self.column] + self.new + row[end:]
        return "\n".join(lines)


def mutation(
    question: Question, edition: Edition, start: int, old: str, new: str
) -> Mutation:
    text = edition.markup.text
    column = start - (text.rfind("\n", 0, start) + 1)
    return Mutation(question, edition.markup.line_at(start), column, old, new)


def some(found: Iterable[Mutation]) -> list[Mutation]:
    """Return a few of many, spread evenly, the first and the last among them."""
    everything = list(found)
    if len(everything) <= PLACES:
        return everything
    steps = range(PLACES)
    return [everything[step * (len(everything) - 1) // (PLACES - 1)] for step in steps]


def changed_digits(question: Question, edition: Edition) -> Iterator[Mutation]:
    """Yield, for each computed number, another last digit."""
    for code in edition.markup.computed:
        digits = list(re.finditer(r"\d", code.text))
        if not digits:  # inf
            continue
        digit = digits[-1]
        start = edition.markup.text.index(code.text, code.start) + digit.start()
        yield mutation(
            question, edition, start, digit[0], str((int(digit[0]) + 1) % 10)
        )


def removed_citations(question: Question, edition: Edition) -> Iterator[Mutation]:
    for citation in edition.markup.citations:
        yield mutation(question, edition, citation.start, citation.source, "")


def removed_headings(question: Question, edition: Edition) -> Iterator[Mutation]:
    text = edition.markup.text
    for heading in edition.markup.headings[1:]:
        line = text[heading.start : heading.end]
        yield mutation(question, edition, heading.start, line, "")


def ruled_out_terms(question: Question, edition: Edition) -> Iterator[Mutation]:
    """Yield, for each term that has a rendering to avoid, its first use so rendered."""
    prose = edition.markup.prose
    for term in CORPUS.terms:
        names = term.editions[edition.language]
        for form in (names.term, *names.forms) if names.avoid else ():
            start = prose.find(f" {form} " if form.isascii() else form)
            if start >= 0:
                start += form.isascii()
                new = names.avoid[0]
                yield mutation(question, edition, start, form, new)
                break


KINDS = {
    "digit": (changed_digits, {"computed-numbers", "computed-parity"}),
    "citation": (removed_citations, {"citation-parity"}),
    "heading": (removed_headings, {"heading-parity", "sections"}),
    "term": (ruled_out_terms, {"forbidden-rendering"}),
}


def alone(question: Question) -> Corpus:
    """Return the corpus with this question only, which is checked in no time."""
    return replace(CORPUS, questions=(question,))


def mutated(question: Question, text: str) -> Question:
    head = re.match(r"---\n.*?\n---\n", text, re.S)
    assert head
    line = 1 + head[0].count("\n")
    return replace(question, editions=editions.split(text[head.end() :], line))


def points_at(problem: Problem, line: int) -> bool:
    """Return whether a problem names the line, be it in the other edition's name."""
    return problem.line == line or f"line {line})" in problem.message


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("slug", sorted(CORPUS.by_slug))
def test_a_small_fault_is_found_on_its_line(slug: str, kind: str) -> None:
    question = CORPUS.by_slug[slug]
    text = (ROOT / question.path).read_text("utf-8")
    before = set(check(alone(question)))
    find, rules = KINDS[kind]
    for language in LANGUAGES:
        for one in some(find(question, question.editions[language])):
            news = set(check(alone(mutated(question, one.apply(text))))) - before
            told = {p.rule for p in news if points_at(p, one.line)}
            assert rules & told, (one, sorted(map(str, news)))


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_fails_on_it(kind: str, tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(ROOT / "docs", root / "docs")
    if (ROOT / ".cache").exists():  # else the examples run
        shutil.copytree(ROOT / ".cache", root / ".cache")
    find, rules = KINDS[kind]
    one = next(
        mutation
        for question in CORPUS.published_questions
        for mutation in find(question, question.editions["en"])
    )
    path = root / one.question.path
    path.write_text(one.apply(path.read_text("utf-8")), "utf-8")
    result = subprocess.run(
        [sys.executable, ROOT / "scripts/check.py", "--root", root],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 1
    assert any(
        line.startswith(f"{one.question.path}:{one.line}: {rule}: ")
        for line in result.stdout.splitlines()
        for rule in rules
    ), result.stdout
