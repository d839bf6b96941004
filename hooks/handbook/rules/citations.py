"""Rules of citations and of the bibliography that answers them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..addresses import OUTSIDE
from ..bibliography import PATH as BIBLIOGRAPHY
from ..model import Corpus, Source
from ..quoting import quoted
from .rule import Finding, Rule, hides_something, holders, is_cut_short, texts

PRIMARY_SOURCES = 2
ADDRESSES = ("doi", "eprint", "url")
REQUIRED_FIELDS = ("author", "title", "year")
VENUES = (
    "journal",
    "booktitle",
    "publisher",
    "institution",
    "howpublished",
    "eprint",
)

_STRAY = re.compile(r"@(?<![\w@]@)[A-Za-z]\w*")
# LaTeX for what Unicode has; the braces that protect capitals are no fault.
_LATEX = re.compile(r"\\\S?|``|''|--+|~")
_FORMS = {
    "year": re.compile(r"[0-9]{4}"),
    "doi": re.compile(r"10\.[0-9]{4,9}/[A-Za-z0-9._;()/:+-]+"),
    "eprint": re.compile(r"[0-9]{4}\.[0-9]{4,5}(?:v[0-9]+)?|[a-z.-]+/[0-9]{7}"),
    "url": OUTSIDE,
    "urldate": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}
_EXAMPLES = {
    "year": "2017",
    "doi": "10.1000/182",
    "eprint": "1706.03762",
    "url": "https://…",
    "urldate": "2026-11-23",
}


def citation_faults(corpus: Corpus) -> Iterator[Finding]:
    """Find citations that are malformed or name no entry of the bibliography."""
    is_readable = BIBLIOGRAPHY not in corpus.unreadable
    for holder, edition in texts(corpus):
        markup = edition.markup
        for citation in markup.citations:
            if not citation.references:
                yield Finding(
                    holder.path,
                    citation.line,
                    f"{quoted(citation.source)} is no well-formed citation. "
                    "Write `[@key]`, `[@key, §2]` or `[@one; @two]`.",
                )
            for reference in citation.references:
                if is_readable and reference.key not in corpus.sources:
                    yield Finding(
                        holder.path,
                        citation.line,
                        f"{quoted('@' + reference.key)} is not in sources.bib. "
                        "Add the entry or correct the key.",
                    )
        for match in _STRAY.finditer(markup.prose):
            yield Finding(
                holder.path,
                markup.line_at(match.start()),
                f"{quoted(match[0])} stands outside a citation. "
                "Write `[@key]`, with `@` right behind the bracket.",
            )


def primary_sources(corpus: Corpus) -> Iterator[Finding]:
    """Find questions that cite fewer than two primary sources.

    A key that is not in the bibliography counts, for it is reported already.
    """
    if BIBLIOGRAPHY in corpus.unreadable:
        return
    for question in corpus.questions:
        if any(map(is_cut_short, question.editions.values())):
            continue
        keys = {
            reference.key
            for edition in question.editions.values()
            for citation in edition.markup.citations
            for reference in citation.references
        }
        count = sum(
            key not in corpus.sources or corpus.sources[key].is_primary for key in keys
        )
        if count < PRIMARY_SOURCES:
            yield Finding(
                question.path,
                1,
                f"{count} of its sources is primary, fewer than {PRIMARY_SOURCES}. "
                "Cite the paper, the specification or the maker's own page.",
            )


def incomplete_sources(corpus: Corpus) -> Iterator[Finding]:
    """Find bibliography entries that lack a field or have one that is misspelt."""
    for source in corpus.sources.values():
        for fault in _source_faults(source):
            yield Finding(BIBLIOGRAPHY, source.line, f"{quoted(source.key)} {fault}")


def _source_faults(source: Source) -> Iterator[str]:
    filled = {name for name, value in source.fields.items() if value.strip()}
    if missing := [name for name in REQUIRED_FIELDS if name not in filled]:
        yield f"has no {' and no '.join(missing)}. Add it."
    if source.kind == "online":  # its site is the venue, and may change
        if "urldate" not in filled:
            yield "has no urldate. Add the day on which you read it."
    elif not filled.intersection(VENUES):
        yield f"has no venue. Add one of {', '.join(VENUES)}."
    if not filled.intersection(ADDRESSES):
        yield "has no address. Add a doi, an eprint or a url."
    for name, value in source.fields.items():
        latex = None if name in ADDRESSES else _LATEX.search(value)
        if latex:
            yield (f"has {quoted(latex[0])} in its {name}. Write the character itself.")
    for name, form in _FORMS.items():
        value = source.fields.get(name, "").strip()
        if value and not form.fullmatch(value):
            yield (
                f"has the {name} {quoted(value)}. Write it like `{_EXAMPLES[name]}`."
            )


def unused_sources(corpus: Corpus) -> Iterator[Finding]:
    """Find bibliography entries that nothing cites."""
    if hides_something(corpus):
        return
    used = {
        reference.key
        for holder in holders(corpus)
        for edition in holder.editions.values()
        for citation in edition.markup.citations
        for reference in citation.references
    }
    for source in corpus.sources.values():
        if source.key not in used:
            yield Finding(
                BIBLIOGRAPHY,
                source.line,
                f"nothing cites {quoted(source.key)}. Cite it or remove the entry.",
            )


RULES = (
    Rule(
        "citations",
        "引文写法正确，引用的条目都在 sources.bib 里。",
        "Citations are well-formed and name entries of sources.bib.",
        citation_faults,
    ),
    Rule(
        "primary-sources",
        "每个问题至少引用两个一手来源。",
        "A question cites two primary sources at least.",
        primary_sources,
    ),
    Rule(
        "source-fields",
        "每条文献有作者、标题、年份、出处和地址，写法正确；网页另有查阅日期。",
        "A source has author, title, year, venue and address, each in its form; a web "
        "page has the day it was read.",
        incomplete_sources,
    ),
    Rule(
        "source-use",
        "每条文献至少被引用一次。",
        "Each source is cited.",
        unused_sources,
    ),
)
