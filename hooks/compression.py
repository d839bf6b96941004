"""Writes compressed copies beside the files, for web servers that can send them."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

import brotli
from handbook.store import Store
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
            pool.submit(_compress, path, store, quality)
            for path, quality in _texts(site)
            if not _is_found(path, store, quality)
        ]
        for future in new:
            future.result()
    store.tidy()


def _texts(site: Path) -> Iterator[tuple[Path, int]]:
    """Yield the files to compress, and with which quality."""
    for folder, folders, names in os.walk(site):
        folders.sort()
        quality = _BEST if Path(folder).is_relative_to(site / "assets") else _QUICK
        for name in sorted(names):
            path = Path(folder, name)
            if path.suffix in _TEXT and path.stat().st_size >= _LEAST:
                yield path, quality


def _is_found(path: Path, store: Store, quality: int) -> bool:
    """Return whether a file was compressed before; its copies are then written."""
    copies = store.find(path.read_bytes(), b"%d" % quality)
    if copies is None:
        return False
    _write(path, copies)
    return True


def _compress(path: Path, store: Store, quality: int) -> None:
    """Write the copies of a file that is new."""
    content = path.read_bytes()
    copies = _copies(content, quality)
    store.keep(copies, content, b"%d" % quality)
    _write(path, copies)


def _write(path: Path, copies: bytes) -> None:
    """Write the two copies of a file beside it."""
    size = int.from_bytes(copies[:4], "big")
    for suffix, copy in ((".gz", copies[4 : 4 + size]), (".br", copies[4 + size :])):
        path.with_name(path.name + suffix).write_bytes(copy)


def _copies(content: bytes, quality: int) -> bytes:
    """Return the copy of gzip with its length before it, and that of brotli behind."""
    # Without a date, so that the same text gives the same bytes.
    zipped = gzip.compress(content, 9, mtime=0)
    size = len(zipped).to_bytes(4, "big")
    return b"".join((size, zipped, brotli.compress(content, quality=quality)))
