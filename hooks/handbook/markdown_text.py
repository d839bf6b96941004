"""Writing Markdown: plain text escaped, markup edited, a paragraph's words alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

from .markup import Markup

_OPENING = re.compile(r"[\\`\[\]]")
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;"} | {sign: f"\\{sign}" for sign in "\\`*_{}[]#+!>$|"}
)

# A stretch of a text by its offsets, and what stands there instead.
Edit = tuple[int, int, str]


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with every edit made; none may overlap another.

    >>> edited("abc", [(1, 2, "xy")])
    'axyc'
    """
    parts: list[str] = []
    position = 0
    for start, end, replacement in sorted(edits):
        parts += (text[position:start], replacement)
        position = end
    return "".join((*parts, text[position:]))


def escaped(text: str) -> str:
    r"""Return plain text as Markdown that shows it unchanged.

    >>> escaped("a_b*")
    'a\\_b\\*'
    """
    return text.translate(_ESCAPES)


def inert(text: str) -> str:
    r"""Return plain text as Markdown in which no HTML, link or code begins.

    Unlike `escaped` it leaves what changes only the look, and reads well as it stands.

    >>> inert("a_b <c> [d]")
    'a_b &lt;c> \\[d\\]'
    """
    # Not every renderer knows that sign behind a backslash.
    return _OPENING.sub(r"\\\g<0>", text).replace("<", "&lt;")


def destination(address: str) -> str:
    """Return an address that ends where the brackets of its link do.

    >>> destination("https://doi.org/10.1000/a(1)")
    'https://doi.org/10.1000/a%281%29'
    """
    return quote(address, safe="%/:?#@!$&*+,;=~")


# A page, its cards, the index and others ask for the same.
@lru_cache(10_000)
def plain_text(markdown: str) -> str:
    """Return a paragraph's words: emphasis, links and code without their marks.

    >>> plain_text("a **bold** [link](x.md)")
    'a bold link'
    """
    markup = Markup(markdown)
    links = ((link.start, link.end, link.text) for link in markup.links)
    text = edited(markup.text, links)
    for mark in ("**", "*", "`"):
        text = text.replace(mark, "")
    return " ".join(text.split())
