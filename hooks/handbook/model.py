"""The handbook's model: a corpus of questions, each in two editions."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, get_args

from .markup import Markup

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

Status = Literal["published", "draft"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong in a source file; problems sort by file and line.

    `path` is relative to the repository's root, `line` counts from 1 and is 1 for a
    fault of the whole file. `message` says what is wrong and ends with the cure.
    """

    path: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}: {self.message}"


@dataclass(frozen=True)
class Edition:
    """One language of a question or page: its title and its Markdown.

    `markup` holds everything between the edition's marker comment and the next one,
    the title line included. `answer` is the first paragraph below the title, empty
    where there is none. `line` is the title's, or the marker's where there is no title.
    """

    language: Language
    title: str
    answer: str
    answer_line: int
    line: int
    markup: Markup


@dataclass(frozen=True)
class Page:
    """A page that is no question: home, about, contributing."""

    name: str
    path: str
    editions: Mapping[Language, Edition]


@dataclass(frozen=True)
class Erratum:
    """A wrong statement and what is right, in both languages.

    An edition's title is the wrong statement and its first paragraph the right one.
    `question` is the slug of the question that shows why. `corrected` is the day on
    which a statement of ours was mended, and None for one that others make.
    """

    id: str
    path: str
    line: int
    question: str
    corrected: date | None
    editions: Mapping[Language, Edition]


@dataclass(frozen=True)
class Example:
    """The program that a question shows, and what it prints."""

    code_path: str
    output_path: str
    code: str
    output: str


@dataclass(frozen=True)
class Question:
    """A question: what has no language, its example, and its two editions.

    `slug` is the file's name and `topic` the folder's. `lines` gives the line of each
    front matter key, for problems; one inside another is named as `keywords.zh`.
    """

    id: int
    slug: str
    topic: str
    level: int
    related: tuple[str, ...]
    prerequisites: tuple[str, ...]
    keywords: Mapping[Language, tuple[str, ...]]
    published: date
    revised: date
    reviewed: date
    status: Status
    path: str
    lines: Mapping[str, int]
    example: Example | None
    editions: Mapping[Language, Edition]

    @property
    def is_published(self) -> bool:
        """Whether the question has a page; a draft is checked but has none."""
        return self.status == "published"


@dataclass(frozen=True)
class Topic:
    """A shelf of questions, with a title and a sentence in each language."""

    id: str
    line: int
    titles: Mapping[Language, str]
    descriptions: Mapping[Language, str]


@dataclass(frozen=True)
class TermEdition:
    """A glossary term in one language; `forms` are further spellings in the text.

    `avoid` are renderings that no text of the handbook may use.
    """

    term: str
    forms: tuple[str, ...]
    definition: str
    usage: str
    avoid: tuple[str, ...] = ()


@dataclass(frozen=True)
class Term:
    """A glossary entry; `id` is its anchor on the glossary page."""

    id: str
    line: int
    editions: Mapping[Language, TermEdition]


@dataclass(frozen=True)
class Source:
    """A bibliography entry; `fields` are BibTeX's own, in the file's order."""

    key: str
    kind: str
    line: int
    fields: Mapping[str, str]

    @property
    def is_primary(self) -> bool:
        """Whether this is the paper, the specification or the maker's own word."""
        words = self.fields.get("keywords", "").replace(";", ",").split(",")
        return "primary" in (word.strip() for word in words)

    @property
    def url(self) -> str:
        """Where the source can be read: DOI, arXiv or its own address; else empty."""
        if doi := self.fields.get("doi"):
            return f"https://doi.org/{doi}"
        if eprint := self.fields.get("eprint"):
            return f"https://arxiv.org/abs/{eprint}"
        return self.fields.get("url", "")

    @property
    def title(self) -> str:
        """The title without BibTeX's protecting braces."""
        return _unbraced(self.fields.get("title", ""))

    @property
    def venue(self) -> str:
        """Where the work appeared; empty where only an archive has it."""
        names = ("journal", "booktitle", "howpublished", "publisher", "institution")
        return _unbraced(next(filter(None, map(self.fields.get, names)), "") or "")

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """Display names in order, `Given Family`; "others" stays as it is."""
        names = []
        for name in self.fields.get("author", "").split(" and "):
            family, _, given = name.strip().strip("{}").partition(", ")
            names.append(f"{given} {family}".strip())
        return tuple(name for name in names if name)


def _unbraced(text: str) -> str:
    return text.replace("{", "").replace("}", "")


@dataclass(frozen=True)
class PublishedAddress:
    """An id and slug that were public once, and so are never given to another.

    `anchors` are the ids of the places on the page that were public with it.
    """

    id: int
    slug: str
    line: int
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True)
class PublishedPage:
    """A page that is no question and was public once, in both languages.

    `name` is its address below the language's, as `glossary` or `topics/alignment`.
    """

    name: str
    line: int
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Redirect:
    """A slug that left, and the slug that answers for it now."""

    old: str
    new: str
    line: int


