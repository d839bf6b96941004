"""Mends the markup of the theme's that no template of ours can reach."""

from __future__ import annotations

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

# HTML has no such attribute on a checkbox; a form's is the way to keep a browser from
# restoring its state. The form is in main.html.
_TOGGLE = re.compile(r'(<input class="md-toggle"[^>]*) autocomplete="off">')

# Its link past the header is not on every page; ours leads to what gets an id here.
_SKIP = re.compile(r'<a href="[^"]*" class="md-skip">[^<]*</a>')
_MAIN = '<main class="md-main"'


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """Return the page in valid HTML, its main part named."""
    return _mended(output)


def on_post_template(
    output_content: str, *, template_name: str, config: MkDocsConfig
) -> str:
    """Return the error page in valid HTML, its main part named."""
    return _mended(output_content)


def _mended(html: str) -> str:
    # All of it stands ahead of the page's text, which is most of the page.
    head, main, rest = html.partition(_MAIN)
    head = _SKIP.sub("", _TOGGLE.sub(r'\1 form="toggles">', head))
    return head + (f'{main} id="__main"' if main else "") + rest
