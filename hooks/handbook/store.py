"""What was made before, in a folder, so that a build makes only what is new."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property
from pathlib import Path


class Store:
    """Contents in a folder, each in a file named by what it is made of and what it is.

    A file whose content is not what its name says is not used. What the folder does
    not let itself be used for is left out: then all is made again next time.
    Several threads and processes may use a folder at a time.
    """

    def __init__(
        self, folder: Path, made_of: Iterable[bytes], fewest: int, builds: int
    ) -> None:
        """Use a folder; `made_of` is all that every content depends on.

        At least `fewest` contents are kept, and as many as so many `builds` need.
        """
        self._folder = folder
        self._made_of = digest(*made_of).encode()
        self._fewest, self._builds = fewest, builds
        self._used: set[str] = set()

    def find(self, *parts: bytes) -> bytes | None:
        """Return what was made of `parts` before, or None."""
        key = digest(self._made_of, *parts)
        self._used.add(key)
        for name in self._found.get(key, ()):
            content = _read(self._folder / name)
            if name == _name(key, content):
                return content
        return None

    def has(self, *parts: bytes) -> bool:
        """Return whether there is a file for what is made of `parts`; it may be bad."""
        return digest(self._made_of, *parts) in self._found

    def keep(self, content: bytes, *parts: bytes) -> None:
        """Remember what was made of `parts`."""
        key = digest(self._made_of, *parts)
        name = _name(key, content)
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            # Whole or not at all, whatever another build does meanwhile.
            handle, unfinished = tempfile.mkstemp(dir=self._folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                Path(unfinished).replace(self._folder / name)
            except OSError:  # a full disk has no room for halves
                Path(unfinished).unlink()
                return
        self._found.setdefault(key, []).append(name)

    def kept(self, make: Callable[[], bytes], *parts: bytes) -> bytes:
        """Return what `make` makes of `parts`, made now or before."""
        content = self.find(*parts)
        if content is None:
            content = make()
            self.keep(content, *parts)
        return content

    def look_again(self) -> None:
        """Find what other processes have added since the folder was first used."""
        self.__dict__.pop("_found", None)

    @cached_property
    def _found(self) -> dict[str, list[str]]:
        """The names of the files by the key that they begin with."""
        found: dict[str, list[str]] = {}
        with suppress(OSError):
            for name in sorted(path.name for path in self._folder.iterdir()):
                found.setdefault(name.partition(".")[0], []).append(name)
        return found

    def tidy(self) -> None:
        """Delete the files that were not used for longest, down to those that stay."""
        kept = max(self._fewest, self._builds * len(self._used))
        try:
            paths = list(self._folder.iterdir())
        except OSError:
            return
        if len(paths) <= kept:
            return
        files = sorted(((_last_use(path), path) for path in paths), reverse=True)
        for _, path in files[kept:]:
            with suppress(OSError):
                path.unlink()


def digest(*parts: bytes) -> str:
    """Return a hash of several contents, in which each counts as a whole.

    >>> digest(b"a", b"bc") == digest(b"ab", b"c")
    False
    """
    total = hashlib.sha256()
    for part in parts:
        total.update(b"%d:" % len(part))
        total.update(part)
    return total.hexdigest()[:32]


def _read(path: Path) -> bytes:
    """Return a file's content, and mark it as used; nothing where it cannot be read."""
    try:
        content = path.read_bytes()
    except OSError:
        return b""
    with suppress(OSError):  # it may be for reading only
        os.utime(path)
    return content


def _last_use(path: Path) -> float:
    """Return when a file was last used, in seconds; long ago for one that is gone."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0


def _name(key: str, content: bytes) -> str:
    return f"{key}.{digest(content)}"
