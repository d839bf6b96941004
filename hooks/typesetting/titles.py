"""A Chinese title breaks between phrases: on a phone no word of it is torn.

The style sheet forbids breaks between its characters; `<wbr>` allows them where a
phrase ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_CHINESE = re.compile("[\u4e00-\u9fff]")


class _TitleProcessor(Treeprocessor):
    def __init__(self, md: Markdown, phrases: Callable[[str], list[str]]) -> None:
        super().__init__(md)
        self._phrases = phrases

    def run(self, root: ElementTree.Element) -> None:
        for title in root.iter("h1"):
            if not len(title) and title.text and _CHINESE.search(title.text):
                title.text, *rest = self._phrases(title.text)
                for phrase in rest:
                    ElementTree.SubElement(title, "wbr").tail = phrase


class TitleExtension(Extension):
    """Puts `<wbr>` between the phrases of titles, which it is told by a function."""

    def __init__(self, phrases: Callable[[str], list[str]]) -> None:
        super().__init__()
        self._phrases = phrases

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the base class's name)
        """Register the processor behind `toc` (priority 5), which reads the titles."""
        processor = _TitleProcessor(md, self._phrases)
        md.treeprocessors.register(processor, "phrases-of-titles", 4)
