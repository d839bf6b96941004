"""Bad sources: a copy of the valid corpus, one thing broken, the exact lines expected.

A case is data. Its edits are applied in order to a fresh copy of `tests/corpus`; paths
are relative to the copy's root, as they stand in the problems (`docs/questions/…`).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"

SUNDIAL = "docs/questions/shadows/sundial-noon.md"
WATER_CLOCK = "docs/questions/water/water-clock-shape.md"

Edit = Callable[[Path], None]


@dataclass(frozen=True)
class Case:
    """One broken corpus; `expected` holds every line that the review must give."""

    name: str
    edits: tuple[Edit, ...]
    expected: tuple[str, ...]

    def build(self, target: Path) -> Path:
        """Copy the valid corpus to `target`, break it, and return its root."""
        shutil.copytree(CORPUS, target, symlinks=True)
        for edit in self.edits:
            edit(target)
        return target


def replace(path: str, old: str, new: str) -> Edit:
    """Return an edit that replaces `old`, which must occur exactly once in the file."""

    def edit(root: Path) -> None:
        text = (root / path).read_bytes().decode()
        count = text.count(old)
        if count != 1:
            raise ValueError(f"{old!r} occurs {count} times in {path}, not once")
        (root / path).write_bytes(text.replace(old, new).encode())

    return edit


def replace_all(path: str, old: str, new: str) -> Edit:
    """Return an edit that replaces every `old`, of which there must be one at least."""

    def edit(root: Path) -> None:
        text = (root / path).read_bytes().decode()
        if old not in text:
            raise ValueError(f"{old!r} does not occur in {path}")
        (root / path).write_bytes(text.replace(old, new).encode())

    return edit


def append(path: str, text: str) -> Edit:
    """Return an edit that adds `text` to the end of a file."""

    def edit(root: Path) -> None:
        with (root / path).open("ab") as file:
            file.write(text.encode())

    return edit


def recode(path: str, change: Callable[[bytes], bytes]) -> Edit:
    """Return an edit that passes a file's bytes through `change`."""

    def edit(root: Path) -> None:
        (root / path).write_bytes(change((root / path).read_bytes()))

    return edit


def write(path: str, content: str | bytes) -> Edit:
    """Return an edit that writes a file, with its folders where they are missing."""

    def edit(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(
            content.encode() if isinstance(content, str) else content
        )

    return edit


def copy(path: str, target: str) -> Edit:
    """Return an edit that copies a file."""

    def edit(root: Path) -> None:
        (root / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / path, root / target)

    return edit


def move(path: str, target: str) -> Edit:
    """Return an edit that renames a file."""

    def edit(root: Path) -> None:
        (root / target).parent.mkdir(parents=True, exist_ok=True)
        (root / path).rename(root / target)

    return edit


def delete(path: str) -> Edit:
    """Return an edit that removes a file or a whole folder."""

    def edit(root: Path) -> None:
        if (root / path).is_dir():
            shutil.rmtree(root / path)
        else:
            (root / path).unlink()

    return edit


def symlink(path: str, target: str) -> Edit:
    """Return an edit that makes `path` a symbolic link to `target`, as it is spelt."""

    def edit(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(target)

    return edit
