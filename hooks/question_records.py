"""Writes the questions as JSON, for programs."""

from __future__ import annotations

import json
from pathlib import Path

from handbook.question_records import records
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import write_file


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write the files below api/v1/; the texts in them are those of markdown_files."""
    found = records(
        config.extra["corpus"],
        config.site_url or "",
        config.extra["markdown"],
        config.extra["words"],
    )
    for address, data in found.items():
        text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
        write_file(text.encode(), str(Path(config.site_dir, address)))
