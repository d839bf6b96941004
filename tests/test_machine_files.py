"""What the site offers to programs, against the formats' own schemas."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any
from urllib.robotparser import RobotFileParser

import pytest
from conftest import ROOT, Site
from handbook import addresses, review
from handbook.feed import identifier, newest
from handbook.markdown_text import plain_text
from handbook.model import LANGUAGES, Language, Question
from handbook.structured_data import script_json
from jinja2 import Environment, FileSystemLoader
from jsonschema import Draft202012Validator
from lxml import etree
from markup_tree import Element, read
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

SCHEMAS = ROOT / "tests/schemas"
CORPUS = review(ROOT)[0]
QUESTIONS = CORPUS.published_questions
ATOM = {"atom": "http://www.w3.org/2005/Atom"}
# Addresses that no reader's browser asks for.
FOR_PROGRAMS = re.compile(r"/api/|\.md$|feed\.xml$|opensearch\.xml$|sitemap\.xml$")

Data = dict[str, Any]


def load(site: Site, address: str) -> Any:
    return json.loads((site.folder / address).read_text("utf-8"))


def validator(schema: Data) -> Draft202012Validator:
    Draft202012Validator.check_schema(schema)
    checker = Draft202012Validator.FORMAT_CHECKER
    return Draft202012Validator(schema, format_checker=checker)


def own(name: str) -> Draft202012Validator:
    """Return the validator of a schema of the tests."""
    return validator(json.loads((SCHEMAS / name).read_text("utf-8")))


def relax_ng(name: str) -> Any:
    return etree.RelaxNG(file=str(SCHEMAS / name))


def xsd(name: str) -> Any:
    return etree.XMLSchema(file=str(SCHEMAS / name))


def tree(site: Site, address: str) -> Any:
    return etree.parse(str(site.folder / address))


def expect_valid(schema: Any, document: Any) -> None:
    assert schema.validate(document), schema.error_log


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def exists(site: Site, url: str) -> bool:
    """Return whether a whole address leads to a file of the site."""
    path = url.removeprefix(site.url)
    return path != url and (site.folder / path / "index.html").exists()


# ---- JSON ----


class TestRecords:
    def test_the_list_has_every_question(self, site: Site) -> None:
        found = load(site, "api/v1/questions.json")
        assert found["version"] == 1
        assert [entry["id"] for entry in found["questions"]] == [
            question.id for question in QUESTIONS
        ]
        validator(load(site, "api/v1/schema.json")).validate(found)

    @pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: str(q.id))
    def test_a_question_is_there_whole(self, site: Site, question: Question) -> None:
        found = load(site, f"api/v1/questions/{question.id}.json")
        validator(load(site, "api/v1/schema.json")).validate(found)
        listed = next(
            entry
            for entry in load(site, "api/v1/questions.json")["questions"]
            if entry["id"] == question.id
        )
        for language in LANGUAGES:
            edition, text = question.editions[language], found[language]
            page = addresses.question(language, question.slug)
            assert text["title"] == edition.title
            assert text["answer"] == plain_text(edition.answer)
            assert exists(site, text["url"])
            assert text.pop("markdown") == (site.folder / page / "index.md").read_text(
                "utf-8"
            )
        sources = found.pop("sources")
        assert found == listed
        assert [source["key"] for source in sources] == list(
            dict.fromkeys(
                reference.key
                for citation in question.editions["zh"].markup.citations
                for reference in citation.references
            )
        )

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            (("questions", 0, "id"), "14"),
            (("questions", 0, "id"), None),
            (("questions", 0, "level"), 4),
            (("questions", 0, "slug"), "Not a slug"),
            (("questions", 0, "published"), "yesterday"),
            (("questions", 0, "zh"), None),
            (("questions", 0, "en", "url"), "no address"),
            (("questions", 0, "en", "answer"), ""),
            (("version",), 2),
        ],
    )
    def test_the_schema_refuses_what_is_wrong(
        self, built_site: Site, path: tuple[str | int, ...], value: object
    ) -> None:
        """`None` stands for a property that is missing."""
        schema = validator(load(built_site, "api/v1/schema.json"))
        found = deepcopy(load(built_site, "api/v1/questions.json"))
        place = found
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        if value is None:
            del place[path[-1]]
        assert not schema.is_valid(found)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_link_has_a_preview(self, site: Site, language: Language) -> None:
        schema = own("oembed.json")
        for question in QUESTIONS:
            found = load(site, f"api/v1/oembed/{language}/{question.id}.json")
            schema.validate(found)
            assert found["title"] == question.editions[language].title
            card = f"cards/{question.id}.{language}.png"
            assert found["thumbnail_url"] == site.url + card
            assert exists(site, found["provider_url"])
            assert exists(site, found["author_url"])


# ---- feeds ----


@pytest.mark.parametrize("language", LANGUAGES)
class TestFeed:
    def test_is_valid(self, site: Site, language: Language) -> None:
        feed = tree(site, f"{language}/feed.xml")
        expect_valid(relax_ng("atom.rng"), feed)
        # What the RFC says beside its grammar.
        assert feed.xpath("/atom:feed/atom:author/atom:name/text()", namespaces=ATOM)
        ids = feed.xpath("//atom:id/text()", namespaces=ATOM)
        assert max(Counter(ids).values()) == 1
        (own_address,) = feed.xpath(
            "/atom:feed/atom:link[@rel='self']/@href", namespaces=ATOM
        )
        assert own_address == f"{site.url}{language}/feed.xml"
        for parent in feed.xpath("//*[atom:link]", namespaces=ATOM):
            links = parent.xpath("atom:link[@rel='alternate']", namespaces=ATOM)
            kinds = Counter((link.get("type"), link.get("hreflang")) for link in links)
            assert links
            assert max(kinds.values()) == 1

    def test_has_the_newest_answers_first(self, site: Site, language: Language) -> None:
        feed = tree(site, f"{language}/feed.xml")
        days = feed.xpath("//atom:entry/atom:updated/text()", namespaces=ATOM)
        assert days == sorted(days, reverse=True)
        assert feed.xpath("/atom:feed/atom:updated/text()", namespaces=ATOM) == days[:1]
        titles = feed.xpath("//atom:entry/atom:title/text()", namespaces=ATOM)
        answers = feed.xpath("//atom:entry/atom:summary/text()", namespaces=ATOM)
        for question, title, answer in zip(
            newest(CORPUS), titles, answers, strict=True
        ):
            assert title == question.editions[language].title
            assert answer == plain_text(question.editions[language].answer)
        pages = feed.xpath(
            "//atom:entry/atom:link[@type='text/html']/@href", namespaces=ATOM
        )
        assert all(exists(site, page) for page in pages)

    @pytest.mark.parametrize(
        "text", ["]]>", '"quoted" & <b>bold</b>', "&amp;", "</title><x/>", "'"]
    )
    def test_shows_any_text_as_it_is(self, language: Language, text: str) -> None:
        question = QUESTIONS[0]
        edition = replace(question.editions[language], title=text, answer=text)
        hostile = replace(question, editions={**question.editions, language: edition})
        environment = Environment(
            autoescape=True, loader=FileSystemLoader(ROOT / "hooks/theme")
        )
        environment.globals["addresses"] = addresses
        environment.filters["plain_text"] = plain_text
        feed = etree.fromstring(
            environment.get_template("machines/feed.xml")
            .render(
                corpus=CORPUS,
                homes={language: None},
                identifier=identifier,
                language=language,
                newest=[hostile],
                site_url="https://qa.example/",
                topics={topic.id: topic for topic in CORPUS.topics},
                words={language: {}},
            )
            .encode()
        )
        (title,) = feed.findall("atom:entry/atom:title", ATOM)
        (summary,) = feed.findall("atom:entry/atom:summary", ATOM)
        assert title.text == text
        assert summary.text == plain_text(text)


def test_an_entry_is_known_by_its_number_whatever_its_slug() -> None:
    question = next(question for question in QUESTIONS if question.id == 14)
    renamed = replace(question, slug="another")
    site = "https://qa.example:8080/base/"
    expected = f"tag:qa.example,{question.published}:/base/zh/q/14"
    assert identifier(site, "zh", question) == expected
    assert identifier(site, "zh", renamed) == expected


@pytest.mark.parametrize(
    ("schema", "address", "place", "attribute"),
    [
        (relax_ng("atom.rng"), "en/feed.xml", "//*[local-name()='entry'][3]/*[1]", ""),
        (relax_ng("atom.rng"), "en/feed.xml", "/*/*[local-name()='updated']", ""),
        (relax_ng("atom.rng"), "en/feed.xml", "//*[local-name()='link'][2]", "href"),
        (xsd("sitemap.xsd"), "sitemap.xml", "/*/*[2]/*[local-name()='loc']", ""),
        (xsd("sitemap.xsd"), "sitemap.xml", "//*[local-name()='link'][1]", "hreflang"),
        (relax_ng("opensearch.rng"), "en/opensearch.xml", "/*/*[1]", ""),
        (relax_ng("opensearch.rng"), "en/opensearch.xml", "/*/*[3]", "template"),
    ],
)
def test_a_schema_refuses_what_lacks_a_part(
    built_site: Site, schema: Any, address: str, place: str, attribute: str
) -> None:
    document = tree(built_site, address)
    found = document.xpath(place)[0]
    if attribute:
        del found.attrib[attribute]
    else:
        found.getparent().remove(found)
    assert not schema.validate(document)


# ---- for search engines and language models ----


def test_the_sitemap_is_valid(site: Site) -> None:
    expect_valid(xsd("sitemap.xsd"), tree(site, "sitemap.xml"))


def test_robots_are_welcome(built_site: Site) -> None:
    robots = RobotFileParser()
    robots.parse((built_site.folder / "robots.txt").read_text("utf-8").splitlines())
    assert robots.can_fetch("*", f"{built_site.url}api/v1/questions.json")
    assert robots.site_maps() == [f"{built_site.url}sitemap.xml"]


class TestModels:
    def test_llms_txt_has_the_form_that_it_should(self, site: Site) -> None:
        text = (site.folder / "llms.txt").read_text("utf-8")
        head, *sections = re.split(r"^## .+$", text, flags=re.M)
        assert re.match(r"# \S.*\n\n(> .+\n|>\n)+\n(- .+\n)+\n$", head)
        assert "\n## Optional\n" in text
        linked = []
        for section in sections:
            assert re.fullmatch(r"\n\n(- \[.+\]\(\S+\): .+\n)+\n?", section)
            linked += re.findall(r"^- \[.+?\]\((\S+)\): ", section, re.M)
        for url in linked:
            assert (site.folder / url.removeprefix(site.url)).is_file()
        questions = {
            f"{site.url}{addresses.question(language, question.slug)}index.md"
            for question in QUESTIONS
            for language in LANGUAGES
        }
        assert questions <= set(linked)

    def test_llms_full_txt_has_every_answer(self, site: Site) -> None:
        text = (site.folder / "llms-full.txt").read_text("utf-8")
        for question in QUESTIONS:
            for language in LANGUAGES:
                page = addresses.question(language, question.slug)
                assert (site.folder / page / "index.md").read_text("utf-8") in text


@pytest.mark.parametrize("language", LANGUAGES)
class TestSearchDescription:
    def test_is_valid(self, site: Site, language: Language) -> None:
        found = tree(site, f"{language}/opensearch.xml")
        expect_valid(relax_ng("opensearch.rng"), found)
        image = found.findtext("{*}Image").removeprefix(site.url)
        assert (site.folder / image).is_file()

    def test_its_address_opens_the_search(
        self, page: Page, site: Site, language: Language
    ) -> None:
        found = tree(site, f"{language}/opensearch.xml")
        (template,) = found.xpath("//*[@type='text/html']/@template")
        page.goto(template.replace("{searchTerms}", "WordPiece"))
        links = page.locator(".md-search-result__link[href*='bpe-vs-wordpiece']")
        expect(links.first).to_be_visible()


# ---- what the pages say of themselves ----


def links(page: Element, *relations: str) -> dict[str, str]:
    """Return the addresses of the page's other forms, by media type."""
    return {
        link["type"]: link["href"]
        for link in page.all("link")
        if "type" in link and link["rel"].strip() in relations
    }


