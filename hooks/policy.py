"""Gives every page its Content-Security-Policy, once all of the page is known."""

from __future__ import annotations

from typing import Literal

from handbook.policy import policy
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

# What the templates put where the policy belongs.
_MARK = "@policy@"
# `mkdocs serve` puts its reloading script into every page, which no policy foresees.
_serving = False


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember what MkDocs was called for."""
    global _serving
    _serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Tell the templates what to put in the policy's place: nothing while serving."""
    config.extra["policy"] = "" if _serving else _MARK
    return config


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """Return the page with its policy."""
    return output.replace(_MARK, policy(output), 1)


def on_post_template(
    output_content: str, *, template_name: str, config: MkDocsConfig
) -> str:
    """Return the error page with its policy; a template without the mark as it is."""
    return output_content.replace(_MARK, policy(output_content), 1)
