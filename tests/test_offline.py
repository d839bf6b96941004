"""The site as a folder: unpacked from its archive, read in Chromium from the disk."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import build
import offline
import pytest
from conftest import ROOT
from handbook import load
from handbook.model import LANGUAGES, Language
from handbook.offline import MissingFileError, archive, needed, with_files_named
from handbook.rules.figures import figures
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect
from test_every_page import was_left

SITE_URL = "https://llm.example/base/"
CORPUS, _ = load(ROOT)
QUESTION = CORPUS.by_slug["training-memory"]
ENTER = {"zh": "进入中文版", "en": "Read in English"}
QUERY = {"zh": "显存不够", "en": "out of memory"}


@dataclass(frozen=True)
class Folder:
    """The archive, and where it was unpacked."""

    archive: Path
    root: Path

    def page(self, address: str) -> str:
        return (self.root / address / "index.html").as_uri()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The archive that the script writes, in a folder of a name that needs care."""
    own = tmp_path_factory.mktemp("offline")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", SITE_URL)
        for name in ("LOG", "LOCK", "UNFINISHED"):
            patch.setattr(build, name, own / "builds" / name.lower())
        patch.setattr(build, "BUILDS", own / "builds")
        patch.setattr(offline, "ARCHIVE", own / "llm-qa.zip")
        assert offline.main() == 0
    assert not list((own / "builds").glob("*.zip"))
    place = own / "问题 100% & more #1"
    with zipfile.ZipFile(own / "llm-qa.zip") as packed:
        packed.extractall(place)
    (root,) = place.iterdir()
    return Folder(own / "llm-qa.zip", root)


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(reduced_motion="reduce") as context:
        yield context


