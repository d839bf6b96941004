"""The drawings in docs/figures, as they stand alone and as part of a page.

A drawing is shapes and text. SVG can do more: run scripts, hold HTML, and load files
and whole documents from anywhere. What a drawing may hold is listed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.parsers import expat

from .quoting import quoted
from .strict_yaml import Fault

_ELEMENTS = frozenset(
    ("svg", "title", "desc", "style", "rect", "circle", "path", "text", "tspan")
)
_ATTRIBUTES = frozenset(
    (
        *("xmlns", "class", "role", "viewBox", "x", "y", "width", "height", "rx", "ry"),
        *("r", "cx", "cy", "d", "dx", "dy", "fill-opacity", "font-size"),
    )
)
_SVG = "http://www.w3.org/2000/svg"
_NAMESPACE = f"{{{_SVG}}}"
# An escape may spell anything; the other two load files.
_CSS = re.compile(r"\\|@(?!media\b)[\w-]*|(?<![\w-])(?!var\(|media\()[\w-]+\(")


def drawing_faults(svg: str) -> Iterator[Fault]:
    """Yield what a drawing holds beside shapes and text, in the order of its lines."""
    faults: list[Fault] = []
    parser = expat.ParserCreate()
    within: list[str] = []  # the elements that are open

    def report(message: str, lines_before: int = 0) -> None:
        faults.append(Fault(parser.CurrentLineNumber - lines_before, message))

    def start(name: str, attributes: dict[str, str]) -> None:
        within.append(name)
        if name not in _ELEMENTS:
            report(f"the element {quoted(name)} is no shape or text. Remove it.")
        for attribute, value in attributes.items():
            if attribute not in _ATTRIBUTES:
                report(f"the attribute {quoted(attribute)} is not allowed. Remove it.")
            elif attribute == "xmlns" and value != _SVG:
                report(f"{quoted(value)} is not SVG. Write xmlns={quoted(_SVG)}.")

    def end(_: str) -> None:
        within.pop()

    def text(data: str) -> None:
        # It comes when it ends.
        if "style" in within and (found := _CSS.search(data)):
            lines = data.count("\n", found.start())
            report(f"{quoted(found[0])} stands in its style. Write plain rules.", lines)

    def stop(*_: object) -> None:
        report("a DOCTYPE stands here. Remove it.")
        raise _StopError

    parser.buffer_text = True  # or the text comes in pieces
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = stop
    # It could name an encoding in which a browser reads something else.
    parser.XmlDeclHandler = lambda *_: report("an XML declaration. Remove it.")
    parser.ProcessingInstructionHandler = lambda *_: report(
        "a processing instruction stands here. Remove it."
    )
    try:
        parser.Parse(svg, True)
    except _StopError:
        pass
    except expat.ExpatError as error:
        message = f"no XML: {expat.ErrorString(error.code)}. Draw it anew."
        faults.append(Fault(error.lineno, message))
    yield from faults


class _StopError(Exception):
    """Nothing behind this is read: a DOCTYPE could declare entities without end."""


def inlined(svg: str, title: str) -> ElementTree.Element:
    """Return a drawing as an element of a page, with this title.

    Its own style and ground are left out, for the page has both, and so is what
    `drawing_faults` finds. Raises ElementTree.ParseError for what is no XML.
    """
    root = ElementTree.fromstring(svg)
    if root.tag != f"{_NAMESPACE}svg":
        raise ElementTree.ParseError("no SVG")
    for parent in list(root.iter()):
        parent.tag = parent.tag.removeprefix(_NAMESPACE)
        for name in set(parent.keys()) - _ATTRIBUTES:
            del parent.attrib[name]
        for child in list(parent):
            tag = child.tag.removeprefix(_NAMESPACE)
            if (
                tag == "style"
                or tag not in _ELEMENTS
                or (tag == "rect" and child.get("width") == "100%")
            ):
                parent.remove(child)
            elif tag == "title":
                child.text = title
            if tag != "tspan":
                child.tail = None
    root.text = root.tail = None
    return root
