"""Publishes what pages load under names that change with the content."""

from __future__ import annotations

import logging
from pathlib import Path

from handbook.assets import published
from handbook.icons import FAVICON, IconError, icons
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files

log = logging.getLogger("mkdocs.hooks.assets")


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Put the assets in their published form in the place of their sources.

    Of the theme's, only those stay that mkdocs.yml names. Raises Abort for a
    reference to what is missing, and for an icon that cannot be drawn.
    """
    styles = list(config.extra_css)
    scripts = [str(script) for script in config.extra_javascript]
    sources = {}
    for file in list(files):
        if file.src_uri.startswith("assets/"):
            files.remove(file)
            if _is_own(file, config) or file.src_uri in (*styles, *scripts):
                sources[file.src_uri] = file.content_bytes
    pictures = _icons(sources, config.theme["favicon"])
    files.append(File.generated(config, FAVICON, content=pictures.pop(FAVICON)))
    sources |= pictures
    try:
        assets = published(sources, styles, scripts)
    except KeyError as missing:
        raise _abort(
            f"{missing} is missing, which a file of docs/assets or mkdocs.yml refers "
            "to. Mend the reference."
        ) from None
    for path, content in assets.files.items():
        files.append(File.generated(config, path, content=content))
    config.extra["assets"] = assets.names
    config.extra_css = [assets.style]
    script = ExtraScriptValue(assets.script)
    # No page needs it to be seen.
    script.defer = True
    config.extra_javascript = [script]
    config.theme["favicon"] = assets.names[config.theme["favicon"]]
    return files


def _icons(sources: dict[str, bytes], name: str) -> dict[str, bytes]:
    """Return the icon as pictures, contents by path."""
    try:
        return dict(icons(sources[name]))
    except (KeyError, IconError) as error:
        raise _abort(
            f"docs/{name} gives no icons: {error}. Mend it, or teach "
            "hooks/handbook/icons.py."
        ) from None


def _abort(problem: str) -> Abort:
    """Report a problem where scripts/build.py looks for it; return what to raise."""
    log.error("%s", problem)
    return Abort("Nothing built.")


def _is_own(file: File, config: MkDocsConfig) -> bool:
    """Return whether a file is of docs/ or made by a hook, and not of the theme."""
    path = file.abs_src_path
    return path is None or Path(config.docs_dir) in Path(path).parents
