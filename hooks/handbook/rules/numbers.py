"""Rules of the example: what it prints is what the text says, and it is shown once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..markup import Fence
from ..model import Corpus, Edition, Question
from ..quoting import quoted
from .rule import NAMES, Finding, Rule, faulty_paths, question_texts, texts
from .structure import code_blocks

# How pymdownx.snippets is called, in a fence or out of one, escaped or not.
_SNIPPET = re.compile(r"^.*-8<-.*$", re.M)

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


def snippets(corpus: Corpus) -> Iterator[Finding]:
    """Find inclusions of files other than the two of the example in their place."""
    for holder, edition in texts(corpus):
        allowed: set[int] = set()
        if isinstance(holder, Question):
            fences = _example_fences(edition, holder.slug).values()
            allowed = {fence.line + 1 for fence in fences}
        for match in _SNIPPET.finditer(edition.markup.text):
            line = edition.markup.line_at(match.start())
            if line not in allowed:
                yield Finding(
                    holder.path,
                    line,
                    f"{quoted(match[0].strip())} includes a file where none belongs. "
                    "Include only the example, in its section.",
                )


def shown_examples(corpus: Corpus) -> Iterator[Finding]:
    """Find questions that do not show their example and its output."""
    excused = faulty_paths(snippets, corpus) | faulty_paths(code_blocks, corpus)
    for question, edition in question_texts(corpus):
        lines = {
            section.id: edition.markup.line_at(section.start)
            for section in edition.markup.sections
        }
        if "example" not in lines or question.path in excused:
            continue
        fences = _example_fences(edition, question.slug)
        for name, language in _files(question.slug).items():
            if name not in fences:
                line, fault = lines["example"], f"does not show {quoted(name)}"
            elif fences[name].info != language:
                line, fault = fences[name].line, f"shows {quoted(name)} as another kind"
            else:
                continue
            yield Finding(
                question.path,
                line,
                f"the {NAMES[edition.language]} example {fault}. "
                f'Show it by `--8<-- "{name}"` in a `{language}` block.',
            )


def _files(slug: str) -> dict[str, str]:
    """Return the two files of an example, and the language of the block of each."""
    return {f"{slug}.py": "python", f"{slug}.out": "text"}


def _example_fences(edition: Edition, slug: str) -> dict[str, Fence]:
    """Return the blocks of the `example` section that include one of its files."""
    names = {f'--8<-- "{name}"\n': name for name in _files(slug)}
    spans = [span for span in edition.markup.sections if span.id == "example"]
    found: dict[str, Fence] = {}
    for fence in edition.markup.fences:
        name = names.get(fence.body)
        if name and any(span.start <= fence.start < span.end for span in spans):
            found.setdefault(name, fence)
    return found


RULES = (
    Rule(
        "computed-numbers",
        "标为算出的数字连同单位原样出现在示例的输出里。",
        "A computed number stands in the example's output, whole and with its unit.",
        computed_numbers,
    ),
    Rule(
        "snippets",
        "只有 example 小节引入文件，且只引入本题的示例。",
        "Only the `example` section includes files, and only the question's own.",
        snippets,
    ),
    Rule(
        "example-shown",
        "example 小节显示示例程序和它的输出。",
        "The `example` section shows the program and its output.",
        shown_examples,
    ),
)
