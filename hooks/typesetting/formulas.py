"""Formulas become MathML while the page is built: a browser needs no script."""

from __future__ import annotations

import re
from functools import cache
from html.entities import html5
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from math_core import LatexToMathML

_CONVERTER = LatexToMathML(annotation=True)
# HTML's named characters; XML knows only the five that are left out.
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(\w+;)")

_OPENING = re.compile(r"[（“「(\[]+$")
_CLOSING = re.compile(r"^[），。；：、！？”」),.;:!?\]]+")


@cache
def _mathml(tex: str, is_display: bool) -> str:
    mathml = _CONVERTER.convert_with_local_state(tex, displaystyle=is_display)
    return _ENTITY.sub(lambda entity: html5[entity[1]], mathml)


class _FormulaProcessor(Treeprocessor):
    """Puts MathML where arithmatex, in its generic mode, left TeX.

    Raises math_core.LatexError on TeX that does not parse; a rule reports that before.
    """

    def run(self, root: ElementTree.Element) -> None:
        for parent in list(root.iter()):
            for element in list(parent):
                if element.get("class") == "arithmatex":
                    _typeset(element)
                    if element.tag == "span":
                        _hold_together(parent, element)


def _typeset(element: ElementTree.Element) -> None:
    tex = (element.text or "")[2:-2].strip()  # within \( \) or \[ \]
    math = ElementTree.fromstring(_mathml(tex, is_display=element.tag == "div"))
    for annotation in math.iter("annotation"):
        annotation.set("data-search-exclude", "true")
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
