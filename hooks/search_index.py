"""Splits the theme's search index, so that each language is searched by itself."""

from __future__ import annotations

import json
from pathlib import Path

from handbook.model import LANGUAGES
from mkdocs.config.defaults import MkDocsConfig

_INDEX = Path("search", "search_index.json")


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write one index below each language's address; runs behind the search plugin."""
    whole = Path(config.site_dir) / _INDEX
    index = json.loads(whole.read_text("utf-8"))
    for language in LANGUAGES:
        prefix = f"{language}/"
        part = {
            **index,
            "docs": [
                {**entry, "location": entry["location"].removeprefix(prefix)}
                for entry in index["docs"]
                if entry["location"].startswith(prefix)
            ],
        }
        target = Path(config.site_dir) / language / _INDEX
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(
            json.dumps(part, ensure_ascii=False, separators=(",", ":")), "utf-8"
        )
    whole.unlink()
    whole.parent.rmdir()
