"""Writes every page of one language as Markdown beside its HTML."""

from __future__ import annotations

from pathlib import Path

from handbook import addresses
from handbook.assembly import AssembledPage
from handbook.portable_markdown import portable_markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import write_file


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write the files, and keep their texts by address for others that hold them."""
    pages: dict[str, AssembledPage] = config.extra["pages"]
    texts = {
        addresses.markdown(page.address): portable_markdown(
            page,
            config.extra["corpus"],
            pages,
            config.site_url or "",
            config.extra["words"][page.language],
        )
        for page in pages.values()
        if page.language
    }
    for address, text in texts.items():
        write_file(text.encode(), str(Path(config.site_dir, address)))
    config.extra["markdown"] = texts
