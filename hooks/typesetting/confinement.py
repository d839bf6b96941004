"""No source puts HTML of its own on a page, whatever the rules overlooked.

The rules report raw HTML and odd addresses by reading the Markdown as the renderer
does, or nearly so. Here nothing depends on that: what has no place on a page is not
rendered.
"""

from __future__ import annotations

import re
from html import unescape
from xml.etree import ElementTree

from handbook.moved_anchors import OLD_IDS
from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

# Of a comment on lines of its own, which says nothing to a reader.
_COMMENT = re.compile(r"^<!--.*?-->[ ]*$", re.M | re.S)
# What the renderer, the assembly and its attribute lists write.
_ATTRIBUTES = frozenset(
    (
        *("id", "class", "href", "src", "alt", "title", "lang", "download"),
        *("aria-label", "aria-describedby", OLD_IDS),
    )
)
_ADDRESSES = frozenset(("href", "src"))
_SCHEME = re.compile(r"[^/?#]*:")
# A browser takes them for slashes, or leaves them out.
_TWISTED = re.compile(r"[\\\x00-\x20\x7f]")


class _CommentProcessor(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return _COMMENT.sub("", "\n".join(lines)).split("\n")


class _AttributeProcessor(Treeprocessor):
    def run(self, root: ElementTree.Element) -> None:
        for element in root.iter():
            for name, value in element.items():
                if name not in _ATTRIBUTES or (
                    name in _ADDRESSES and not is_harmless(value)
                ):
                    del element.attrib[name]


def is_harmless(address: str) -> bool:
    """Return whether an address as it stands in HTML leads to a page, here or outside.

    >>> is_harmless("../b/#c"), is_harmless("java&#115;cript:alert(1)")
    (True, False)
    """
    address = unescape(address)
    if _TWISTED.search(address) or address.startswith("//"):
        return False
    return not _SCHEME.match(address) or address.startswith("https://")


class ConfinementExtension(Extension):
    """Shows raw HTML as text, and keeps only known attributes and plain addresses."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the base class's name)
        """Take out what passes HTML through; look at attributes when all are there."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        # Behind the fences, which may show a comment.
        md.preprocessors.register(_CommentProcessor(md), "comments", 20)
        # Behind attribute lists, ahead of the table of contents and of what is trusted.
        md.treeprocessors.register(_AttributeProcessor(md), "confinement", 7)
