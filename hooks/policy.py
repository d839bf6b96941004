"""Says what browsers may do with the site: in every page, and for hosts in `_headers`.

A page gets its Content-Security-Policy once all of the page is known.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import yaml
from handbook.headers import Headers, headers
from handbook.headers_file import headers_file
from handbook.policy import policy
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

# What the templates put where the policy belongs.
_MARK = "@policy@"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Tell the templates what to put in the policy's place: nothing while serving.

    `mkdocs serve` puts its reloading script into every page, which no policy foresees.
    """
    text = Path(__file__).with_name("headers.yml").read_text("utf-8")
    config.extra["headers"] = headers(yaml.safe_load(text))
    config.extra["policy"] = "" if config.extra["is_served"] else _MARK
    return config


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """Return the page with its policy."""
    return _with_policy(output, config)


def on_post_template(
    output_content: str, *, template_name: str, config: MkDocsConfig
) -> str:
    """Return the error page with its policy; a template without the mark as it is."""
    return _with_policy(output_content, config)


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write `_headers` for the hosts that follow it."""
    base = urlsplit(config.site_url or "/").path
    text = headers_file(config.extra["headers"], base)
    Path(config.site_dir, "_headers").write_text(text, "utf-8")


def _with_policy(html: str, config: MkDocsConfig) -> str:
    sent: Headers = config.extra["headers"]
    return html.replace(_MARK, policy(html, sent.page_policy), 1)
