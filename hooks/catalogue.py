"""Replaces the files under docs/ by the pages that the handbook makes of them."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from handbook import review
from handbook.assembly import AssembledPage, assemble
from handbook.model import Corpus, Problem
from handbook.reading_rules import READING_RULES
from handbook.rules import RULES
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files

log = logging.getLogger("mkdocs.hooks.catalogue")

# Of what authors write, only these reach the site as they are: no page among them.
_PUBLIC = re.compile(r"docs/(?:figures/[^/]+\.svg|examples/[^/]+\.(?:py|out))")
_READING = {rule for rule, _, _ in READING_RULES}
# Rules without which a page cannot be made or placed.
_STOPPING = ("formulas", "snippets", "example-text", "known-topic", "ids", "slugs")
_is_served = False


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember what MkDocs was called for."""
    global _is_served
    _is_served = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Bind the reader's stored choices to the whole site, not to one language.

    Tell the other hooks whether MkDocs itself serves the site, to whoever writes it.
    """
    config.extra["scope"] = urlsplit(config.site_url or "").path or "/"
    config.extra["is_served"] = _is_served
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Check the corpus, report what is wrong, and put its pages among the files.

    Raises Abort in strict mode when there is any problem, and in any mode when what
    all pages share cannot be read: nothing is then published.
    """
    root = Path(config.config_file_path).parent
    corpus, problems = review(root, root / ".cache/questions")
    for problem in problems:
        log.warning("%s", problem)
    if any(config.strict or _concerns_all_pages(problem) for problem in problems):
        raise Abort(f"Nothing built: {len(problems)} problem(s), listed above.")
    corpus = _renderable(corpus, problems)
    public = _public(corpus, problems)
    for file in list(files):
        if not file.src_uri.startswith("assets/") and file.src_uri not in public:
            files.remove(file)
    pages = assemble(corpus, config.extra["words"], RULES, config.site_url or "")
    for page in pages:
        files.append(_file(page, config))
    config.extra["corpus"] = corpus
    config.extra["pages"] = {page.path: page for page in pages}
    return files


def _concerns_all_pages(problem: Problem) -> bool:
    """Return whether a file could not be read that belongs to no single question."""
    own = ("docs/questions/", "docs/examples/", "docs/figures/")
    return problem.rule in _READING and not problem.path.startswith(own)


def _public(corpus: Corpus, problems: Iterable[Problem]) -> frozenset[str]:
    """Return the figures and examples to publish, by their paths below docs/.

    A drawing that a browser could run is none, nor is what a symbolic link leads to.
    """
    refused = {problem.path for problem in problems if problem.rule == "drawings"}
    return frozenset(
        path.removeprefix("docs/")
        for path in corpus.files - refused
        if _PUBLIC.fullmatch(path)
    )


def _renderable(corpus: Corpus, problems: Iterable[Problem]) -> Corpus:
    """Leave out the questions that would stop the renderer while one is writing."""
    broken = {problem.path for problem in problems if problem.rule in _STOPPING}
    questions = tuple(
        question
        for question in corpus.questions
        if (example := question.example)
        and broken.isdisjoint((question.path, example.code_path, example.output_path))
    )
    return replace(corpus, questions=questions)


def _file(page: AssembledPage, config: MkDocsConfig) -> File:
    file = File.generated(config, page.path, content=page.markdown)
    file.dest_uri = f"{page.address}index.html"
    # Both are cached from the address that MkDocs would have chosen.
    file.__dict__.pop("url", None)
    file.__dict__.pop("abs_dest_path", None)
    return file