ATOM_TYPE, SEARCH_TYPE = "application/atom+xml", "application/opensearchdescription+xml"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "en/q/bpe-vs-wordpiece/",
            {
                ATOM_TYPE: "en/feed.xml",
                SEARCH_TYPE: "en/opensearch.xml",
                "text/markdown": "en/q/bpe-vs-wordpiece/index.md",
                "application/json": "api/v1/questions/14.json",
                "application/json+oembed": "api/v1/oembed/en/14.json",
            },
        ),
        (
            "zh/about/",
            {
                ATOM_TYPE: "zh/feed.xml",
                SEARCH_TYPE: "zh/opensearch.xml",
                "text/markdown": "zh/about/index.md",
            },
        ),
        (
            "q/14/",
            {
                ATOM_TYPE: "en/feed.xml",
                SEARCH_TYPE: "en/opensearch.xml",
                "application/json": "api/v1/questions/14.json",
            },
        ),
        ("", {ATOM_TYPE: "en/feed.xml", SEARCH_TYPE: "en/opensearch.xml"}),
    ],
)
def test_a_page_names_its_other_forms(
    site: Site, address: str, expected: dict[str, str]
) -> None:
    page = read((site.folder / address / "index.html").read_text("utf-8"))
    found = links(page, "alternate", "search")
    assert found == {kind: site.url + target for kind, target in expected.items()}
    for url in found.values():
        assert (site.folder / url.removeprefix(site.url)).is_file()


