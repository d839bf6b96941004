"""The phrases of Chinese titles, kept: their dictionary takes half a second to load."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

from .card_lines import PhraseFinder
from .store import Store

# How many titles stay: those of so many builds.
_FEWEST, _BUILDS = 2000, 4
_HERE = Path(__file__).resolve().parent

# What the phrases depend on beside the title.
MADE_OF = (
    version("rjieba").encode(),
    (_HERE / "card_lines.py").read_bytes(),
    (_HERE / "card_words.txt").read_bytes(),
)


class PhraseStore:
    """The phrases of titles, in a folder."""

    def __init__(self, folder: Path) -> None:
        self._store = Store(folder, MADE_OF, _FEWEST, _BUILDS)
        # Made for the first title that is new.
        self._finder: PhraseFinder | None = None

    def phrases(self, title: str) -> list[str]:
        """Return the phrases of `title`, each with the space behind it."""
        kept = self._store.kept(lambda: self._found(title), title.encode())
        phrases: list[str] = json.loads(kept)
        return phrases

    def tidy(self) -> None:
        """Delete the titles that were not used for longest."""
        self._store.tidy()

    def _found(self, title: str) -> bytes:
        self._finder = self._finder or PhraseFinder()
        return json.dumps(self._finder.phrases(title)).encode()
