"""Gives every page its Content-Security-Policy."""

from __future__ import annotations

from typing import Literal

from handbook.policy import with_policy
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

# `mkdocs serve` puts its reloading script into every page, which no policy foresees.
_serving = False


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember what MkDocs was called for."""
    global _serving
    _serving = command == "serve"


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """Return the page with its policy."""
    return output if _serving else with_policy(output)


def on_post_template(
    output_content: str, *, template_name: str, config: MkDocsConfig
) -> str:
    """Return the error page with its policy; other templates as they are."""
    is_page = template_name.endswith(".html") and not _serving
    return with_policy(output_content) if is_page else output_content
