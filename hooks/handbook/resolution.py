"""Resolving an edition: what its source only names becomes a number, link or list.

Citations become numbers with a list of sources behind the text, computed numbers lead
to the example, terms to the glossary, and links to the edition of their target.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .markdown_text import Edit, destination, edited, escaped
from .markup import Markup
from .model import Corpus, Edition, Language, Question, Source, Term
from .terms import TermFinder

# The interface's own words, by key.
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ResolvedEdition:
    """An edition's Markdown without open ends, and the terms that it marks."""

    markdown: str
    terms: tuple[Term, ...]


def resolve(
    corpus: Corpus,
    question: Question,
    edition: Edition,
    terms: TermFinder,
    words: Words,
) -> ResolvedEdition:
    """Return a question's edition, resolved; `terms` finds those of its language."""
    markup = edition.markup
    citations, anchors = _citations(markup)
    uses = list(terms.first_uses(markup))
    edits = [
        *citations,
        *_computed_numbers(markup),
        *_links(markup, edition.language),
        *_title(markup),
        *_download(markup, question, words),
    ]
    for use in uses:
        text = markup.text[use.start : use.end]
        target = f"../../pages/glossary.{edition.language}.md#{use.term.id}"
        mark = f"{{ .term aria-describedby=tip-{use.term.id} }}"
        edits.append((use.start, use.end, f"[{text}]({target}){mark}"))
    return ResolvedEdition(
        edited(markup.text, edits).rstrip() + _sources(corpus, anchors, words),
        tuple({use.term.id: use.term for use in uses}.values()),
    )


def resolve_page(
    corpus: Corpus, markup: Markup, language: Language, words: Words
) -> str:
    """Return the Markdown of a page that is no question, resolved."""
    citations, anchors = _citations(markup)
    edits = [*citations, *_links(markup, language), *_title(markup)]
    sources = _sources(corpus, anchors, words) if anchors else "\n"
    return edited(markup.text, edits).rstrip() + sources


def edition_path(path: str, language: Language) -> str:
    """Return the path of an edition's assembled file, beside its source.

    >>> edition_path("docs/questions/a/b.md", "zh")
    'questions/a/b.zh.md'
    """
    return f"{path.removeprefix('docs/').removesuffix('.md')}.{language}.md"


def _citations(markup: Markup) -> tuple[list[Edit], dict[str, list[str]]]:
    """Return the edits that number the citations, and the anchors they get by key."""
    anchors: dict[str, list[str]] = {}
    edits = []
    for citation in markup.citations:
        links = []
        for reference in citation.references:
            found = anchors.setdefault(reference.key, [])
            found.append(f"cite-{reference.key}-{len(found) + 1}")
            number = list(anchors).index(reference.key) + 1
            locator = f", {escaped(reference.locator)}" if reference.locator else ""
            mark = f"{{ .citation #{found[-1]} }}"
            links.append(f"[{number}{locator}](#source-{reference.key}){mark}")
        start = citation.start
        while start and markup.text[start - 1] == " ":
            start -= 1
        edits.append((start, citation.end, "".join(links)))
    return edits, anchors


def _computed_numbers(markup: Markup) -> Iterator[Edit]:
    """Yield the edits that make each computed number a link to the example."""
    for code in markup.computed:
        link = f"[{escaped(code.text)}](#example){{ .computed }}"
        yield code.start, code.end, link


def _links(markup: Markup, language: Language) -> Iterator[Edit]:
    """Yield the edits that turn links to source files into links to editions."""
    for link in markup.links:
        path, hash_sign, fragment = link.target.partition("#")
        if "://" in path:
            continue
        if path.endswith("glossary.yml"):
            path = path.removesuffix("glossary.yml") + "pages/glossary.md"
        if path.endswith(".md"):
            target = edition_path(path, language) + hash_sign + fragment
            yield link.target_start, link.target_end, target


def _title(markup: Markup) -> Iterator[Edit]:
    """Yield the edit that gives the title an id, the same in both languages."""
    for heading in markup.headings[:1]:
        if heading.level == 1:
            yield heading.end, heading.end, " { #title }"


def _download(markup: Markup, question: Question, words: Words) -> Iterator[Edit]:
    """Yield the edit that puts a link to the program below it."""
    name = f"{question.slug}.py"
    for fence in markup.fences:
        if fence.info == "python" and f'"{name}"' in fence.body:
            link = f"[{words['download']} {name}](../../examples/{name})"
            yield fence.end, fence.end, f"\n\n{link}{{ .download download={name} }}"


def _sources(corpus: Corpus, anchors: Mapping[str, list[str]], words: Words) -> str:
    """Return the section that the citations refer to, in their order.

    Behind each source an arrow leads back to each of its citations.
    """
    items = []
    for place, (key, cited_at) in enumerate(anchors.items(), 1):
        if source := corpus.sources.get(key):
            name = f"{words['back']} {place}"
            arrows = (
                f'[↩](#{anchor}){{ .back aria-label="{name}.{number}" }}'
                for number, anchor in enumerate(cited_at, 1)
            )
            items.append(f"{place}. {_reference(source)} {' '.join(arrows)}")
    return "\n\n".join((f"\n\n## {words['sources']} {{ #sources }}", *items)) + "\n"


def _reference(source: Source) -> str:
    """Return a source as one names it in a list: who, when, what, where."""
    authors = ", ".join(source.authors[:3])
    if len(source.authors) > 3 or "others" in source.authors:
        authors = authors.removesuffix(", others") + " et al."
    places = [source.venue] if source.venue else []
    if eprint := source.fields.get("eprint"):
        places.append(f"arXiv:{eprint}")
    # On a Chinese page a listener hears an English title read in English.
    language = " lang=en" if source.title.isascii() else ""
    marks = f"#source-{source.key}{language}"
    title = f"[{escaped(source.title)}]({destination(source.url)}){{ {marks} }}"
    rest = "".join(f" {escaped(place)}." for place in places)
    year = escaped(source.fields.get("year", ""))
    return f"{escaped(authors)} ({year}). {title}.{rest}"
