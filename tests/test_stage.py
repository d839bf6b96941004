"""The way out: Zensical builds the staged pages, and they say what the site's say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from conftest import Site
from lxml import html

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "tests/corpus"

# What a staged page lacks or has besides, by what finds it on the site's page or on the
# staged one, and why that is lawful.
LEFT_OUT = {
    # Needs a template: the theme's own navigation and search take their place.
    "//form | //*[@role='search'] | //*[contains(@class, 'search')]": "the search",
    "//nav[contains(@class, 'topic-list')]": "the row of all topics",
    "//*[contains(@class, 'map__sheet')]": "the drawing of the map; its list remains",
    "//*[@id='__skip']": "where Zensical's link to the text leads",
    # Beside a heading, without text.
    "//a[contains(@class, 'anchor')]": "the headings' links to themselves",
    # The theme's own, in front of an answer's title and for a listener alone.
    "//*[contains(@class, 'for-screen-readers')]": "words for screen readers",
}


@dataclass(frozen=True)
class Shown:
    """What a page shows: its text without spaces, where its links lead, its ids."""

    text: str
    links: tuple[str, ...]
    ids: frozenset[str]


def shown(page: Path, address: str, containers: str) -> Shown:
    """What a page shows inside its containers; links are addresses on the site."""
    tree = html.fromstring(page.read_bytes().decode("utf-8"))
    for pattern in LEFT_OUT:
        for element in tree.xpath(pattern):
            element.drop_tree()
    found = tree.xpath(containers)
    assert found, f"{page}: no {containers}"
    texts = ["".join(element.itertext()) for element in found]
    links, ids = [], set()
    for element in found:
        for link in element.iter("a"):
            target = urljoin(f"http://host/{address}", link.get("href", ""))
            links.append(target.removeprefix("http://host/"))
        ids |= {inner.get("id") for inner in element.iter() if inner.get("id")}
    return Shown(re.sub(r"\s+", "", "".join(texts)), tuple(links), frozenset(ids))


def stage(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "scripts/stage.py", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def staged(built_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site that Zensical made of the staged pages."""
    zensical = shutil.which("zensical", path=str(Path(sys.executable).parent))
    if zensical is None:
        pytest.skip("no zensical: pip install --require-hashes -r requirements-dev.txt")
    folder = tmp_path_factory.mktemp("stage") / "stage"
    written = stage(folder, SITE_URL=built_site.url)
    assert written.returncode == 0, written.stdout + written.stderr
    built = subprocess.run(
        [zensical, "build", "--strict", "--config-file", folder / "zensical.toml"],
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    assert "No issues found" in built.stdout
    return folder / "site"
