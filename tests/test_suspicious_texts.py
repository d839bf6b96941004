"""What looks like an attack, and no rule refuses, is text in all that is built."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import markdown
import pytest
import suspicious_texts as texts
from conftest import Site, build
from handbook import review
from handbook.markup import Markup
from handbook.model import LANGUAGES
from markup_tree import Element, read
from playwright.sync_api import Browser
from static_host import StaticHost
from test_hostile_pages import known_kinds, visit
from test_safety import Danger

QUESTION = "en/q/sundial-noon/"
SPACES = {
    "feed": "{http://www.w3.org/2005/Atom}",
    "opensearch": "{http://a9.com/-/spec/opensearch/1.1/}",
}


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    root = tmp_path_factory.mktemp("texts") / "root"
    texts.write_repository(root)
    host = StaticHost()
    build(root / "site", host.url, root)
    host.serve(root / "site")
    yield Site(root / "site", host)
    host.close()


def page(site: Site, address: str) -> Element:
    return read((site.folder / address / "index.html").read_text("utf-8"))


def text_of(site: Site, path: str) -> str:
    return (site.folder / path).read_text("utf-8")


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_no_rule_refuses_them(tmp_path: Path) -> None:
    texts.write_repository(tmp_path / "root")
    assert [str(problem) for problem in review(tmp_path / "root")[1]] == []


def test_in_a_browser_nothing_of_them_runs_loads_or_makes_elements(
    browser: Browser, built_site: Site, shown: Site
) -> None:
    context = browser.new_context(bypass_csp=True)
    opened = context.new_page()
    known = known_kinds(opened, built_site)
    opened.close()
    assert visit(context, shown, known) == []
    context.close()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (QUESTION, unescape(texts.TITLE)),
        (QUESTION, unescape(texts.ANSWER)),
        (QUESTION, texts.CODE),
        (QUESTION, unescape(texts.CAPTION)),
        (QUESTION, texts.TOPIC),
        (QUESTION, texts.TERM),
        (QUESTION, texts.DEFINITION),
        (QUESTION, texts.SOURCE),
        (QUESTION, f"Ann {texts.AUTHOR}"),
        (QUESTION, f"{texts.TAGS} {texts.CODE} {texts.LINK}"),
        (QUESTION, "Taking <b> a </script> reading"),
        ("q/1/", unescape(texts.TITLE)),
        ("q/1/", texts.CODE),
        ("q/1/", texts.DEFINITION),
        ("en/topics/shadows/", texts.TOPIC),
        ("en/topics/shadows/", f"How {texts.TAGS} {texts.LINK} tells"),
        ("en/glossary/", texts.DEFINITION),
        ("en/glossary/", f"Opposed {texts.TAGS} {texts.LINK} to"),
        ("en/glossary/", f"sun time, {texts.TAGS}"),
        ("en/errata/", "It <script> shows solar time"),
        ("en/map/", texts.TOPIC),
        ("en/", texts.TOPIC),
    ],
)
def test_a_page_shows_them(shown: Site, address: str, expected: str) -> None:
    assert expected in one_line(page(shown, address).one("body").text)


def test_the_card_names_them(shown: Site) -> None:
    head = page(shown, QUESTION).one("head")
    contents = {
        meta["property"]: meta["content"]
        for meta in head.all("meta")
        if "property" in meta
    }
    assert contents["og:title"] == texts.TITLE
    assert contents["og:description"].startswith(texts.ANSWER)
    assert contents["article:section"] == texts.TOPIC
    assert texts.TITLE in contents["og:image:alt"]
    assert head.one("title").text.startswith(texts.TITLE)


def test_the_structured_data_hold_them_and_end_where_they_should(shown: Site) -> None:
    html = text_of(shown, f"{QUESTION}index.html")
    script = html.partition('<script type="application/ld+json">')[2]
    source = script.partition("</script>")[0]
    assert not {"<", ">", "&"} & {*source}
    data = json.loads(source)
    assert data["name"] == texts.TITLE
    assert data["about"]["name"] == texts.TOPIC
    assert texts.SOURCE in [source["name"] for source in data["citation"]]


@pytest.mark.parametrize(
    "path", ["en/feed.xml", "zh/feed.xml", "en/opensearch.xml", "sitemap.xml"]
)
def test_xml_holds_elements_of_its_own_alone(shown: Site, path: str) -> None:
    tree = ElementTree.parse(shown.folder / path)
    names = {element.tag.partition("}")[0] for element in tree.iter()}
    assert len(names) == (2 if path == "sitemap.xml" else 1)


def test_the_feed_holds_them(shown: Site) -> None:
    entries = ElementTree.parse(shown.folder / "en/feed.xml").iter(
        f"{SPACES['feed']}entry"
    )
    found = {
        part.tag.removeprefix(SPACES["feed"]): part.text or part.get("label")
        for entry in entries
        for part in entry
        if texts.TITLE in (entry.findtext(f"{SPACES['feed']}title") or "")
    }
    assert found["title"] == texts.TITLE
    assert (found["summary"] or "").startswith(texts.ANSWER)
    assert found["category"] == texts.TOPIC


def test_the_records_hold_them(shown: Site) -> None:
    record = json.loads(text_of(shown, "api/v1/questions/1.json"))
    assert record["en"]["title"] == texts.TITLE
    assert texts.TAGS in record["en"]["keywords"]
    assert texts.SOURCE in [source["title"] for source in record["sources"]]
    assert f"Ann {texts.AUTHOR}" in record["sources"][1]["authors"]
    oembed = json.loads(text_of(shown, "api/v1/oembed/en/1.json"))
    assert oembed["title"] == texts.TITLE
    assert "html" not in oembed


def test_the_search_index_holds_them(shown: Site) -> None:
    index = json.loads((shown.folder / "en/search/index.txt").read_text("gb18030"))
    assert texts.TITLE in index["titles"]
    assert ["topics/shadows/", texts.TOPIC] in index["overviews"]
    assert texts.TAGS in index["keywords"][0].split(" | ")


@pytest.mark.parametrize(
    "path",
    [
        "llms.txt",
        "llms-full.txt",
        *(
            f"{language}/{address}index.md"
            for language in LANGUAGES
            for address in (
                "",
                "q/sundial-noon/",
                "topics/shadows/",
                "glossary/",
                "errata/",
                "map/",
                "about/",
            )
        ),
    ],
)
def test_markdown_makes_no_html_of_them_anywhere(shown: Site, path: str) -> None:
    text = text_of(shown, path)
    for own in (shown.url, "http://127.0.0.1:8000/"):
        text = text.replace(own, "https://own.example/")
    html = markdown.markdown(text, extensions=["fenced_code", "tables"])
    assert Danger(html).found == []
    # Other renderers read a backslash before a sign in another way.
    assert [tag.source for tag in Markup(text).tags] == []
