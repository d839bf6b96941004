"""Writes every page of one language as Markdown beside its HTML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from handbook import addresses
from handbook.assembly import AssembledPage
from handbook.model import Corpus, Question
from handbook.portable_markdown import portable_markdown
from handbook.store import Store
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import write_file
from typesetting.kept_pages import CODE

# How many texts are kept: those of so many builds.
_FEWEST, _BUILDS = 400, 4


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write the files, and keep their texts by address for others that hold them."""
    pages: dict[str, AssembledPage] = config.extra["pages"]
    root = Path(config.config_file_path).parent
    store = Store(root / ".cache/markdown", _made_of(config), _FEWEST, _BUILDS)
    texts = {
        addresses.markdown(page.address): _text(page, config, store)
        for page in pages.values()
        if page.language
    }
    for address, text in texts.items():
        write_file(text.encode(), str(Path(config.site_dir, address)))
    config.extra["markdown"] = texts
    store.tidy()


def _made_of(config: MkDocsConfig) -> Iterator[bytes]:
    """Yield all that a question's text depends on beside its page and example."""
    yield from CODE
    pages: dict[str, AssembledPage] = config.extra["pages"]
    # Links lead to them.
    yield repr([(path, page.address) for path, page in pages.items()]).encode()
    yield repr((config.site_url, config.extra["words"])).encode()


def _text(page: AssembledPage, config: MkDocsConfig, store: Store) -> str:
    """Return a page's text; that of a question may have been made before."""
    question = page.subject if isinstance(page.subject, Question) else None

    def made() -> str:
        return portable_markdown(
            page,
            # A question's page says nothing of the others, so that it can be kept.
            Corpus() if question else config.extra["corpus"],
            config.extra["pages"],
            config.site_url or "",
            config.extra["words"][page.language],
        )

    if not question:
        return made()
    parts = (page.path, page.address, page.markdown, repr(question.example))
    kept = store.kept(lambda: made().encode(), *(part.encode() for part in parts))
    return kept.decode()
