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
# What the renderer, the assembly and its attribute lists write, on any element or one.
_ATTRIBUTES = frozenset(
    ("id", "class", "lang", "title", "aria-label", "aria-describedby", OLD_IDS)
)
_OWN = {"a": frozenset(("href", "download")), "img": frozenset(("src", "alt"))}
_SCHEME = re.compile(r"[^/?#]*:")
# A browser takes them for slashes, or leaves them out.
_TWISTED = re.compile(r"[\\\x00-\x20\x7f]")


class _CommentProcessor(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return _COMMENT.sub("", "\n".join(lines)).split("\n")


class _AttributeProcessor(Treeprocessor):
    def run(self, root: ElementTree.Element) -> None:
        for element in root.iter():
            address = element.get({"a": "href", "img": "src"}.get(element.tag, ""), "")
            if not is_harmless(address, is_link=element.tag == "a"):
                element.tag = "span"
            allowed = _ATTRIBUTES | _OWN.get(element.tag, frozenset())
            for name in set(element.keys()) - allowed:
                del element.attrib[name]
            # The theme's scripts read what they do from the first element of their ids.
            if element.get("id", "").startswith("__"):
                del element.attrib["id"]


def is_harmless(address: str, is_link: bool) -> bool:
    """Return whether an address as it stands in HTML leads to a page or a file of ours.

    A link may lead out, to where the connection is encrypted; an image may not.

    >>> is_harmless("../b/#c", is_link=True)
    True
    >>> is_harmless("java&#115;cript:alert(1)", is_link=True)
    False
    >>> is_harmless("https://a.example/b", is_link=False)
    False
    """
    address = unescape(address)
    if _TWISTED.search(address) or address.startswith("//"):
        return False
    return not _SCHEME.match(address) or (is_link and address.startswith("https://"))


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
