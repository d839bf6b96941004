"""The rule of placeholders: what `make new` leaves to be written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Corpus
from ..quoting import quoted
from .rule import Finding, Rule, texts

_PLACEHOLDER = re.compile(r"TODO(?<=\bTODO)\b[:：]?[ ]*([^\n]*)")


def placeholders(corpus: Corpus) -> Iterator[Finding]:
    """Find every TODO in the texts and the examples, code in the texts excepted."""
    for holder, edition in texts(corpus):
        markup = edition.markup
        for match in _PLACEHOLDER.finditer(markup.masked):
            yield Finding(
                holder.path, markup.line_at(match.start()), _message(match[1])
            )
    for question in corpus.questions:
        if question.example:
            code = question.example.code
            for match in _PLACEHOLDER.finditer(code):
                line = code.count("\n", 0, match.start()) + 1
                yield Finding(question.example.code_path, line, _message(match[1]))


def _message(what: str) -> str:
    return f"still to be written: {quoted(what.rstrip())}. Replace the TODO."


RULES = (
    Rule(
        "unfinished",
        "没有留下待写的 TODO。",
        "Nothing is left to be written: no TODO stands in a text or an example.",
        placeholders,
        is_of_one=True,
    ),
)
