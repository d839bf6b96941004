"""Assembling the site's pages, as plain Markdown, from the corpus.

What comes out needs no more than a Markdown renderer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from . import addresses
from .markdown_text import escaped, plain_text
from .markup import Markup
from .model import LANGUAGES, Corpus, Edition, Language, Page, Question, Term, Topic
from .moved_anchors import with_old_anchors
from .overviews import GLOSSARY_MARK, RULES_MARK, errata, glossary, rules_table
from .resolution import Words, edition_path, resolve, resolve_page
from .rules.rule import Rule
from .sentences import LONGEST, beginning
from .terms import TermFinder

Kind = Literal[
    "entrance", "home", "map", "page", "topic", "question", "bilingual", "redirect"
]


# What the source of a page calls the site: the address that `make serve` gives it.
_SITE = "http://127.0.0.1:8000/"
# Pages with more on them than their text.
_KINDS: dict[str, Kind] = {"home": "home", "map": "map"}


@dataclass(frozen=True, slots=True)
class AssembledPage:
    """A page of the site, ready to be rendered.

    `path` is its file below docs/, `address` its place on the site, `language` none
    for the pages that have both. `description` is plain text of whole sentences.
    """

    kind: Kind
    language: Language | None
    path: str
    address: str
    title: str
    description: str
    markdown: str
    subject: Question | Topic | Page
    terms: tuple[Term, ...] = ()


def assemble(
    corpus: Corpus,
    words: Mapping[str, Words],
    rules: Iterable[Rule] = (),
    site_url: str = _SITE,
) -> tuple[AssembledPage, ...]:
    """Return every page of the site, a bilingual page behind its two editions.

    `words` are the interface's own, by language; `rules` are listed on the
    contributing page; `site_url` stands on the about page.
    """
    editions, rules = tuple(_editions(corpus, words)), tuple(rules)
    users: dict[str, dict[str, Question]] = {}
    for page in editions:
        if isinstance(page.subject, Question):
            for term in page.terms:
                users.setdefault(term.id, {})[page.subject.slug] = page.subject
    lists = {
        language: {
            GLOSSARY_MARK: glossary(
                corpus.terms,
                {term: tuple(found.values()) for term, found in users.items()},
                language,
                words[language],
            ),
            RULES_MARK: rules_table(rules, language, words[language]),
            _SITE: site_url,
        }
        for language in LANGUAGES
    }
    return (
        *editions,
        *(_bilingual(question) for question in corpus.published_questions),
        *_redirects(corpus),
        *_topics(corpus),
        *(
            _page(corpus, page, language, lists[language], words[language])
            for page in corpus.pages
            for language in LANGUAGES
        ),
        *(_entrance(page) for page in corpus.pages if page.name == "home"),
    )


def _editions(corpus: Corpus, words: Mapping[str, Words]) -> Iterator[AssembledPage]:
    finders = {language: TermFinder(corpus.terms, language) for language in LANGUAGES}
    for question in corpus.published_questions:
        for language in LANGUAGES:
            edition = question.editions[language]
            resolved = resolve(
                corpus, question, edition, finders[language], words[language]
            )
            yield AssembledPage(
                "question",
                language,
                edition_path(question.path, language),
                addresses.question(language, question.slug),
                edition.title,
                beginning(plain_text(edition.answer)),
                with_old_anchors(resolved.markdown, corpus.old_anchors(question.slug)),
                question,
                resolved.terms,
            )


def _bilingual(question: Question) -> AssembledPage:
    """Return the page whose content is made of the rendered editions."""
    editions = [question.editions[language] for language in LANGUAGES]
    return AssembledPage(
        "bilingual",
        None,
        question.path.removeprefix("docs/").removesuffix(".md") + ".both.md",
        addresses.bilingual(question),
        " · ".join(edition.title for edition in editions),
        _description(editions),
        "",
        question,
    )


def _description(editions: Sequence[Edition]) -> str:
    """Return how both editions begin, in half of the room each."""
    return " ".join(
        beginning(plain_text(edition.answer), LONGEST // len(editions))
        for edition in editions
    )


def _redirects(corpus: Corpus) -> Iterator[AssembledPage]:
    """Yield the pages at the addresses that questions had before.

    A question that was renamed left its slugs; one that was merged left its id too.
    """
    heirs = {
        redirect.old: corpus.by_slug[redirect.new]
        for redirect in corpus.redirects
        if corpus.published_by_slug([redirect.new])
    }
    ids = {question.id for question in corpus.published_questions}
    for old, question in heirs.items():
        both = _bilingual(question)
        for language in LANGUAGES:
            edition = question.editions[language]
            yield AssembledPage(
                "redirect",
                language,
                f"redirects/{old}.{language}.md",
                addresses.question(language, old),
                edition.title,
                beginning(plain_text(edition.answer)),
                "",
                question,
            )
        merged = {
            str(address.id)
            for address in corpus.published
            if address.slug == old and address.id not in ids
        }
        for name in (old, *merged):
            yield replace(
                both,
                kind="redirect",
                path=f"redirects/{name}.both.md",
                address=f"q/{name}/",
            )


def _topics(corpus: Corpus) -> Iterator[AssembledPage]:
    for topic in corpus.topics:
        if topic.id not in corpus.by_topic:
            continue
        for language in LANGUAGES:
            title, description = topic.titles[language], topic.descriptions[language]
            yield AssembledPage(
                "topic",
                language,
                f"topics/{topic.id}.{language}.md",
                addresses.topic(language, topic.id),
                title,
                beginning(description),
                f"# {escaped(title)} {{ #title }}\n\n{escaped(description)}\n",
                topic,
            )


def _page(
    corpus: Corpus,
    page: Page,
    language: Language,
    lists: Mapping[str, str],
    words: Words,
) -> AssembledPage:
    edition = page.editions[language]
    text = edition.markup.text
    for mark, content in errata(corpus, language, words).items():
        text = text.replace(mark, content)
    markdown = resolve_page(corpus, Markup(text), language, words)
    for mark, content in lists.items():
        markdown = markdown.replace(mark, content)
    markdown = with_old_anchors(markdown, corpus.old_anchors(page.name))
    return AssembledPage(
        _KINDS.get(page.name, "page"),
        language,
        f"pages/{page.name}.{language}.md",
        addresses.page(language, page.name),
        edition.title,
        beginning(plain_text(edition.answer)),
        markdown,
        page,
    )


def _entrance(home: Page) -> AssembledPage:
    editions = [home.editions[language] for language in LANGUAGES]
    return AssembledPage(
        "entrance",
        None,
        "index.md",
        "",
        " · ".join(edition.title for edition in editions),
        _description(editions),
        "",
        home,
    )
