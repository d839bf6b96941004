"""The drawings in docs/figures, as they stand alone and as part of a page."""

from __future__ import annotations

from xml.etree import ElementTree

_NAMESPACE = "{http://www.w3.org/2000/svg}"


def inlined(svg: str, title: str) -> ElementTree.Element:
    """Return a drawing as an element of a page, with this title.

    Its own style and ground are left out, for the page has both.
    """
    root = ElementTree.fromstring(svg)
    for parent in list(root.iter()):
        parent.tag = parent.tag.removeprefix(_NAMESPACE)
        for child in list(parent):
            tag = child.tag.removeprefix(_NAMESPACE)
            if tag == "style" or (tag == "rect" and child.get("width") == "100%"):
                parent.remove(child)
            elif tag == "title":
                child.text = title
            if tag != "tspan":
                child.tail = None
    root.text = root.tail = None
    return root
