"""Writes compressed copies beside the files, for web servers that can send them."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Literal

import brotli
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

_TEXT = {".css", ".html", ".js", ".json", ".md", ".out", ".py", ".svg", ".txt", ".xml"}
# Less fits into the first packet anyway.
_LEAST = 1000
# Every page loads the assets; for all pages the best would take longer than the build.
_BEST, _QUICK = 11, 5
_serving = False


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember what MkDocs was called for; its own server compresses nothing."""
    global _serving
    _serving = command == "serve"


# Behind all that write files, hooks/permanence.py too.
@event_priority(-100)
def on_post_build(*, config: MkDocsConfig) -> None:
    """Compress each text of the finished site, with gzip and brotli."""
    site = Path(config.site_dir)
    is_sent = not _serving and not config.extra.get("folder")
    for path in sorted(site.rglob("*")) if is_sent else ():
        if path.suffix not in _TEXT or path.stat().st_size < _LEAST:
            continue
        content = path.read_bytes()
        quality = _BEST if path.is_relative_to(site / "assets") else _QUICK
        # Without a date, so that the same text gives the same bytes.
        _beside(path, ".gz").write_bytes(gzip.compress(content, 9, mtime=0))
        _beside(path, ".br").write_bytes(brotli.compress(content, quality=quality))


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)
