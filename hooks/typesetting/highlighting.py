"""Code keeps only the marks that the style sheet colours, one for each colour in a row.

Pygments marks every name, bracket and space. On a page with two programs these marks
were a third of its elements, and a slow phone lays out each.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

# Pygments' classes by the class that stands for their colour.
_COLOURS = {
    "k": ("k", "kn", "kd", "kc", "ow"),
    "s": ("s", "s1", "s2", "sa", "se", "si"),
    "m": ("mi", "mf", "mb", "mh"),
    "n": ("nf", "nc", "nb"),
    "c": ("c1", "c", "cm", "sd"),
}
_COLOUR_OF = {name: colour for colour, names in _COLOURS.items() for name in names}
_MARK = re.compile(r'<span(?: class="(\w+)")?>([^<]*)</span>')
_SPLIT = re.compile(r'(<span class="(\w)">[^<]*)</span>(\s*)<span class="\2">')
_HIGHLIGHT = re.compile(r'<div class="[\w -]*\bhighlight">')


class _HighlightProcessor(Treeprocessor):
    """Thins out the marks in what pymdownx.highlight has put aside as finished HTML.

    It is no part of the tree, but processors of the tree run once for a page, while
    those behind run for each heading too.
    """

    def run(self, root: ElementTree.Element) -> None:
        blocks = self.md.htmlStash.rawHtmlBlocks
        for index, block in enumerate(blocks):
            if isinstance(block, str) and _HIGHLIGHT.match(block):
                blocks[index] = thinned(block)


def thinned(html: str) -> str:
    """Return Pygments' HTML with the marks that have a colour, neighbours as one."""
    html = _MARK.sub(_coloured, html)
    count = 1
    # A match takes the beginning of the next pair away.
    while count:
        html, count = _SPLIT.subn(r"\1\3", html)
    return html


def _coloured(mark: re.Match[str]) -> str:
    colour = _COLOUR_OF.get(mark[1])
    return f'<span class="{colour}">{mark[2]}</span>' if colour else mark[2]


class HighlightExtension(Extension):
    """Follows pymdownx.highlight."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the base class's name)
        """Register the processor behind the one for indented code (30)."""
        md.treeprocessors.register(_HighlightProcessor(md), "thin-highlights", 13)
