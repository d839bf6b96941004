"""Adds the handbook's typesetting to Python-Markdown, and keeps what it renders."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from handbook import phrase_store
from handbook.store import Store
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from typesetting.confinement import ConfinementExtension
from typesetting.figures import FigureExtension
from typesetting.formulas import FormulaExtension
from typesetting.headings import HeadingExtension
from typesetting.highlighting import HighlightExtension
from typesetting.kept_pages import CODE, KeptPage, TargetExtension, render_ahead
from typesetting.tables import TableExtension
from typesetting.titles import TitleExtension

# How many pages stay rendered: those of so many builds.
_FEWEST, _BUILDS = 400, 4
_PACKAGES = ("markdown", "math-core", "mkdocs", "pygments", "pymdown-extensions")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Register the extensions; by name they could not be found from mkdocs.yml."""
    figures = Path(config.docs_dir) / "figures"
    root = Path(config.config_file_path).parent
    titles = phrase_store.PhraseStore(root / ".cache/phrases")

    def word(language: str, key: str) -> str:
        # The words are read when rendering begins, by another hook.
        return str(config.extra["words"][language][key])

    # MkDocs declares names only, but hands the list to Python-Markdown as it is.
    config.markdown_extensions += [
        ConfinementExtension(),  # type: ignore[list-item]
        FormulaExtension(),  # type: ignore[list-item]
        TableExtension(),  # type: ignore[list-item]
        FigureExtension(figures, word),  # type: ignore[list-item]
        HeadingExtension(),  # type: ignore[list-item]
        HighlightExtension(),  # type: ignore[list-item]
        TitleExtension(titles.phrases),  # type: ignore[list-item]
    ]
    config.extra["titles"] = titles
    config.extra["rendered"] = {}
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Let the pages be ones that look for what was rendered before."""
    targets = TargetExtension()
    root = Path(config.config_file_path).parent
    store = Store(root / ".cache/pages", _made_of(config), _FEWEST, _BUILDS)
    config.markdown_extensions.append(targets)  # type: ignore[arg-type]
    for file in files.documentation_pages():
        KeptPage(file, config, store, targets)
    config.extra["rendered_before"] = store
    return files


def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    """Render with all processors, now that all addresses are known."""
    pages = [page for page in nav.pages if isinstance(page, KeptPage)]
    if not config.extra["is_served"]:
        render_ahead(pages, config, files, config.extra["rendered_before"])
    return nav


def _made_of(config: MkDocsConfig) -> Iterator[bytes]:
    """Yield all that rendering depends on beside the page."""
    yield from CODE
    yield from phrase_store.MADE_OF
    yield platform.python_version().encode()
    for name in _PACKAGES:
        yield version(name).encode()
    settings = (config.markdown_extensions, config.mdx_configs, config.extra["words"])
    yield json.dumps(settings, default=_type_name).encode()


def _type_name(value: object) -> str:
    return type(value).__name__


def on_page_content(
    html: str, *, page: Page, config: MkDocsConfig, files: Files
) -> str:
    """Remember each rendered page: the bilingual pages are made of their content."""
    config.extra["rendered"][page.file.src_uri] = page
    return html


def on_post_build(*, config: MkDocsConfig) -> None:
    """Forget what no build has needed for long."""
    config.extra["rendered_before"].tidy()
    config.extra["titles"].tidy()