@dataclass(frozen=True)
class MovedAnchor:
    """An anchor that left its page, and the one on the same page that answers for it.

    `holder` is the slug of a question or the name of a page.
    """

    holder: str
    old: str
    new: str
    line: int


@dataclass(frozen=True)
class Name:
    """A name that holds digits which say nothing by themselves: GPT-2, fp16."""

    text: str
    line: int


@dataclass(frozen=True)
class Synonyms:
    """Words of both languages that readers use for one idea."""

    words: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class NumberException:
    """A passage whose numbers need neither a computation nor a citation, and why.

    `passages` holds some words of it in each language.
    """

    question: str
    line: int
    passages: Mapping[Language, str]
    reason: str


@dataclass(frozen=True)
class Corpus:
    """Everything under docs/ that could be read.

    `unreadable` holds the paths of the files that exist but could not be read whole,
    data files included, so that what is missing for it is not reported a second time.
    `files` holds the path of every regular file under docs/, for links and figures;
    `drawings` the SVG of those in docs/figures, by path.
    """

    questions: tuple[Question, ...] = ()
    pages: tuple[Page, ...] = ()
    topics: tuple[Topic, ...] = ()
    terms: tuple[Term, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    published: tuple[PublishedAddress, ...] = ()
    published_pages: tuple[PublishedPage, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    moved_anchors: tuple[MovedAnchor, ...] = ()
    errata: tuple[Erratum, ...] = ()
    names: tuple[Name, ...] = ()
    exceptions: tuple[NumberException, ...] = ()
    synonyms: tuple[Synonyms, ...] = ()
    unreadable: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    drawings: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def published_questions(self) -> tuple[Question, ...]:
        """The questions that have pages, by id."""
        return tuple(
            sorted((q for q in self.questions if q.is_published), key=lambda q: q.id)
        )

    @cached_property
    def revised(self) -> date:
        """The day of the newest answer; without any, the first a gzip header knows."""
        dates = (question.revised for question in self.published_questions)
        return max(dates, default=date(1970, 1, 1))

    @cached_property
    def by_slug(self) -> Mapping[str, Question]:
        """Questions, drafts included, by slug."""
        return {question.slug: question for question in self.questions}

    @cached_property
    def by_path(self) -> Mapping[str, Question]:
        """Questions, drafts included, by the path of their file."""
        return {question.path: question for question in self.questions}

    @cached_property
    def topic_by_id(self) -> Mapping[str, Topic]:
        """Topics by id, in their order."""
        return {topic.id: topic for topic in self.topics}

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Question, ...]]:
        """The published questions of each topic that has any, in the topics' order."""
        shelves = {
            topic.id: tuple(q for q in self.published_questions if q.topic == topic.id)
            for topic in self.topics
        }
        return {topic: questions for topic, questions in shelves.items() if questions}

    def old_anchors(self, holder: str) -> Mapping[str, tuple[str, ...]]:
        """Return the anchors that left a question or page, by those that stayed."""
        found: dict[str, tuple[str, ...]] = {}
        for anchor in self.moved_anchors:
            if anchor.holder == holder:
                found[anchor.new] = (*found.get(anchor.new, ()), anchor.old)
        return found

    def unreviewed_since(self, day: date) -> tuple[Question, ...]:
        """Return the published questions last reviewed before `day`, oldest first."""
        found = (q for q in self.published_questions if q.reviewed < day)
        return tuple(sorted(found, key=lambda question: question.reviewed))

    @cached_property
    def neighbours(self) -> Mapping[str, tuple[Question | None, Question | None]]:
        """The questions before and after each one in its topic, by slug."""
        return {
            question.slug: (before, after)
            for shelf in self.by_topic.values()
            for before, question, after in zip(
                (None, *shelf), shelf, (*shelf[1:], None), strict=False
            )
        }

    @cached_property
    def backlinks(self) -> Mapping[str, tuple[Question, ...]]:
        """The published questions that lead to each one, by its slug.

        A question leads to another by a link in its text, or by naming it as related
        or as one to read first.
        """
        found: dict[str, list[Question]] = {}
        for question in self.published_questions:
            targets = {*question.related, *question.prerequisites}
            for edition in question.editions.values():
                targets.update(self.linked_slugs(question, edition))
            for slug in targets - {question.slug}:
                found.setdefault(slug, []).append(question)
        return {slug: tuple(questions) for slug, questions in found.items()}

    def linked_slugs(self, question: Question, edition: Edition) -> Iterator[str]:
        """Yield the slugs of the questions that an edition's text links to."""
        folder = posixpath.dirname(question.path)
        for link in edition.markup.links:
            path = posixpath.normpath(
                posixpath.join(folder, link.target.partition("#")[0])
            )
            if path in self.by_path:
                yield self.by_path[path].slug

    def published_by_slug(self, slugs: Iterable[str]) -> tuple[Question, ...]:
        """Return the questions of these slugs that have pages, in the order given."""
        found = (self.by_slug.get(slug) for slug in slugs)
        return tuple(
            question for question in found if question and question.is_published
        )
