"""What had an address once keeps it: built from sources in which things have moved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Site, build
from markup_tree import Element, read
from playwright.sync_api import Browser, BrowserContext, expect
from static_host import StaticHost
from test_every_page import WATCH_POLICY, Watch, axe_violations, wait_for_scripts
from test_repository import copy_repository

# A question that was merged with its id, one that was only renamed, old anchors.
RECORD = "- {id: 900, slug: soft-prompts, anchors: [explain, old-limits]}\n"
REDIRECTS = """\
soft-prompts: p-tuning
ptuning: p-tuning
p-tuning#old-limits: limits
p-tuning#why: explain
glossary#byte-pairs: bpe
"""
OLD = {
    "zh/q/soft-prompts/": "zh/q/p-tuning/",
    "en/q/soft-prompts/": "en/q/p-tuning/",
    "q/soft-prompts/": "q/23/",
    "q/900/": "q/23/",
    "zh/q/ptuning/": "zh/q/p-tuning/",
    "en/q/ptuning/": "en/q/p-tuning/",
    "q/ptuning/": "q/23/",
}


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site below a path whose questions and headings had other names before."""
    root = copy_repository(tmp_path_factory.mktemp("moved") / "copy")
    with (root / "docs/published.yml").open("a", encoding="utf-8") as record:
        record.write(RECORD)
    with (root / "docs/redirects.yml").open("a", encoding="utf-8") as redirects:
        redirects.write(REDIRECTS)
    host = StaticHost("/base/")
    build(root / "site", host.url, root)
    host.serve(root / "site")
    yield Site(root / "site", host)
    host.close()


def page(site: Site, address: str) -> Element:
    return read((site.folder / address / "index.html").read_text("utf-8"))


@pytest.mark.parametrize(("old", "new"), OLD.items())
def test_an_old_address_is_a_page_that_describes_the_new_one(
    moved: Site, old: str, new: str
) -> None:
    before, after = page(moved, old), page(moved, new)
    titles = [element.one("head").one("title").text for element in (before, after)]
    assert titles[0] == titles[1]
    for name in ("description", "viewport"):
        assert before.one("meta", name=name).attributes == (
            after.one("meta", name=name).attributes
        )
    for element in (before, after):
        assert element.one("link", rel="canonical")["href"] == moved.url + new
    target = before.one("meta", **{"http-equiv": "refresh"})["content"]
    assert target.startswith("0; url=../")
    (link,) = before.one("main").all("a")
    assert target == f"0; url={link['href']}"
    assert before.one("html")["lang"] == after.one("html")["lang"]


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize(("old", "new"), OLD.items())
def test_an_old_address_leads_to_the_new_one(
    browser: Browser, moved: Site, old: str, new: str, scripts: bool
) -> None:
    context = browser.new_context(java_script_enabled=scripts)
    window = context.new_page()
    window.goto(moved.url + old)
    expect(window).to_have_url(moved.url + new)
    expect(window.locator("article h1").first).to_be_visible()
    context.close()


@pytest.mark.parametrize(
    ("old", "new", "heading"),
    [
        ("zh/q/soft-prompts/#limits", "zh/q/p-tuning/#limits", "#limits"),
        ("en/q/ptuning/#why", "en/q/p-tuning/#why", "#explain"),
        ("q/900/#explain", "q/23/#explain", "#explain"),
        ("zh/q/p-tuning/#old-limits", "zh/q/p-tuning/#old-limits", "#limits"),
        ("en/q/p-tuning/#why", "en/q/p-tuning/#why", "#explain"),
        ("q/23/#why", "q/23/#why", "#zh-explain"),
        ("q/23/#en-old-limits", "q/23/#en-old-limits", "#en-limits"),
        ("q/p-tuning/#zh-why", "q/p-tuning/#zh-why", "#zh-explain"),
        ("en/glossary/#byte-pairs", "en/glossary/#byte-pairs", "#bpe"),
    ],
)
def test_an_old_anchor_leads_to_its_heading(
    context: BrowserContext, moved: Site, old: str, new: str, heading: str
) -> None:
    window = context.new_page()
    window.goto(moved.url + old)
    expect(window).to_have_url(moved.url + new)
    place = window.locator(heading)
    expect(place).to_be_in_viewport()
    header = window.locator(".site-header").bounding_box()
    box = place.bounding_box()
    assert header
    assert box
    assert header["height"] <= box["y"] < 300


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, reduced_motion="reduce"
    )
    context.add_init_script(WATCH_POLICY)
    yield context
    context.close()


@pytest.mark.parametrize("old", ["zh/q/soft-prompts/", "q/900/"])
def test_the_page_that_is_left_behind_is_proper(
    context: BrowserContext, moved: Site, old: str
) -> None:
    window, watch = context.new_page(), Watch(moved)
    watch.follow(window)
    # An answer without content leaves the browser where it is.
    stay = f"{moved.url}{OLD[old]}"
    window.route(stay, lambda route: route.fulfill(status=204))
    window.goto(moved.url + old)
    wait_for_scripts(window)
    link = window.locator("main a")
    expect(link).to_be_visible()
    assert link.evaluate("link => link.href") == stay
    assert axe_violations(window) == []
    assert window.evaluate("violations") == []
    assert [fault for fault in watch.faults if fault != stay] == []


def test_a_renamed_question_keeps_its_markdown(moved: Site) -> None:
    for language in ("zh", "en"):
        folder = moved.folder / language / "q"
        markdown = (folder / "p-tuning/index.md").read_text("utf-8")
        assert (folder / "soft-prompts/index.md").read_text("utf-8") == markdown
        assert "data-old" not in markdown


def test_no_index_lists_an_old_address(moved: Site) -> None:
    for name in ("sitemap.xml", "zh/search/index.txt", "en/search/index.txt"):
        # The index has an encoding of its own; addresses are ASCII in any.
        text = (moved.folder / name).read_text("latin-1")
        assert "p-tuning" in text
        assert not re.search("soft-prompts/|ptuning/|q/900/", text), name


def test_the_bilingual_page_stands_under_its_slug_too(moved: Site) -> None:
    for record in (moved.folder / "q").glob("*/index.html"):
        canonical = read(record.read_text("utf-8")).one("link", rel="canonical")["href"]
        number = Path(canonical).name
        assert number.isdigit()
    for slug, id in (("p-tuning", 23), ("training-memory", 18)):
        both = [moved.folder / "q" / str(name) / "index.html" for name in (slug, id)]
        assert both[0].read_bytes() == both[1].read_bytes()


def test_every_address_and_anchor_is_ascii_and_lower_case(moved: Site) -> None:
    for file in moved.folder.rglob("*.html"):
        address = file.relative_to(moved.folder).as_posix()
        assert re.fullmatch("[a-z0-9/.-]+", address), address
        for element in read(file.read_text("utf-8")).one("main").descendants():
            if element.tag in ("h1", "h2", "h3", "figure", "section"):
                assert re.fullmatch("[a-z0-9-]*", element["id"]), (address, element)
