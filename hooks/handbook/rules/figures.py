"""The rule of figures: local drawings with a description, a caption and an id."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from ..drawings import drawing_faults
from ..markup import Link, Markup
from ..model import Corpus, Edition
from ..quoting import quoted
from .rule import Finding, Rule, hides_something, is_cut_short, texts

FOLDER = "docs/figures/"

_ID = re.compile(r"\{ ?#(fig-[a-z0-9]+(?:-[a-z0-9]+)*) ?\}")
# The attribute list behind an image, and the end of the paragraph.
_END = re.compile(r"\{[^{}\n]*\}[ \t]*(?:\n[ \t]*\n|\n?\Z)")
_SUFFIX = re.compile(r"\.(?:zh|en)\.svg$")


class Figure(NamedTuple):
    """An image and the id behind it, empty where there is none."""

    image: Link
    id: str

    @property
    def name(self) -> str:
        """The file without its language, and the id: equal in both editions."""
        file = posixpath.basename(_SUFFIX.sub(".svg", self.image.target))
        return f"{file} #{self.id}"


def figures(markup: Markup) -> list[Figure]:
    """Return the images in order, each with its id."""
    images = [link for link in markup.links if link.is_image]
    if not images:
        return []
    ids = {
        attributes.start: match[1]
        for attributes in markup.attributes
        if (match := _ID.fullmatch(attributes.source))
    }
    return [Figure(image, ids.get(image.end, "")) for image in images]


def figure_faults(corpus: Corpus) -> Iterator[Finding]:
    """Find images that are no figure of the handbook."""
    for holder, edition in texts(corpus):
        folder = posixpath.dirname(holder.path)
        seen: set[str] = set()
        for figure in figures(edition.markup):
            if fault := _fault(corpus, folder, edition, figure, seen):
                yield Finding(holder.path, figure.image.line, fault)


def _fault(
    corpus: Corpus, folder: str, edition: Edition, figure: Figure, seen: set[str]
) -> str:
    image = figure.image
    path = _path(folder, figure)
    suffix = f".{edition.language}.svg"
    if not path.startswith(FOLDER) or not path.endswith(suffix):
        return (
            f"the image {quoted(image.target)} is no drawing of this language. "
            f"Use a file `…{suffix}` in docs/figures."
        )
    if path not in corpus.files:
        return f"the figure {quoted(path)} does not exist. Draw it or correct the name."
    if not image.text.strip():
        return f"the figure {quoted(path)} has no description. Write it as alt text."
    if not image.title.strip():
        return f"the figure {quoted(path)} has no caption. Write it behind the address."
    if not figure.id:
        return f"the figure {quoted(path)} has no id. Add `{{ #fig-name }}` behind it."
    if figure.id in seen:
        return f"the figure id {quoted(figure.id)} stands there twice. Choose another."
    seen.add(figure.id)
    if not _stands_alone(edition.markup, image):
        return (
            f"the figure {quoted(path)} is part of a text. Put it in a paragraph alone."
        )
    return ""


def _stands_alone(markup: Markup, image: Link) -> bool:
    """Return whether the image and its id are the whole paragraph."""
    before = markup.text[max(0, image.start - 2) : image.start]
    return before in ("", "\n\n") and bool(_END.match(markup.text, image.end))


def shown_figures(corpus: Corpus) -> Iterator[Finding]:
    """Find published questions without a figure, and figures that nothing shows.

    One that only one edition shows is left to the rule of parity.
    """
    shown: set[str] = set()
    for question in corpus.questions:
        folder = posixpath.dirname(question.path)
        editions = question.editions.values()
        found = [figure for one in editions for figure in figures(one.markup)]
        shown.update(_SUFFIX.sub("", _path(folder, figure)) for figure in found)
        if question.is_published and not found and not any(map(is_cut_short, editions)):
            message = "it shows no figure. Show one below the first paragraphs."
            yield Finding(question.path, 1, message)
    if not hides_something(corpus):
        for path in sorted(corpus.files):
            if path.startswith(FOLDER) and _SUFFIX.sub("", path) not in shown:
                message = "no question shows this figure. Show it, or stop drawing it."
                yield Finding(path, 1, message)


def drawings(corpus: Corpus) -> Iterator[Finding]:
    """Find drawings that hold more than shapes and text."""
    for path, svg in corpus.drawings.items():
        for fault in drawing_faults(svg):
            yield Finding(path, fault.line, fault.message)


def _path(folder: str, figure: Figure) -> str:
    return posixpath.normpath(posixpath.join(folder, figure.image.target))


RULES = (
    Rule(
        "shown-figures",
        "每个已发布的问题都有插图，每张插图都用在问题里。",
        "Each published question shows a figure, and each figure is shown.",
        shown_figures,
    ),
    Rule(
        "figures",
        "插图是 docs/figures 里本语言的 SVG，独占一段，有描述、说明和标识。",
        "A figure is an SVG of its language in docs/figures, alone in its paragraph, "
        "with a description, a caption and an id.",
        figure_faults,
    ),
    Rule(
        "drawings",
        "插图文件只有图形和文字：没有脚本、链接、HTML、外部文件和 DOCTYPE。",
        "A drawing is shapes and text: no scripts, links, HTML, outside files or "
        "DOCTYPE.",
        drawings,
    ),
)
