"""Writes compressed copies beside the files, for web servers that can send them."""

from __future__ import annotations

import gzip
import os
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

import brotli
from handbook.store import Store, digest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

_TEXT = {".css", ".html", ".js", ".json", ".md", ".out", ".py", ".svg", ".txt", ".xml"}
# Less fits into the first packet anyway.
_LEAST = 1000
# Every page loads the assets; for all pages the best would take longer than the build.
_BEST, _QUICK = 11, 5
# How many files' copies are kept: those of so many builds.
_FEWEST, _BUILDS = 2000, 2
_MADE_OF = (
    zlib.ZLIB_RUNTIME_VERSION.encode(),
    version("brotli").encode(),
    Path(__file__).read_bytes(),
)


# Behind all that write files, hooks/permanence.py too.
@event_priority(-100)
def on_post_build(*, config: MkDocsConfig) -> None:
    """Compress each text of the finished site, with gzip and brotli.

    Neither MkDocs's own server nor a disk would send the copies.
    """
    if config.extra["is_served"] or config.extra.get("folder"):
        return
    site, root = Path(config.site_dir), Path(config.config_file_path).parent
    store = Store(root / ".cache/compressed", _MADE_OF, _FEWEST, _BUILDS)
    # Both compressors work outside of Python's lock, so that threads are enough.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        new = [
            pool.submit(_compress, paths, store, quality)
            for paths, quality in _texts(site)
            if not _is_found(paths, store, quality)
        ]
        for future in new:
            future.result()
    store.tidy()


def _texts(site: Path) -> Iterator[tuple[list[Path], int]]:
    """Yield the files to compress, with which quality; those of equal content together.

    Each page of both languages stands at two addresses.
    """
    found: dict[tuple[int, int], list[Path]] = defaultdict(list)
    for folder, folders, names in os.walk(site):
        folders.sort()
        quality = _BEST if Path(folder).is_relative_to(site / "assets") else _QUICK
        for name in sorted(names):
            path = Path(folder, name)
            if path.suffix in _TEXT and (size := path.stat().st_size) >= _LEAST:
                found[size, quality].append(path)
    for (_, quality), paths in found.items():
        for equal in _by_content(paths):
            yield equal, quality


def _by_content(paths: list[Path]) -> Iterable[list[Path]]:
    """Return files of equal size in groups of equal content."""
    if len(paths) == 1:
        return [paths]
    groups: dict[str, list[Path]] = defaultdict(list)
    for path in paths:
        groups[digest(path.read_bytes())].append(path)
    return groups.values()


def _is_found(paths: list[Path], store: Store, quality: int) -> bool:
    """Return whether this was compressed before; its copies are then written."""
    copies = store.find(paths[0].read_bytes(), b"%d" % quality)
    if copies is None:
        return False
    _write(paths, copies)
    return True


def _compress(paths: list[Path], store: Store, quality: int) -> None:
    """Write the copies of what is new."""
    content = paths[0].read_bytes()
    copies = _copies(content, quality)
    store.keep(copies, content, b"%d" % quality)
    _write(paths, copies)


def _write(paths: list[Path], copies: bytes) -> None:
    """Write the two copies of each file beside it."""
    size = int.from_bytes(copies[:4], "big")
    for suffix, copy in ((".gz", copies[4 : 4 + size]), (".br", copies[4 + size :])):
        for path in paths:
            path.with_name(path.name + suffix).write_bytes(copy)


def _copies(content: bytes, quality: int) -> bytes:
    """Return the copy of gzip with its length before it, and that of brotli behind."""
    # Without a date, so that the same text gives the same bytes.
    zipped = gzip.compress(content, 9, mtime=0)
    size = len(zipped).to_bytes(4, "big")
    return b"".join((size, zipped, brotli.compress(content, quality=quality)))
