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


def stage(
    *arguments: str | Path, **environment: str
) -> subprocess.CompletedProcess[str]:
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
    assert "No issues found" in built.stdout + built.stderr
    return folder / "site"


def test_every_page_says_the_same_and_leads_to_the_same_places(
    built_site: Site, staged: Path
) -> None:
    pages = {
        page.parent.relative_to(staged).as_posix(): page
        for page in staged.rglob("index.html")
    }
    assert len(pages) > 90
    for name, page in sorted(pages.items()):
        address = "" if name == "." else f"{name}/"
        original = shown(
            built_site.folder / name / "index.html",
            address,
            "//article | //*[contains(@class, 'page ') and not(.//article)]",
        )
        copy = shown(page, address, "//article")
        assert copy.text == original.text, name
        assert copy.links == original.links, name
        assert original.ids <= copy.ids, name
        # A list's headings have ids, for Zensical gives them some in any case.
        is_list = not re.search(r"(^|/)q/|glossary|errata|about|contributing", name)
        assert is_list or copy.ids - original.ids <= {"both-sources"}, name


def test_no_published_page_is_missing(built_site: Site, staged: Path) -> None:
    def addresses(folder: Path) -> set[str]:
        pages = folder.rglob("index.html")
        return {page.parent.relative_to(folder).as_posix() for page in pages}

    missing = addresses(built_site.folder) - addresses(staged)
    # The second addresses of the pages with both languages, by slug.
    assert all(re.fullmatch(r"q/[a-z][a-z0-9-]*", address) for address in missing)


def test_every_reference_in_the_staged_site_leads_somewhere(staged: Path) -> None:
    ids: dict[str, set[str]] = {}
    references: list[tuple[str, str]] = []
    for page in staged.rglob("index.html"):
        name = page.parent.relative_to(staged).as_posix()
        address = "" if name == "." else f"{name}/"
        tree = html.fromstring(page.read_bytes().decode("utf-8"))
        ids[address] = set(tree.xpath("//@id"))
        (article,) = tree.xpath("//article")
        for element in article.xpath(".//*[@href or @src]"):
            target = element.get("href") or element.get("src")
            url = urljoin(f"http://host/{address}", target)
            if url.startswith("http://host/"):
                references.append((address, url.removeprefix("http://host/")))
    assert len(references) > 1000
    for address, target in references:
        path, fragment = urlsplit(target).path, urlsplit(target).fragment
        if fragment:
            assert fragment in ids[path], f"{address}: {target}"
        else:
            assert path in ids or (staged / path).is_file(), f"{address}: {target}"


def test_formulas_and_drawings_are_part_of_the_page(staged: Path) -> None:
    page = (staged / "en/q/bpe-vs-wordpiece/index.html").read_text("utf-8")
    article = html.fromstring(page).xpath("//article")[0]
    assert len(article.xpath(".//math")) > 10
    assert article.xpath(".//figure[@id='fig-merge-criteria']//*[name()='svg']")
    assert not re.search(r"\$[^$\n]+\$", "".join(article.itertext()))
    # What Markdown would have eaten is still in the formula's source.
    assert r"\frac{f(ab)}{f(a)\,f(b)}" in "".join(article.itertext())


@pytest.mark.parametrize("present", ["notes.txt", "docs/mine.md"])
def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path, present: str) -> None:
    file = tmp_path / "stage" / present
    file.parent.mkdir(parents=True)
    file.write_text("mine", "utf-8")
    result = stage(tmp_path / "stage")
    assert result.returncode == 1
    assert "Nothing staged. Name another folder, or empty it." in result.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [file]


def test_a_stage_is_replaced_whole_and_is_the_same_each_time(tmp_path: Path) -> None:
    folder = tmp_path / "stage"

    def written() -> dict[str, bytes]:
        result = stage(folder, "--root", CORPUS)
        assert result.returncode == 0, result.stdout + result.stderr
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }

    first = written()
    (folder / "docs/stale.md").write_text("old", "utf-8")
    assert written() == first
    # A question that moved keeps a page at its old address.
    moved = first["docs/zh/q/water-clock/index.md"].decode("utf-8")
    assert "](../water-clock-shape/index.md)" in moved


def test_a_broken_source_stages_nothing_and_is_reported(tmp_path: Path) -> None:
    root = shutil.copytree(CORPUS, tmp_path / "corpus", symlinks=True)
    source = root / "docs/questions/shadows/sundial-noon.md"
    source.write_text(source.read_text("utf-8").replace("# ", "", 1), "utf-8")
    result = stage(tmp_path / "stage", "--root", root)
    assert result.returncode == 1
    assert result.stdout.startswith("docs/questions/shadows/sundial-noon.md:")
    assert "Nothing staged: " in result.stderr
    assert not (tmp_path / "stage").exists()
