"""Rules of the errata: plain statements, each with its source and its question."""

from __future__ import annotations

from collections.abc import Iterator

from ..markup import Markup
from ..model import Corpus, Erratum
from ..quoting import quoted
from .rule import Finding, Rule, is_unreadable


def errata_questions(corpus: Corpus) -> Iterator[Finding]:
    """Find errata whose question is unknown or has no page."""
    for erratum in corpus.errata:
        question = corpus.by_slug.get(erratum.question)
        if is_unreadable(corpus, erratum.question):
            continue
        if question is None or not question.is_published:
            fault = "is no question" if question is None else "is a draft"
            message = f"{quoted(erratum.question)} {fault}. Name a published question."
            yield Finding(erratum.path, erratum.line, message)


def errata_texts(corpus: Corpus) -> Iterator[Finding]:
    """Find misconceptions without a primary source, and errata that are not plain."""
    for erratum in corpus.errata:
        markups = [edition.markup for edition in erratum.editions.values()]
        for markup in markups:
            if fault := _fault(markup):
                yield Finding(erratum.path, markup.line, fault)
        if erratum.corrected is None and not _has_primary_source(corpus, erratum):
            yield Finding(
                erratum.path,
                erratum.line,
                f"{quoted(erratum.id)} cites no primary source. "
                "Cite the paper, the specification or the maker's own page.",
            )


def _fault(markup: Markup) -> str:
    if markup.links:
        return "it holds a link or an image. Remove it; its question is linked already."
    if markup.fences or markup.formulas or len(markup.headings) > 1:
        return "it holds a code block, formula or heading. Write a plain sentence."
    return ""


def _has_primary_source(corpus: Corpus, erratum: Erratum) -> bool:
    """Return whether it cites one; a key that is unknown is reported already."""
    keys = {
        reference.key
        for edition in erratum.editions.values()
        for citation in edition.markup.citations
        for reference in citation.references
    }
    return any(
        key not in corpus.sources or corpus.sources[key].is_primary for key in keys
    )


RULES = (
    Rule(
        "errata-questions",
        "每条勘误都指向一个已发布的问题。",
        "Each erratum names a published question.",
        errata_questions,
    ),
    Rule(
        "errata-texts",
        "勘误是平实的句子，没有链接、公式和代码块；误传都引用一手来源。",
        "Errata are plain sentences without links, formulas or code blocks; each "
        "misconception cites a primary source.",
        errata_texts,
    ),
)
