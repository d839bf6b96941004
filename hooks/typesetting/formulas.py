"""Formulas become MathML while the page is built; a browser needs no script for them."""

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


@cache
def _mathml(tex: str, is_display: bool) -> str:
    mathml = _CONVERTER.convert_with_local_state(tex, displaystyle=is_display)
    return _ENTITY.sub(lambda entity: html5[entity[1]], mathml)


class _FormulaProcessor(Treeprocessor):
    """Puts MathML where arithmatex, in its generic mode, left TeX.

    Raises math_core.LatexError on TeX that does not parse; a rule reports that before.
    """

    def run(self, root: ElementTree.Element) -> None:
        for element in root.iter():
            if element.get("class") != "arithmatex":
                continue
            tex = (element.text or "")[2:-2].strip()  # within \( \) or \[ \]
            is_display = element.tag == "div"
            math = ElementTree.fromstring(_mathml(tex, is_display))
            for annotation in math.iter("annotation"):
                annotation.set("data-search-exclude", "true")
            element.set("class", "formula")
            element.text = None
            element.append(math)


class FormulaExtension(Extension):
    """Renders the formulas that pymdownx.arithmatex finds."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the base class's name)
        """Register the processor behind the inline patterns (priority 20)."""
        md.treeprocessors.register(_FormulaProcessor(md), "formulas", 15)
