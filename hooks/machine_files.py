"""Writes what the site offers to machines beside its pages."""

from __future__ import annotations

from pathlib import Path

from handbook import portable_markdown
from handbook.assembly import AssembledPage
from mkdocs.config.defaults import MkDocsConfig


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write every page of one language as Markdown too."""
    pages: dict[str, AssembledPage] = config.extra["pages"]
    for page in pages.values():
        if page.language:
            text = portable_markdown.portable_markdown(
                page,
                config.extra["corpus"],
                pages,
                config.site_url or "",
                config.extra["words"][page.language],
            )
            path = Path(config.site_dir, portable_markdown.address(page))
            path.write_text(text, "utf-8")
