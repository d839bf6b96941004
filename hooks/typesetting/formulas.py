"""Formulas become MathML while the page is built: a browser needs no script."""

from __future__ import annotations

import re
from html import unescape
from xml.etree import ElementTree

from handbook.mathematics import mathml
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_OPENING = re.compile(r"[（“「(\[]+$")
_CLOSING = re.compile(r"^[），。；：、！？”」),.;:!?\]]+")


class _FormulaProcessor(Treeprocessor):
    """Puts MathML where arithmatex, in its generic mode, left TeX.

    Raises handbook.mathematics.FormulaError; a rule reports it before.
    """

    def run(self, root: ElementTree.Element) -> None:
        for parent in list(root.iter()):
            for element in list(parent):
                if element.get("class") == "arithmatex":
                    _typeset(element)
                    if element.tag == "span":
                        _hold_together(parent, element)


def _typeset(element: ElementTree.Element) -> None:
    # arithmatex escapes what HTML would; the TeX stands within \( \) or \[ \].
    tex = unescape(element.text or "")[2:-2].strip()
    math = ElementTree.fromstring(mathml(tex, is_display=element.tag == "div"))
    element.set("class", "formula")
    element.text = None
    element.append(math)


def _hold_together(parent: ElementTree.Element, formula: ElementTree.Element) -> None:
    """Move what must stay on the formula's line into its element, which never breaks.

    A browser breaks lines on either side of MathML, even ahead of a full stop. Inside
    go the opening marks before it, the closing marks and the citations behind it.
    """
    index = list(parent).index(formula)
    before = (parent[index - 1].tail if index else parent.text) or ""
    if opening := _OPENING.search(before):
        formula.text = opening[0]
        before = before[: opening.start()]
        if index:
            parent[index - 1].tail = before
        else:
            parent.text = before
    _take_closing_marks(formula)
    following = list(parent)[index + 1 :]
    while not formula.tail and following and following[0].get("class") == "citation":
        citation = following.pop(0)
        parent.remove(citation)
        formula.tail, citation.tail = citation.tail, None
        formula.append(citation)
        _take_closing_marks(formula)


def _take_closing_marks(formula: ElementTree.Element) -> None:
    """Move the closing marks behind `formula` to its end."""
    if closing := _CLOSING.search(formula.tail or ""):
        formula[-1].tail = closing[0]
        formula.tail = (formula.tail or "")[closing.end() :]


class FormulaExtension(Extension):
    """Renders the formulas that pymdownx.arithmatex finds."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the base class's name)
        """Register the processor behind attribute lists, which name the citations."""
        md.treeprocessors.register(_FormulaProcessor(md), "formulas", 6)
