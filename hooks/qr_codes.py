"""Draws the short address of each question as a QR code, fetched when it is wanted."""

from __future__ import annotations

from functools import partial
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin

import segno
from handbook import addresses
from handbook.model import Corpus
from handbook.store import Store
from mkdocs.config.defaults import MkDocsConfig

# Modules of white on each side; ISO/IEC 18004 demands four.
_QUIET_ZONE = 4
# How many drawings are kept: those of so many builds.
_FEWEST, _BUILDS = 200, 4
_MADE_OF = (version("segno").encode(), Path(__file__).read_bytes())


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write one drawing for each question, black on white in any colour scheme."""
    corpus: Corpus = config.extra["corpus"]
    site = Path(config.site_dir)
    root = Path(config.config_file_path).parent
    store = Store(root / ".cache/qr-codes", _MADE_OF, _FEWEST, _BUILDS)
    for question in corpus.published_questions:
        path = site / addresses.qr_code(question)
        path.parent.mkdir(exist_ok=True)
        address = urljoin(config.site_url or "", addresses.bilingual(question))
        path.write_bytes(store.kept(partial(_drawn, address), address.encode()))
    store.tidy()


def _drawn(address: str) -> bytes:
    file = BytesIO()
    segno.make_qr(address).save(
        file,
        kind="svg",
        border=_QUIET_ZONE,
        dark="#000",
        light="#fff",
        omitsize=True,  # a viewBox instead: the page gives the size
        svgclass=None,
        lineclass=None,
    )
    return file.getvalue()
