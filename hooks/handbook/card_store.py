"""The cards that were drawn before, so that a build draws only what is new."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from .card import Card
from .card_drawing import picture
from .card_lines import PhraseFinder
from .model import Term
from .store import Store

# How many cards stay: some builds' worth, for each address that a site is built for has
# cards of its own.
KEPT = 600
BUILDS_KEPT = 4

_HERE = Path(__file__).resolve().parent


class CardStore:
    """Cards in a folder, as PNG files."""

    def __init__(self, folder: Path, terms: Iterable[Term] = ()) -> None:
        self._terms = tuple(terms)
        self._store = Store(folder, _made_of(self._terms), KEPT, BUILDS_KEPT)
        # Made when there is something to draw.
        self._finder: PhraseFinder | None = None

    def picture(self, card: Card) -> bytes:
        """Return the card as a PNG file, from the folder or drawn."""
        return self._store.kept(lambda: self._drawn(card), repr(card).encode())

    def tidy(self) -> None:
        """Delete the cards that were not used for longest."""
        self._store.tidy()

    def _drawn(self, card: Card) -> bytes:
        self._finder = self._finder or PhraseFinder(self._terms)
        return picture(card, self._finder)


def _made_of(terms: Iterable[Term]) -> Iterator[bytes]:
    """Yield all that a card depends on beside its own words."""
    yield from _drawn_by()
    for term in terms:
        yield repr(term.editions["zh"]).encode()


@cache  # as this process has loaded it, whatever is written meanwhile
def _drawn_by() -> tuple[bytes, ...]:
    """Return the code and the fonts."""
    files = sorted((*_HERE.glob("card*"), *_HERE.parent.glob("fonts/*.woff2")))
    versions = (version(name).encode() for name in ("pillow", "rjieba"))
    return (*(hashlib.sha256(path.read_bytes()).digest() for path in files), *versions)
