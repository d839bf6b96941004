"""Draws the short address of each question as a QR code, fetched when it is wanted."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin

import segno
from handbook import addresses
from handbook.model import Corpus
from mkdocs.config.defaults import MkDocsConfig

# Modules of white on each side; ISO/IEC 18004 demands four.
_QUIET_ZONE = 4


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write one drawing for each question, black on white in any colour scheme."""
    corpus: Corpus = config.extra["corpus"]
    site = Path(config.site_dir)
    for question in corpus.published_questions:
        path = site / addresses.qr_code(question)
        path.parent.mkdir(exist_ok=True)
        address = urljoin(config.site_url or "", addresses.bilingual(question))
        segno.make_qr(address).save(
            str(path),
            border=_QUIET_ZONE,
            dark="#000",
            light="#fff",
            omitsize=True,  # a viewBox instead: the page gives the size
            svgclass=None,
            lineclass=None,
        )
