"""Each heading below the title gets a link to itself, beside it and not part of it.

Whoever listens to the headings hears no more than their words; the link is named by the
page's word for it and the heading. An id that the heading had before leads to it still.
"""

from __future__ import annotations

from xml.etree import ElementTree

from handbook.moved_anchors import OLD_IDS
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

# The id of the page's word for such a link.
WORD_ID = "heading-link"


class _HeadingProcessor(Treeprocessor):
    """Puts each heading that has an id into a box with the link."""

    def run(self, root: ElementTree.Element) -> None:
        for parent in list(root.iter()):
            for index, child in enumerate(parent):
                if child.tag in ("h2", "h3") and child.get("id"):
                    parent[index] = _box(child)


def _box(heading: ElementTree.Element) -> ElementTree.Element:
    id = heading.get("id", "")
    box = ElementTree.Element("div", {"class": "heading"})
    box.tail, heading.tail = heading.tail, None
    box.append(heading)
    names = {"aria-labelledby": f"{WORD_ID} {id}"}
    ElementTree.SubElement(box, "a", {"class": "anchor", "href": f"#{id}", **names})
    for old in heading.attrib.pop(OLD_IDS, "").split():
        ElementTree.SubElement(box, "span", {"id": old})
    return box


class HeadingExtension(Extension):
    """Links every heading of level 2 and 3 to itself."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the base class's name)
        """Register the processor behind the one that gives headings their ids."""
        md.treeprocessors.register(_HeadingProcessor(md), "headings", 4)
