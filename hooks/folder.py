"""Makes the site a folder that is read without a server; see mkdocs.offline.yml."""

from __future__ import annotations

import logging
from pathlib import Path

from handbook.model import LANGUAGES
from handbook.offline import (
    MissingFileError,
    as_script,
    fonts_named,
    needed,
    with_files_named,
    with_fonts_inside,
    with_pages_named,
    worker_in_page,
)
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.hooks.folder")

_WORKER = "assets/search/worker.js"
_SCRIPT = "assets/folder.js"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the script that stands in for workers, and say nothing of a policy.

    What a policy calls 'self' is no file to all browsers.
    """
    if config.extra.get("folder"):
        config.extra_javascript.insert(0, _SCRIPT)
        config.extra["policy"] = ""
    return config


# Ahead of hooks/assets.py, which names the files by their content.
@event_priority(50)
def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Let the search's worker run in a page."""
    worker = files.get_file_from_path(_WORKER)
    if config.extra.get("folder") and worker:
        files.remove(worker)
        script = worker_in_page(worker.content_string)
        files.append(File.generated(config, _WORKER, content=script))
    return files


# Behind all that write into the page.
@event_priority(-100)
def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """Return the page with links to files."""
    return with_files_named(output) if config.extra.get("folder") else output


# Behind all that write files.
@event_priority(-200)
def on_post_build(*, config: MkDocsConfig) -> None:
    """Write what scripts fetch as scripts, and delete what no page leads to.

    Raises Abort for a link to what is missing.
    """
    if not config.extra.get("folder"):
        return
    site = Path(config.site_dir)
    for language in LANGUAGES:
        folder = site / language / "search"
        first = (folder / "search_index.json").read_text("utf-8")
        (folder / "search_index.js").write_text(f"var __index = {first};\n", "utf-8")
        index = folder / "index.txt"
        script = as_script(with_pages_named(index.read_bytes()))
        index.with_name("index.txt.js").write_text(script, "utf-8")
        index.unlink()
    style = site / config.extra_css[0]
    text = style.read_text("utf-8")
    fonts = {name: (style.parent / name).read_bytes() for name in fonts_named(text)}
    style.write_text(with_fonts_inside(text, fonts), "utf-8")
    try:
        kept = needed(site)
    except MissingFileError as error:
        log.error("%s", error)
        raise Abort("Nothing built.") from None
    for path in site.rglob("*"):
        if path.is_file() and path not in kept:
            path.unlink()
