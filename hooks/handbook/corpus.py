"""Reading the corpus: every file under docs/ that the handbook is made from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from . import bibliography, editions, front_matter, registers
from .model import (
    Corpus,
    Edition,
    Example,
    Language,
    MovedAnchor,
    Page,
    Problem,
    PublishedAddress,
    PublishedPage,
    Question,
    Redirect,
    Source,
)
from .source_tree import SourceTree
from .strict_yaml import Fault, Node, YamlError, parse

DOCS = "docs"
QUESTIONS = "docs/questions"
PAGES = "docs/pages"
EXAMPLES = "docs/examples"
FIGURES = "docs/figures"

_SLUG = front_matter.SLUG.pattern
_QUESTION_PATH = re.compile(rf"{QUESTIONS}/(?P<topic>{_SLUG})/(?P<slug>{_SLUG})\.md")
_PAGE_PATH = re.compile(rf"{PAGES}/(?P<name>{_SLUG})\.md")
_EXAMPLE_PATH = re.compile(rf"{EXAMPLES}/(?P<slug>{_SLUG})\.(?:py|out)")
# What running an example may leave beside it; it is not published.
_BYTECODE = re.compile(rf"{EXAMPLES}/__pycache__/[^/]+\.pyc")

Item = TypeVar("Item")


def load(root: Path) -> tuple[Corpus, tuple[Problem, ...]]:
    """Return what could be read under `root`/docs, and the problems of reading it.

    Never raises for what the files hold, or for files that cannot be read.
    """
    reader = _Reader(SourceTree(root))
    corpus = reader.read()
    return corpus, tuple(reader.tree.problems)


def _of_type(entries: Iterable[object], kind: type[Item]) -> tuple[Item, ...]:
    return tuple(entry for entry in entries if isinstance(entry, kind))


class _Reader:
    """Reads the files one by one and remembers which of them could not be parsed."""

    def __init__(self, tree: SourceTree) -> None:
        self.tree = tree
        self._files: list[str] = []
        self._unreadable: set[str] = set()

    def read(self) -> Corpus:
        """Return the corpus; the problems are the tree's."""
        self._files = self.tree.files(DOCS)
        if not self._files:
            if not self.tree.problems:
                self.tree.report(DOCS, 1, "files", "nothing is in it. Add questions.")
            return Corpus()
        questions = self._questions()
        self._check_example_files()
        published = self._optional_register("published", registers.published)
        redirects = self._optional_register("redirects", registers.redirects)
        return Corpus(
            questions=questions,
            pages=self._pages(),
            topics=self._register("topics", registers.topics),
            terms=self._register("glossary", registers.terms),
            sources=self._sources(),
            published=_of_type(published, PublishedAddress),
            published_pages=_of_type(published, PublishedPage),
            redirects=_of_type(redirects, Redirect),
            moved_anchors=_of_type(redirects, MovedAnchor),
            errata=self._optional_register("errata", registers.errata),
            names=self._optional_register("names", registers.names),
            exceptions=self._optional_register("exceptions", registers.exceptions),
            synonyms=self._optional_register("synonyms", registers.synonyms),
            unreadable=frozenset(self._unreadable),
            files=frozenset(self._files),
            drawings=self._drawings(),
        )

    def _below(self, folder: str) -> list[str]:
        return [path for path in self._files if path.startswith(f"{folder}/")]

    def _questions(self) -> tuple[Question, ...]:
        found: list[Question] = []
        for path in self._below(QUESTIONS):
            match = _QUESTION_PATH.fullmatch(path)
            if not match:
                wanted = f"{QUESTIONS}/<topic>/<slug>.md, in a-z, 0-9 and hyphens"
                self._refuse(path, f"no place for a question. Move it to {wanted}.")
                continue
            question = self._question(path, match["topic"], match["slug"])
            if question:
                found.append(question)
            else:
                self._unreadable.add(path)
        return tuple(found)

    def _question(self, path: str, topic: str, slug: str) -> Question | None:
        """Return the question in a file, or None with a problem reported."""
        example = self._example(slug)
        text = self.tree.read(path)
        if text is None:
            return None
        head = re.match(r"---[ ]*\n(.*?)^---[ ]*\n", text, re.S | re.M)
        if not head:
            message = "no front matter between two lines ---. Put it first in the file."
            self.tree.report(path, 1, "front-matter", message)
            return None
        matter = front_matter.read(head[1], 2)
        self._report(path, "yaml", matter.yaml_faults)
        self._report(path, "front-matter", matter.faults)
        body_line = 1 + head[0].count("\n")
        found = self._editions(path, text[head.end() :], body_line)
        if matter.yaml_faults or matter.faults or found is None:
            return None
        return Question(
            **matter.values,
            slug=slug,
            topic=topic,
            path=path,
            lines=matter.lines,
            example=example,
            editions=found,
        )

    def _editions(
        self, path: str, text: str, line: int
    ) -> dict[Language, Edition] | None:
        try:
            return editions.split(text, line)
        except editions.EditionError as error:
            self._report(path, "editions", (error.fault,))
            return None

    def _example(self, slug: str) -> Example | None:
        """Return a question's example, or None with a problem reported."""
        code_path, output_path = f"{EXAMPLES}/{slug}.py", f"{EXAMPLES}/{slug}.out"
        for path, cure in (
            (code_path, "Write the program that the question shows."),
            (output_path, "Write into it what the program prints."),
        ):
            if not self.tree.exists(path):
                message = f"the file is missing. {cure}"
                self.tree.report(path, 1, "example-files", message)
                return None
        code, output = self.tree.read(code_path), self.tree.read(output_path)
        if code is None or output is None:
            return None
        return Example(code_path, output_path, code, output)

    def _check_example_files(self) -> None:
        """Report what belongs to no question's example."""
        slugs = {Path(path).stem.lower() for path in self._below(QUESTIONS)}
        for path in self._below(EXAMPLES):
            match = _EXAMPLE_PATH.fullmatch(path)
            if _BYTECODE.fullmatch(path) or (match and match["slug"] in slugs):
                continue
            message = "no question has this example. Name it like one, or delete it."
            self.tree.report(path, 1, "example-files", message)

    def _pages(self) -> tuple[Page, ...]:
        found: list[Page] = []
        for path in self._below(PAGES):
            match = _PAGE_PATH.fullmatch(path)
            if not match:
                wanted = f"{PAGES}/<name>.md, in a-z, 0-9 and hyphens"
                self._refuse(path, f"no place for a page. Move it to {wanted}.")
                continue
            text = self.tree.read(path)
            page_editions = None if text is None else self._editions(path, text, 1)
            if page_editions is None:
                self._unreadable.add(path)
            else:
                found.append(Page(match["name"], path, page_editions))
        return tuple(found)

    def _drawings(self) -> dict[str, str]:
        paths = [path for path in self._below(FIGURES) if path.endswith(".svg")]
        texts = {path: self.tree.read(path) for path in paths}
        return {path: text for path, text in texts.items() if text is not None}

    def _register(
        self,
        rule: str,
        read: Callable[[Node], tuple[tuple[Item, ...], tuple[Fault, ...]]],
    ) -> tuple[Item, ...]:
        """Return the entries of docs/<rule>.yml."""
        path = f"docs/{rule}.yml"
        text = self.tree.read(path)
        if text is None:
            self._unreadable.add(path)
            return ()
        try:
            found, faults = read(parse(text))
        except YamlError as error:
            self._report(path, "yaml", error.faults)
            self._unreadable.add(path)
            return ()
        self._report(path, rule, faults)
        if faults:
            self._unreadable.add(path)
        return found

    def _optional_register(
        self,
        rule: str,
        read: Callable[[Node], tuple[tuple[Item, ...], tuple[Fault, ...]]],
    ) -> tuple[Item, ...]:
        """Return the entries of docs/<rule>.yml, none where there is no such file."""
        if not self.tree.exists(f"docs/{rule}.yml"):
            return ()
        return self._register(rule, read)

    def _sources(self) -> dict[str, Source]:
        path = bibliography.PATH
        text = self.tree.read(path)
        if text is None:
            self._unreadable.add(path)
            return {}
        sources, faults = bibliography.read(text)
        self._report(path, "bibliography", faults)
        if faults:
            self._unreadable.add(path)
        return sources

    def _refuse(self, path: str, message: str) -> None:
        self._unreadable.add(path)
        self.tree.report(path, 1, "files", message)

    def _report(self, path: str, rule: str, faults: Iterable[Fault]) -> None:
        for fault in faults:
            self.tree.report(path, fault.line, rule, fault.message)
