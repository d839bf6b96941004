"""Writes what programs find the site's content by: feeds, llms.txt and the like."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from handbook import addresses
from handbook.assembly import AssembledPage
from handbook.feed import identifier, newest
from handbook.model import LANGUAGES, Corpus
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.utils import write_file

_FOR_ALL = (
    *("api/v1/schema.json", "llms.txt", "llms-full.txt", "manifest.webmanifest"),
    "robots.txt",
)


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Keep the templates for the end, when all that they name has been written."""
    config.extra["templates"] = env
    return env


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write what each template of the theme's machines/ makes."""
    corpus: Corpus = config.extra["corpus"]
    pages: dict[str, AssembledPage] = config.extra["pages"]
    by_address = {page.address: page for page in pages.values()}
    context = {
        "config": config,
        "site_url": config.site_url or "",
        "corpus": corpus,
        "topics": corpus.topic_by_id,
        "homes": {
            language: by_address.get(addresses.home(language)) for language in LANGUAGES
        },
        "words": config.extra["words"],
        "pages": pages.values(),
        "markdown": config.extra["markdown"],
        "newest": newest(corpus),
        "identifier": identifier,
    }
    for address in _FOR_ALL:
        _render(config, address, context)
    for language in LANGUAGES:
        for address in (addresses.feed(language), addresses.opensearch(language)):
            _render(config, address, {**context, "language": language})


def _render(config: MkDocsConfig, address: str, context: dict[str, Any]) -> None:
    """Write the file at `address`; its template has the same name."""
    templates: Environment = config.extra["templates"]
    template = templates.get_template(f"machines/{address.rpartition('/')[2]}")
    text = template.render(context).strip() + "\n"
    write_file(text.encode(), str(Path(config.site_dir, address)))
