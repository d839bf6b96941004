"""The cards that were drawn before, so that a build draws only what is new."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from .card import Card
from .card_drawing import picture
from .card_lines import PhraseFinder
from .model import Term

# How many cards stay: some builds' worth, for each address that a site is built for has
# cards of its own.
KEPT = 600
BUILDS_KEPT = 4

_HERE = Path(__file__).resolve().parent


class CardStore:
    """Cards in a folder, each in a file named by what it is made of and what it holds.

    A file whose content is not what its name says is not used. What the folder does
    not let itself be used for is left out: then the cards are drawn again next time.
    """

    def __init__(self, folder: Path, terms: Iterable[Term] = ()) -> None:
        self._folder = folder
        self._terms = tuple(terms)
        self._made_of = _made_of(self._terms)
        # Made when there is something to draw.
        self._finder: PhraseFinder | None = None
        self._names: dict[str, list[str]] | None = None
        self._used = 0

    def picture(self, card: Card) -> bytes:
        """Return the card as a PNG file, from the folder or drawn."""
        key = _digest(self._made_of + repr(card).encode())
        self._used += 1
        if self._names is None:
            self._names = _names(self._folder)
        for name in self._names.get(key, ()):
            content = _read(self._folder / name)
            if name == _name(key, content):
                return content
        self._finder = self._finder or PhraseFinder(self._terms)
        content = picture(card, self._finder)
        self._keep(_name(key, content), content)
        return content

    def tidy(self) -> None:
        """Delete the files that were not used for longest, down to those that stay."""
        kept = max(KEPT, BUILDS_KEPT * self._used)
        try:
            files = [(path.stat().st_mtime, path) for path in self._folder.iterdir()]
            for _, path in sorted(files, reverse=True)[kept:]:
                path.unlink(missing_ok=True)
        except OSError:
            pass

    def _keep(self, name: str, content: bytes) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            # Whole or not at all, whatever another build does meanwhile.
            handle, unfinished = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(unfinished).replace(self._folder / name)
        except OSError:
            pass


def _names(folder: Path) -> dict[str, list[str]]:
    """Return the names of the files in a folder by the key that they begin with."""
    found: dict[str, list[str]] = {}
    try:
        for name in sorted(path.name for path in folder.iterdir()):
            found.setdefault(name.partition(".")[0], []).append(name)
    except OSError:
        pass
    return found


def _read(path: Path) -> bytes:
    """Return a file's content, and mark it as used; nothing where it cannot be read."""
    try:
        content = path.read_bytes()
        os.utime(path)
    except OSError:
        return b""
    return content


def _name(key: str, content: bytes) -> str:
    return f"{key}.{_digest(content)}.png"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


def _made_of(terms: Iterable[Term]) -> bytes:
    """Return a digest of all that a card depends on beside its own words."""
    files = (*_HERE.glob("card*"), *(_HERE.parent / "fonts").glob("*.woff2"))
    parts = [hashlib.sha256(path.read_bytes()).digest() for path in sorted(files)]
    parts += [version(name).encode() for name in ("pillow", "rjieba")]
    parts += [repr(term.editions["zh"]).encode() for term in terms]
    return hashlib.sha256(b"\0".join(parts)).digest()
