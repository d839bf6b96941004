"""Adds the handbook's typesetting to Python-Markdown, and keeps what it renders."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from typesetting.confinement import ConfinementExtension
from typesetting.figures import FigureExtension
from typesetting.formulas import FormulaExtension
from typesetting.headings import HeadingExtension
from typesetting.tables import TableExtension


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Register the extensions; by name they could not be found from mkdocs.yml."""
    figures = Path(config.docs_dir) / "figures"

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
    ]
    config.extra["rendered"] = {}
    return config


def on_page_content(
    html: str, *, page: Page, config: MkDocsConfig, files: Files
) -> str:
    """Remember each rendered page: the bilingual pages are made of their content."""
    config.extra["rendered"][page.file.src_uri] = page
    return html
