"""Writes each page's preview card, and tells the page's template of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from handbook.card import Card, card
from handbook.card_store import CardStore
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Put together what the card of each page says."""
    words = config.extra["words"]
    config.extra["cards"] = {
        path: card(
            page,
            config.extra["corpus"],
            words[page.language or "both"],
            config.site_url or "",
        )
        for path, page in config.extra["pages"].items()
    }
    return env


def on_page_context(
    context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Give the template the page's card."""
    return {**context, "card": config.extra["cards"][page.file.src_uri]}


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write the cards into the site."""
    root = Path(config.config_file_path).parent
    store = CardStore(root / ".cache/cards", config.extra["corpus"].terms)
    cards: dict[str, Card] = config.extra["cards"]
    for found in cards.values():
        path = Path(config.site_dir) / found.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(store.picture(found))
    store.tidy()
