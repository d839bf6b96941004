"""Lets questions answer at more than one address, each naming the one that counts."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import urljoin

from handbook import addresses
from handbook.assembly import AssembledPage
from handbook.model import Corpus, Question
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page


def on_page_markdown(
    markdown: str, *, page: Page, config: MkDocsConfig, files: Files
) -> str:
    """Name the new address as canonical on the page that an old one kept."""
    assembled: AssembledPage = config.extra["pages"][page.file.src_uri]
    if assembled.kind == "redirect" and isinstance(assembled.subject, Question):
        target = addresses.edition(assembled.language, assembled.subject)
        page.canonical_url = urljoin(config.site_url or "", target)
    return markdown


# Behind the hooks that write what is copied.
@event_priority(-50)
def on_post_build(*, config: MkDocsConfig) -> None:
    """Publish pages of both languages under their slugs too, Markdown at old addresses.

    Short address and slug are equally deep, so that the same bytes serve at either.
    """
    corpus: Corpus = config.extra["corpus"]
    pages: dict[str, AssembledPage] = config.extra["pages"]
    site = Path(config.site_dir)
    for question in corpus.published_questions:
        new, old = addresses.bilingual(question), addresses.bilingual_by_slug(question)
        _copy(site / new / "index.html", site / old)
    for page in pages.values():
        if page.kind == "redirect" and page.language:
            assert isinstance(page.subject, Question)
            new = addresses.edition(page.language, page.subject)
            _copy(site / new / "index.md", site / page.address)


def _copy(file: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, folder / file.name)
