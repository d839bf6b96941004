"""The examples, whose functions and constants the drawings show."""

from __future__ import annotations

import runpy
from pathlib import Path
from types import SimpleNamespace

_loaded: dict[str, SimpleNamespace] = {}
_folder = Path("docs/examples")


def use(root: Path) -> None:
    """Take the examples from the repository at `root`."""
    global _folder
    _folder = root / "docs" / "examples"
    _loaded.clear()


def output(slug: str) -> str:
    """Return what the example of a question prints, empty where there is none."""
    path = _folder / f"{slug}.out"
    return path.read_text("utf-8") if path.exists() else ""


def example(slug: str) -> SimpleNamespace:
    """Return what `docs/examples/<slug>.py` defines; nothing of it is printed."""
    if slug not in _loaded:
        path = _folder / f"{slug}.py"
        _loaded[slug] = SimpleNamespace(**runpy.run_path(str(path)))
    return _loaded[slug]
