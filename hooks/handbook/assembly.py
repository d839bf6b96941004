"""Assembling the site's pages, as plain Markdown, from the corpus.

What the sources leave to be resolved is resolved here: citations become numbers,
computed numbers and glossary terms become links, links to a source file become links
to its edition. What comes out needs no more than a Markdown renderer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from . import addresses
from .markup import Markup
from .model import (
    LANGUAGES,
    Corpus,
    Edition,
    Language,
    Page,
    Question,
    Source,
    Term,
    Topic,
)
from .rules.rule import Rule
from .terms import TermFinder

Words = Mapping[str, Mapping[str, str]]
Kind = Literal["entrance", "home", "page", "topic", "question", "bilingual"]

# What a page's Markdown replaces by a table or list made from the corpus.
RULES_MARK = "<!-- rules -->"
GLOSSARY_MARK = "<!-- glossary -->"


@dataclass(frozen=True, slots=True)
class AssembledPage:
    """A page of the site, ready to be rendered.

    `path` is its file below docs/, `address` its place on the site, `language` none
    for the pages that have both. `description` is plain text.
    """

    kind: Kind
    language: Language | None
    path: str
    address: str
    title: str
    description: str
    markdown: str
    subject: Question | Topic | Page | None = None
    terms: tuple[Term, ...] = ()


def assemble(
    corpus: Corpus, words: Words, rules: Iterable[Rule] = ()
) -> tuple[AssembledPage, ...]:
    """Return every page of the site, a bilingual page behind its two editions.

    `words` are the interface's own, by language and key; `rules` are listed on the
    contributing page.
    """
    return tuple(_Assembler(corpus, words, tuple(rules)).pages())


class _Assembler:
    def __init__(self, corpus: Corpus, words: Words, rules: tuple[Rule, ...]) -> None:
        self._corpus = corpus
        self._words = words
        self._rules = rules
        self._finders = {
            language: TermFinder(corpus.terms, language) for language in LANGUAGES
        }
        self._users: dict[str, list[Question]] = {}

    def pages(self) -> Iterator[AssembledPage]:
        questions = self._corpus.published_questions
        for question in questions:
            for language in LANGUAGES:
                yield self._edition(question, language)
        for question in questions:
            yield _bilingual(question)
        for topic_id in self._corpus.by_topic:
            topic = next(t for t in self._corpus.topics if t.id == topic_id)
            for language in LANGUAGES:
                yield _topic(topic, language)
        # Last, for the glossary lists the questions that use a term.
        for page in self._corpus.pages:
            for language in LANGUAGES:
                yield self._page(page, language)
        for page in self._corpus.pages:
            if page.name == "home":
                yield _entrance(page)

    def _edition(self, question: Question, language: Language) -> AssembledPage:
        edition = question.editions[language]
        markup = edition.markup
        edits, anchors = _citations(markup)
        terms: dict[str, Term] = {}
        for use in self._finders[language].first_uses(markup):
            words = markup.text[use.start : use.end]
            target = f"../../pages/glossary.{language}.md#{use.term.id}"
            mark = f"{{ .term aria-describedby=tip-{use.term.id} }}"
            edits.append((use.start, use.end, f"[{words}]({target}){mark}"))
            terms[use.term.id] = use.term
        for term in terms.values():
            users = self._users.setdefault(term.id, [])
            if question not in users:
                users.append(question)
        for code in markup.computed:
            edits.append(
                (
                    code.start,
                    code.end,
                    f"[{_escape(code.text)}](#example){{ .computed }}",
                )
            )
        edits += self._links(markup, language)
        edits += _title(edition)
        edits += self._download(question, edition)
        return AssembledPage(
            "question",
            language,
            _edition_path(question.path, language),
            addresses.question(language, question.slug),
            edition.title,
            plain_text(edition.answer),
            _apply(markup.text, edits) + self._sources(anchors, language),
            question,
            tuple(terms.values()),
        )

    def _sources(self, anchors: Mapping[str, list[str]], language: Language) -> str:
        """Return the section that the citations refer to, in their order."""
        words = self._words[language]
        items = []
        for key, cited_at in anchors.items():
            source = self._corpus.sources.get(key)
            if source is None:
                continue
            arrows = (
                f'[↩](#{anchor}){{ .back aria-label="{words["back"]} {number}" }}'
                for number, anchor in enumerate(cited_at, 1)
            )
            items.append(f"1. {_reference(source)} {' '.join(arrows)}")
        return "\n\n".join((f"\n\n## {words['sources']} {{ #sources }}", *items)) + "\n"

    def _links(
        self, markup: Markup, language: Language
    ) -> Iterator[tuple[int, int, str]]:
        """Yield the edits that turn links to source files into links to editions."""
        for link in markup.links:
            path, hash_sign, fragment = link.target.partition("#")
            if "://" in path:
                continue
            if path.endswith("glossary.yml"):
                path = path.removesuffix("glossary.yml") + "pages/glossary.md"
            if path.endswith(".md"):
                target = _edition_path(path, language) + hash_sign + fragment
                yield link.target_start, link.target_end, target

    def _page(self, page: Page, language: Language) -> AssembledPage:
        edition = page.editions[language]
        markup = edition.markup
        edits = [*self._links(markup, language), *_title(edition)]
        markdown = _apply(markup.text, edits)
        if RULES_MARK in markdown:
            markdown = markdown.replace(RULES_MARK, self._rules_table(language))
        if GLOSSARY_MARK in markdown:
            markdown = markdown.replace(GLOSSARY_MARK, self._glossary(language))
        return AssembledPage(
            "home" if page.name == "home" else "page",
            language,
            f"pages/{page.name}.{language}.md",
            addresses.page(language, page.name),
            edition.title,
            plain_text(edition.answer),
            markdown,
            page,
        )

    def _rules_table(self, language: Language) -> str:
        words = self._words[language]
        rows = (f"| `{rule.id}` | {getattr(rule, language)} |" for rule in self._rules)
        head = f"| {words['rule']} | {words['must_hold']} |"
        return "\n".join((head, "|---|---|", *rows))

    def _download(
        self, question: Question, edition: Edition
    ) -> Iterator[tuple[int, int, str]]:
        """Yield the edit that puts a link to the program below it."""
        name = f"{question.slug}.py"
        for fence in edition.markup.fences:
            if fence.info == "python" and f'"{name}"' in fence.body:
                words = f"{self._words[edition.language]['download']} {name}"
                link = f"[{words}](../../examples/{name})"
                yield fence.end, fence.end, f"\n\n{link}{{ .download download={name} }}"

    def _glossary(self, language: Language) -> str:
        """Return the glossary: a heading, a definition and the users of each term."""
        other: Language = "en" if language == "zh" else "zh"
        blocks = []
        order = sorted(
            self._corpus.terms, key=lambda term: term.editions["en"].term.casefold()
        )
        for term in order:
            here, there = term.editions[language], term.editions[other]
            words = _escape(here.term)
            if there.term != here.term:
                words += f" *{_escape(there.term)}*{{ lang={other} }}"
            blocks.append(f"## {words} {{ #{term.id} }}")
            blocks.append(_escape(here.definition))
            if here.usage:
                blocks.append(f"{_escape(here.usage)}\n{{ .usage }}")
            users = [
                f"[{_escape(question.editions[language].title)}]"
                f"({_glossary_link(question, language)})"
                for question in self._users.get(term.id, ())
            ]
            if users:
                blocks.append("- " + "\n- ".join(users))
        return "\n\n".join(blocks)


def _glossary_link(question: Question, language: Language) -> str:
    return "../" + _edition_path(question.path, language).removeprefix("docs/")


def _bilingual(question: Question) -> AssembledPage:
    titles = " · ".join(question.editions[language].title for language in LANGUAGES)
    answer = " ".join(
        plain_text(question.editions[language].answer) for language in LANGUAGES
    )
    path = question.path.removeprefix("docs/").removesuffix(".md") + ".both.md"
    address = addresses.bilingual(question)
    return AssembledPage("bilingual", None, path, address, titles, answer, "", question)


def _topic(topic: Topic, language: Language) -> AssembledPage:
    title, description = topic.titles[language], topic.descriptions[language]
    return AssembledPage(
        "topic",
        language,
        f"topics/{topic.id}.{language}.md",
        addresses.topic(language, topic.id),
        title,
        description,
        f"# {_escape(title)} {{ #title }}\n\n{_escape(description)}\n",
        topic,
    )


def _entrance(home: Page) -> AssembledPage:
    editions = [home.editions[language] for language in LANGUAGES]
    return AssembledPage(
        "entrance",
        None,
        "index.md",
        "",
        " · ".join(edition.title for edition in editions),
        " ".join(plain_text(edition.answer) for edition in editions),
        "",
        home,
    )


def _title(edition: Edition) -> Iterator[tuple[int, int, str]]:
    """Yield the edit that gives the title an id, the same in both languages."""
    for heading in edition.markup.headings[:1]:
        if heading.level == 1:
            yield heading.end, heading.end, " { #title }"


def _citations(
    markup: Markup,
) -> tuple[list[tuple[int, int, str]], dict[str, list[str]]]:
    """Return the edits that number the citations, and the anchors they get by key."""
    anchors: dict[str, list[str]] = {}
    edits = []
    for citation in markup.citations:
        links = []
        for reference in citation.references:
            found = anchors.setdefault(reference.key, [])
            found.append(f"cite-{reference.key}-{len(found) + 1}")
            number = list(anchors).index(reference.key) + 1
            locator = f", {_escape(reference.locator)}" if reference.locator else ""
            mark = f"{{ .citation #{found[-1]} }}"
            links.append(f"[{number}{locator}](#source-{reference.key}){mark}")
        start = citation.start
        while start and markup.text[start - 1] == " ":
            start -= 1
        edits.append((start, citation.end, "".join(links)))
    return edits, anchors


def _reference(source: Source) -> str:
    """Return a source as one names it in a list: who, when, what, where."""
    authors = ", ".join(source.authors[:3])
    if len(source.authors) > 3 or "others" in source.authors:
        authors = authors.removesuffix(", others") + " et al."
    places = [source.venue] if source.venue else []
    if eprint := source.fields.get("eprint"):
        places.append(f"arXiv:{eprint}")
    title = f"[{_escape(source.title)}]({source.url}){{ #source-{source.key} }}"
    rest = "".join(f" {_escape(place)}." for place in places)
    return f"{_escape(authors)} ({source.fields.get('year', '')}). {title}.{rest}"


def _edition_path(path: str, language: Language) -> str:
    """Return the path of an edition's assembled file, beside its source.

    >>> _edition_path("docs/questions/a/b.md", "zh")
    'questions/a/b.zh.md'
    """
    return f"{path.removeprefix('docs/').removesuffix('.md')}.{language}.md"


def _apply(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """Return `text` with each stretch (start, end) replaced; none may overlap."""
    parts: list[str] = []
    position = 0
    for start, end, replacement in sorted(edits):
        parts += (text[position:start], replacement)
        position = end
    return "".join((*parts, text[position:]))


def _escape(text: str) -> str:
    r"""Return plain text as Markdown that shows it unchanged.

    >>> _escape("a_b*")
    'a\\_b\\*'
    """
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"\\{c}" if c in "\\`*_{}[]()#+!>$|" else c for c in text)


def plain_text(markdown: str) -> str:
    """Return a paragraph's words: emphasis, links and code without their marks."""
    markup = Markup(markdown)
    text = markup.text
    for link in reversed(markup.links):
        text = text[: link.start] + link.text + text[link.end :]
    for mark in ("**", "*", "`"):
        text = text.replace(mark, "")
    return " ".join(text.split())