@pytest.mark.parametrize("address", ["zh/", "zh/q/bpe-vs-wordpiece/", "q/14/"])
def test_no_browser_asks_for_them_and_no_policy_is_broken(
    page: Page, built_site: Site, address: str
) -> None:
    complaints: list[str] = []

    def keep(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    page.on("console", keep)
    built_site.host.clear()
    page.goto(built_site.url + address, wait_until="networkidle")
    asked = [request.path for request in built_site.host.requests]
    assert asked
    assert not [path for path in asked if FOR_PROGRAMS.search(path)]
    assert all(request.status < 400 for request in built_site.host.requests)
    assert not complaints


class TestStructuredData:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_describes_a_learning_resource(
        self, site: Site, language: Language
    ) -> None:
        schema = own("learning-resource.json")
        for question in QUESTIONS:
            address = addresses.question(language, question.slug)
            page = read((site.folder / address / "index.html").read_text("utf-8"))
            found = json.loads(page.one("script", type="application/ld+json").text)
            schema.validate(found)
            assert found["url"] == site.url + address
            assert found["inLanguage"] == page.one("html")["lang"] == language
            assert found["name"] == question.editions[language].title
            assert found["dateModified"] == question.revised.isoformat()
            other: Language = "en" if language == "zh" else "zh"
            relation = "workTranslation" if language == "zh" else "translationOfWork"
            twin = addresses.question(other, question.slug)
            assert found[relation] == {"@id": site.url + twin}
            listed = page.one("article").all("a")
            sources = [a["href"] for a in listed if a["id"].startswith("source-")]
            assert [work["url"] for work in found["citation"]] == sources

    @pytest.mark.parametrize(
        "name", ["@context", "url", "citation", "license", "datePublished", "about"]
    )
    def test_the_schema_refuses_what_lacks_a_part(
        self, built_site: Site, name: str
    ) -> None:
        address = built_site.folder / "en/q/bpe-vs-wordpiece/index.html"
        page = read(address.read_text("utf-8"))
        found = json.loads(page.one("script", type="application/ld+json").text)
        del found[name]
        assert not own("learning-resource.json").is_valid(found)

    def test_only_a_question_of_one_language_has_it(self, built_site: Site) -> None:
        for path in built_site.folder.rglob("*.html"):
            address = path.relative_to(built_site.folder).as_posix()
            expected = bool(re.match(r"(zh|en)/q/", address))
            has_it = "application/ld+json" in path.read_text("utf-8")
            assert has_it == expected, address

    @pytest.mark.parametrize(
        "text", ["</script><script>a()", "<!--", "]]>", "\u2028\u2029", '"\\"', "&lt;"]
    )
    def test_cannot_end_its_element(self, text: str) -> None:
        written = script_json({"name": text})
        assert not re.search("[<>&\u2028\u2029]", written)
        assert json.loads(written) == {"name": text}


# ---- the recipe of the about page ----

ABOUT = next(page for page in CORPUS.pages if page.name == "about")


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is missing; install it")
@pytest.mark.parametrize("number", [0, 1], ids=["by number", "by word"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_recipe_for_a_chat_bot_works_as_written(
    built_site: Site, language: Language, number: int
) -> None:
    recipe = ABOUT.editions[language].markup.fences[number].body
    local = recipe.replace("http://127.0.0.1:8000/", built_site.url)
    assert local != recipe
    assert run(local).stdout == message(built_site, "zh")
    english = re.sub(r" zh( BPE)?\n$", r" en\1\n", local)
    assert run(english).stdout == message(built_site, "en")
    nothing = run(re.sub(r"(14\.json|BPE\n)", "no-such-thing", local))
    assert nothing.returncode
    assert not nothing.stdout


def test_the_recipe_on_the_page_names_the_site(site: Site) -> None:
    for language in LANGUAGES:
        address = addresses.page(language, "about")
        page = read((site.folder / address / "index.html").read_text("utf-8"))
        recipes = [block.text for block in page.all("pre")]
        assert len(recipes) == 2
        assert all(f"curl -sf {site.url}api/v1/" in recipe for recipe in recipes)


def message(site: Site, language: Language) -> str:
    edition = load(site, "api/v1/questions/14.json")[language]
    return f"{edition['title']}\n{edition['answer']}\n{edition['url']}\n"


def run(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail\n{script}"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