@dataclass
class Reading:
    """A page, and what happened on it that should not."""

    page: Page
    faults: list[str] = field(default_factory=list)

    def follow(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("requestfailed", self._fail)
        self.page.on("request", lambda asked: self._see(asked.url))

    def _hear(self, message: object) -> None:
        if getattr(message, "type", "") in ("error", "warning"):
            self.faults.append(str(message))

    def _fail(self, asked: Request) -> None:
        if not was_left(asked):
            self.faults.append(asked.url)

    def _see(self, url: str) -> None:
        if not url.startswith(("file:", "data:", "blob:")):
            self.faults.append(url)


@pytest.fixture
def reading(context: BrowserContext) -> Iterator[Reading]:
    found = Reading(context.new_page())
    found.follow()
    yield found
    found.page.close()


# ---- in a browser ----


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_finds_an_answer_and_reads_it_in_both_languages(
    reading: Reading, folder: Folder, language: Language
) -> None:
    page = reading.page
    page.goto((folder.root / "index.html").as_uri())
    page.get_by_role("link", name=ENTER[language]).click()
    page.locator("main a[href*='/q/'], main a[href^='q/']").first.click()
    expect(page.locator("article h1")).to_be_visible()
    search(page, language)
    page.locator(".md-search-result__link").first.click()
    title = QUESTION.editions[language].title
    expect(page.locator("article h1")).to_have_text(title)
    expect(page).to_have_url(re.compile(rf"/{language}/q/[\w-]+/index\.html(#.*)?$"))
    page.get_by_role("link", name=re.compile("^(对照|Both)$")).click()
    expect(page.locator("article h1")).to_have_count(2)
    # It searches the language that was read.
    search(page, language)
    expect(page.locator(".md-search-result__link").first).to_have_attribute(
        "href", re.compile(f"/{language}/q/training-memory/index.html")
    )
    assert reading.faults == []


def search(page: Page, language: Language) -> None:
    field = page.locator("[data-md-component=search-query]")
    field.click()
    field.fill(QUERY[language])
    expect(page.locator(".md-search-result__link").first).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_found_leads_on(
    reading: Reading, folder: Folder, language: Language
) -> None:
    page = reading.page
    page.goto(folder.page(language))
    page.locator("[data-md-component=search-query]").fill("zzzqqq")
    links = page.locator(".search-nearest a")
    expect(links.first).to_be_visible()
    for link in links.all():
        file = urldefrag(link.evaluate("link => link.href"))[0]
        assert Path(unquote(urlsplit(file).path)).is_file()
    assert reading.faults == []


def test_a_search_without_its_index_says_so(reading: Reading, folder: Folder) -> None:
    page = reading.page
    index = folder.root / "en/search/index.txt.js"
    moved = index.rename(index.with_name("moved"))
    try:
        page.goto(folder.page("en"))
        page.locator("[data-md-component=search-query]").fill(QUERY["en"])
        expect(page.locator(".search-nearest")).to_contain_text("out of order")
    finally:
        moved.rename(index)
    page.locator("[data-md-component=search-query]").fill("memory")
    expect(page.locator(".md-search-result__link").first).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_and_formulas_are_shown(
    reading: Reading, folder: Folder, language: Language
) -> None:
    page = reading.page
    page.goto(folder.page(f"{language}/q/{QUESTION.slug}"))
    drawings = page.locator("article figure > svg[role=img]")
    expect(drawings).to_have_count(len(figures(QUESTION.editions[language].markup)))
    box = drawings.first.bounding_box()
    assert box
    assert box["width"] > 300
    drawings.first.click()
    expect(page.locator("dialog.enlarged")).to_be_visible()
    page.keyboard.press("Escape")
    math = page.locator("article math").first
    assert "STIX" in math.evaluate("math => getComputedStyle(math).fontFamily")
    loaded = "[...document.fonts].filter((font) => font.status === 'loaded').length"
    page.wait_for_function(f"document.fonts.ready.then(() => {loaded} > 0)")
    code = page.locator(".qr summary")
    code.click()
    drawing = page.locator(".qr img")
    drawing.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.qr img').naturalWidth > 0")
    assert reading.faults == []


def test_what_is_shared_is_on_the_web(reading: Reading, folder: Folder) -> None:
    page = reading.page
    page.goto(folder.page("q/18"))
    row = page.locator(".share")
    assert row.get_attribute("data-short") == f"{SITE_URL}q/18/"
    canonical = page.locator("link[rel=canonical]").get_attribute("href")
    assert canonical == f"{SITE_URL}q/18/"
    # Its text cannot be fetched, but opened.
    expect(row.get_by_role("button", name="Markdown")).to_have_count(0)
    row.get_by_role("link", name="Markdown · English").click()
    page.wait_for_url("**/en/q/training-memory/index.md")
    assert reading.faults == []


def test_without_scripts_links_lead_to_files(browser: Browser, folder: Folder) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((folder.root / "index.html").as_uri())
        page.get_by_role("link", name=ENTER["en"]).click()
        page.locator("main a[href^='q/']").first.click()
        expect(page.locator("article h1")).to_be_visible()


# ---- on the disk ----


def test_every_link_leads_to_a_file_and_a_place_in_it(folder: Folder) -> None:
    pages = {
        path: html.fromstring(path.read_bytes()) for path in folder.root.rglob("*.html")
    }
    ids = {path: set(page.xpath("//@id")) for path, page in pages.items()}
    assert len(pages) > 50
    count = 0
    for path, page in pages.items():
        here = path.as_uri()
        for reference in page.xpath("//@href | //@src"):
            if reference.startswith(("https:", "mailto:")):
                continue
            target, anchor = urldefrag(urljoin(here, reference))
            file = Path(unquote(urlsplit(target).path))
            assert file.is_file(), (path, reference)
            assert folder.root in file.parents, (path, reference)
            assert not anchor or unquote(anchor) in ids[file], (path, reference)
            count += 1
    assert count > 5000


def test_nothing_is_there_that_no_reader_needs(folder: Folder) -> None:
    for path in folder.root.rglob("*"):
        if path.is_file():
            name = path.relative_to(folder.root).as_posix()
            assert not name.startswith(("cards/", "api/")), name
            # The pictures are in the style sheet; their licence goes with them.
            assert path.parent.name != "icons" or path.name == "LICENSE.txt", name
            assert path.suffix not in (".gz", ".br", ".xml", ".ico", ".woff2"), name
            assert path.suffix != ".txt" or name.startswith("assets/"), name


def test_no_page_has_a_policy_that_a_disk_cannot_keep(folder: Folder) -> None:
    for path in folder.root.rglob("*.html"):
        assert "Content-Security-Policy" not in path.read_text("utf-8"), path


def test_the_same_files_give_the_same_bytes(folder: Folder, tmp_path: Path) -> None:
    copy = shutil.copytree(folder.root, tmp_path / "copy", copy_function=shutil.copy)
    os.utime(copy / "index.html", (0, 0))
    (copy / "index.html").chmod(0o600)
    archive(copy, tmp_path / "again.zip", "llm-qa")
    assert (tmp_path / "again.zip").read_bytes() == folder.archive.read_bytes()


# ---- without a build ----


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("../b/", "../b/index.html"),
        ("../b/#explain", "../b/index.html#explain"),
        (".", "./index.html"),
        ("../..", "../../index.html"),
        ("./", "./index.html"),
        ("a.svg", "a.svg"),
        ("index.md", "index.md"),
        ("#explain", "#explain"),
        ("https://llm.example/q/18/", "https://llm.example/q/18/"),
        ("mailto:someone@llm.example", "mailto:someone@llm.example"),
    ],
)
def test_a_link_names_its_file(reference: str, expected: str) -> None:
    page = f'<a class="x" href="{reference}">b/</a> <b data-href="b/">'
    assert with_files_named(page) == page.replace(
        f'href="{reference}">b/<', f'href="{expected}">b/<'
    )


def test_a_link_to_nothing_is_named(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<a href="q/index.html">')
    with pytest.raises(MissingFileError, match=r"index\.html leads to q/index\.html"):
        needed(tmp_path)


def test_a_build_that_fails_leaves_the_archive_alone(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(offline, "ARCHIVE", tmp_path / "llm-qa.zip")
    monkeypatch.setattr(offline, "CONFIGURATION", "no-such.yml")
    offline.ARCHIVE.write_bytes(b"older")
    assert offline.main() == 1
    assert offline.ARCHIVE.read_bytes() == b"older"
    assert "no-such.yml" in capsys.readouterr().out
