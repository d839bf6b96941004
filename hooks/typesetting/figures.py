"""Figures become part of the page: their drawing inlined, with a caption below.

A drawing then follows the page's colours, and its text can be searched and copied.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

from handbook.drawings import inlined
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_NAME = re.compile(r"[a-z0-9-]+\.(?P<language>zh|en)\.svg")

# Gives a word of the interface by its language and key.
Word = Callable[[str, str], str]


class _FigureProcessor(Treeprocessor):
    """Replaces each paragraph that holds a drawing and nothing else."""

    def __init__(self, md: Markdown, folder: Path, word: Word) -> None:
        super().__init__(md)
        self._folder = folder
        self._word = word

    def run(self, root: ElementTree.Element) -> None:
        for parent in list(root.iter()):
            for index, child in enumerate(parent):
                if child.tag == "p" and len(child) == 1 and child[0].tag == "img":
                    parent[index] = self._figure(child)

    def _figure(self, paragraph: ElementTree.Element) -> ElementTree.Element:
        """Return the figure of a paragraph, or the paragraph where it shows no drawing.

        A rule reports that; only a preview is made all the same.
        """
        image = paragraph[0]
        source = image.get("src", "")
        name = _NAME.fullmatch(source.rpartition("/")[2])
        if not name:
            return paragraph
        try:
            svg = (self._folder / name[0]).read_text("utf-8")
            drawing = inlined(svg, image.get("alt", ""))
        except (OSError, UnicodeDecodeError, ElementTree.ParseError):
            return paragraph
        language = name["language"]
        figure = ElementTree.Element("figure", {"id": image.get("id", "")})
        figure.tail = paragraph.tail
        figure.append(drawing)
        caption = ElementTree.SubElement(figure, "figcaption")
        caption.text = f"{image.get('title', '')} "
        link = ElementTree.SubElement(
            caption,
            "a",
            {
                "class": "enlarge",
                "href": source,
                "aria-label": f"{self._word(language, 'enlarge')}: {image.get('alt')}",
                "data-close": self._word(language, "close"),
            },
        )
        link.text = self._word(language, "enlarge")
        return figure


class FigureExtension(Extension):
    """Inlines the drawings of a folder; `word` gives the interface's own words."""

    def __init__(self, folder: Path, word: Word) -> None:
        super().__init__()
        self._folder = folder
        self._word = word

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the base class's name)
        """Register the processor behind attribute lists, which give the id."""
        processor = _FigureProcessor(md, self._folder, self._word)
        md.treeprocessors.register(processor, "figures", 5)
