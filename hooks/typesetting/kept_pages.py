"""Pages that keep what the renderer made of them, for the next build.

A page is rendered again when anything changes that its HTML is made of: its Markdown,
the files that it shows, the addresses that its links lead to, or the renderer.
"""

from __future__ import annotations

import hashlib
import json
import logging
import multiprocessing
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from handbook.store import Store
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page, _RelativePathTreeprocessor
from mkdocs.structure.toc import AnchorLink, get_toc
from mkdocs.utils import CountHandler

# What renders the pages: as this process has loaded it, whatever is written while
# `mkdocs serve` runs.
CODE = tuple(
    hashlib.sha256(path.read_bytes()).digest()
    for folder in ("handbook", "typesetting")
    for path in sorted((Path(__file__).resolve().parents[1] / folder).glob("*.py"))
)
# What a page may show: drawings, programs and what they print.
_FILE_NAME = re.compile(r"(?<![\w.-])[\w.-]+\.(?:svg|py|out)\b")
_SUFFIX = re.compile(r"\.(?:svg|py|out)\b")
_SHOWN_FROM = ("figures", "examples")
# The attributes that MkDocs looks at, by tag.
_TARGETS = {"a": "href", "img": "src"}
# Fewer are rendered before other processes have begun.
_FEWEST_SHARED = 60


class _Listing(Treeprocessor):
    """Lists the targets of links and images, in the order of the page."""

    def __init__(self, md: Markdown, targets: list[str]) -> None:
        super().__init__(md)
        self._targets = targets

    def run(self, root: ElementTree.Element) -> None:
        self._targets[:] = [
            element.get(_TARGETS[element.tag], "")
            for element in root.iter()
            if element.tag in _TARGETS
        ]


class TargetExtension(Extension):
    """Lists the targets of the page that was rendered last, as in its file and after.

    MkDocs turns the one into the other, warns of those that lead nowhere, and takes
    note of anchors. So it can do again for a page that is not rendered again.
    """

    def __init__(self) -> None:
        super().__init__()
        self._before: list[str] = []
        self._after: list[str] = []

    @property
    def targets(self) -> list[tuple[str, str]]:
        """The targets before and after, in pairs, each once."""
        return list(dict.fromkeys(zip(self._before, self._after, strict=True)))

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the base class's name)
        """Register a list on each side of MkDocs's own processor (priority 0)."""
        # An empty page runs no processor.
        self._before.clear()
        self._after.clear()
        md.treeprocessors.register(_Listing(md, self._before), "targets-before", 0.5)
        md.treeprocessors.register(_Listing(md, self._after), "targets-after", -0.5)


class KeptPage(Page):
    """A page that looks into a store before it is rendered."""

    def __init__(
        self, file: File, config: MkDocsConfig, store: Store, extension: TargetExtension
    ) -> None:
        super().__init__(None, file, config)
        self._store = store
        self._extension = extension
        self._made_of: tuple[bytes, ...] = ()

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take the page from the store, or render it and keep it there.

        What the renderer complains of is not kept: it shall complain again.
        """
        parts = self._parts(config)
        found = self._store.find(*parts)
        if found is not None and self._take(json.loads(found), config, files):
            return
        counter = CountHandler()
        counter.setLevel(logging.WARNING)
        log = logging.getLogger("mkdocs")
        log.addHandler(counter)
        try:
            super().render(config, files)
        finally:
            log.removeHandler(counter)
        if not counter.get_counts():
            self._store.keep(json.dumps(self._rendered()).encode(), *parts)

    def is_kept(self, config: MkDocsConfig) -> bool:
        """Return whether the store has the page."""
        return self._store.has(*self._parts(config))

    def _parts(self, config: MkDocsConfig) -> tuple[bytes, ...]:
        """Return all that the page's HTML is made of, beside links and the renderer."""
        markdown = self.markdown or ""
        own = (self.file.src_uri.encode(), markdown.encode())
        # Asked for twice, but the files are read once.
        if self._made_of[:2] != own:
            paths = (
                Path(config.docs_dir, folder, name)
                for name in _file_names(markdown)
                for folder in _SHOWN_FROM
            )
            shown = (path.read_bytes() for path in paths if path.is_file())
            self._made_of = (*own, *shown)
        return self._made_of

    def _rendered(self) -> dict[str, Any]:
        return {
            "content": self.content,
            "toc": [_token(item) for item in self.toc],
            "title": self._title_from_render,
            "ids": sorted(filter(None, self.present_anchor_ids or ())),
            "targets": self._extension.targets,
        }

    def _take(self, kept: dict[str, Any], config: MkDocsConfig, files: Files) -> bool:
        """Become what was kept; return whether its links still lead where they did."""
        links = _RelativePathTreeprocessor(self.file, files, config)
        for before, after in kept["targets"]:
            if links.path_to_url(before) != after:
                return False
        self.content = kept["content"]
        self.toc = get_toc(kept["toc"])
        self._title_from_render = kept["title"]
        self.present_anchor_ids = set(kept["ids"])
        self.links_to_anchors = links.links_to_anchors
        return True


def _file_names(markdown: str) -> list[str]:
    """Return all that may be the name of a file that a page shows."""
    # Few lines have one, and a pattern of any letters is slow.
    lines = filter(_SUFFIX.search, markdown.split("\n"))
    return sorted({name for line in lines for name in _FILE_NAME.findall(line)})


def _token(item: AnchorLink) -> dict[str, Any]:
    """Return an entry of a table of contents as the renderer gave it."""
    children = [_token(child) for child in item.children]
    return {
        "name": item.title,
        "id": item.id,
        "level": item.level,
        "children": children,
    }


def render_ahead(
    pages: Sequence[KeptPage], config: MkDocsConfig, files: Files, store: Store
) -> None:
    """Render what the store lacks in as many processes as there are processors.

    They only fill the store. What is not in it afterwards is rendered when it is its
    turn, and what is wrong is reported then.
    """
    processors = _processors()
    # Elsewhere than on Linux a process may not safely go on as two.
    if processors < 2 or not sys.platform.startswith("linux"):
        return
    missing = []
    for page in pages:
        page.read_source(config)
        page.markdown = config.plugins.on_page_markdown(
            page.markdown or "", page=page, config=config, files=files
        )
        if not page.is_kept(config):
            missing.append(page)
    if len(missing) < _FEWEST_SHARED:
        return
    context = multiprocessing.get_context("fork")
    workers = [
        context.Process(
            target=_render, args=(missing[start::processors], config, files)
        )
        for start in range(processors)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    store.look_again()


def _processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def _render(pages: Sequence[KeptPage], config: MkDocsConfig, files: Files) -> None:
    """Render pages into the store, in silence."""
    log = logging.getLogger("mkdocs")
    log.handlers.clear()
    log.addHandler(logging.NullHandler())
    log.propagate = False
    for page in pages:
        try:
            page.render(config, files)
        except Exception:  # the main process meets it again
            continue
