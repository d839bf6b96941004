"""Takes comments and needless spaces out of the site's own scripts."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from rjsmin import jsmin


def on_post_build(*, config: MkDocsConfig) -> None:
    """Shorten every script that came from docs/assets; the theme's own are short."""
    source = Path(config.docs_dir) / "assets"
    for script in source.rglob("*.js"):
        target = Path(config.site_dir) / "assets" / script.relative_to(source)
        text = str(jsmin(script.read_text("utf-8"), keep_bang_comments=True))
        target.write_text(text, "utf-8")
