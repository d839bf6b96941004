"""Writes the service worker, which keeps what was read; none while serving.

Where `extra.service_worker` is off, it writes one that removes itself from browsers.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from rjsmin import jsmin

_OFFLINE = "offline.html"
_WORKER = "sw.js"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Tell the templates which worker pages start: none while serving, or off.

    A worker would stay at the address of `make serve`, which others use too.
    """
    is_on = config.extra["service_worker"] and not config.extra["is_served"]
    config.extra["worker"] = _WORKER if is_on else ""
    return config


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write the worker at the site's root, which is what it works for."""
    if config.extra["is_served"]:
        return
    name = "sw.js" if config.extra["worker"] else "sw-off.js"
    page = Path(config.site_dir, _OFFLINE).read_bytes()
    # Another page is another address, so that it is fetched.
    needed = [
        f"{_OFFLINE}?{hashlib.sha256(page).hexdigest()[:8]}",
        config.extra_css[0],
        str(config.extra_javascript[0]),
        config.theme["favicon"],
    ]
    template = config.extra["templates"].get_template(f"machines/{name}")
    script = jsmin(template.render(needed=needed))
    Path(config.site_dir, _WORKER).write_text(f"{script}\n", "utf-8")
