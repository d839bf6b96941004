"""Tables scroll by themselves on a phone, and align by class instead of by style."""

from __future__ import annotations

from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor


class _TableProcessor(Treeprocessor):
    def run(self, root: ElementTree.Element) -> None:
        for parent in list(root.iter()):
            for index, child in enumerate(parent):
                if child.tag == "table" and parent.get("class") != "table":
                    parent[index] = _framed(child)


def _framed(table: ElementTree.Element) -> ElementTree.Element:
    """Return `table` in a frame that scrolls, its alignment moved into classes."""
    for cell in table.iter():
        style = cell.attrib.pop("style", "")
        if style.startswith("text-align: "):
            cell.set("class", style.removeprefix("text-align: ").rstrip(";"))
        # A corner that heads nothing is no heading to be read out.
        if cell.tag == "th" and not len(cell) and not (cell.text or "").strip():
            cell.tag = "td"
    # The class keeps the theme's script from framing the table a second time.
    table.set("class", "data")
    frame = ElementTree.Element("div", {"class": "table"})
    frame.tail, table.tail = table.tail, None
    frame.append(table)
    return frame


class TableExtension(Extension):
    """Frames the tables of Python-Markdown's own extension."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the base class's name)
        """Register the processor behind the inline patterns (priority 20)."""
        md.treeprocessors.register(_TableProcessor(md), "framed-tables", 14)
