"""Mends the markup of the theme's that no template of ours can reach."""

from __future__ import annotations

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

# HTML has no such attribute on a checkbox; a form's is the way to keep a browser from
# restoring its state. The form is in main.html.
_TOGGLE = re.compile(r'(<input class="md-toggle"[^>]*) autocomplete="off">')


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """Return the page in valid HTML."""
    return _mended(output)


def on_post_template(
    output_content: str, *, template_name: str, config: MkDocsConfig
) -> str:
    """Return the error page in valid HTML."""
    return _mended(output_content)


def _mended(html: str) -> str:
    return _TOGGLE.sub(r'\1 form="toggles">', html)
