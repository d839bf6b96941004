"""The built site, at the root of a host and below a path: what its files say."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from conftest import ROOT, Site
from handbook import addresses, review
from handbook.markdown_text import plain_text
from handbook.markup import Markup
from handbook.model import LANGUAGES, Edition, Language, Question
from handbook.rules.figures import figures
from handbook.search_index import ENCODING
from markup_tree import Element, read

# These addresses have been given out: they stay, whatever else is added.
QUESTIONS = {
    14: "bpe-vs-wordpiece",
    18: "training-memory",
    22: "reward-overoptimization",
}
SECTIONS = ["explain", "example", "pitfalls", "follow-ups", "sources"]
ENLARGE = {"zh": "放大", "en": "Enlarge"}
SITE_NAMES = {"zh": "大模型问答", "en": "LLM Q&A", "": "大模型问答 · LLM Q&A"}
XML = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}

CORPUS = review(ROOT)[0]
EDITIONS = [
    pytest.param(question, question.editions[language], id=f"{language}-{question.id}")
    for question in CORPUS.published_questions
    for language in LANGUAGES
]

Pages = Mapping[str, Element]
# Pages without an address of their own, shown at those of others.
SHOWN_ANYWHERE = {"404.html", "zh/404.html", "en/404.html", "offline.html"}


@pytest.fixture(scope="module")
def pages(site: Site) -> Pages:
    """Every page of the site by its address below the site's own, as `zh/q/a/`."""
    return {
        path.relative_to(site.folder).as_posix().removesuffix("index.html"): read(
            path.read_text("utf-8")
        )
        for path in sorted(site.folder.rglob("*.html"))
    }


@pytest.fixture(scope="module")
def proper_pages(pages: Pages) -> Pages:
    """The pages that have an address of their own: neither errors nor copies."""
    copies = {f"q/{question.slug}/" for question in CORPUS.published_questions}
    return {
        address: page
        for address, page in pages.items()
        if address not in {*SHOWN_ANYWHERE, *copies}
    }


def language_of(address: str) -> str:
    """Return the language that an address names; nothing for both."""
    first = address.partition("/")[0]
    return first if first in LANGUAGES else ""


def article(pages: Pages, question: Question, language: str) -> Element:
    return pages[addresses.question(_language(language), question.slug)].one("article")


def _language(code: str) -> Language:
    return next(language for language in LANGUAGES if language == code)


def squeezed(text: str) -> str:
    return " ".join(text.split())


# ---- the crawl ----


def references(page: Element) -> Iterator[tuple[Element, str]]:
    """Yield every reference of a page to a file or to a place in it."""
    for element in page.descendants():
        for name in ("href", "src", "action", "poster", "data", "xlink:href"):
            if name in element:
                yield element, element[name]
        for candidate in element["srcset"].split(","):
            if candidate:
                yield element, candidate.split()[0]
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            for id in element[name].split():
                yield element, f"#{id}"
        if element["id"] == "__config" and page.all("form", name="search"):
            # What the theme's script fetches for its search.
            settings = json.loads(element.text)
            yield element, settings["search"]
            for name in ("search_index.json", "index.txt"):
                yield element, f"{settings['base'].rstrip('/')}/search/{name}"


def is_followed(element: Element) -> bool:
    """Return whether only the reader's click leads there; nothing is fetched."""
    relations = set(element["rel"].split())
    return element.tag == "a" or (
        element.tag == "link" and bool(relations & {"canonical", "alternate"})
    )


def ids(page: Element) -> list[str]:
    return [element["id"] for element in page.descendants() if "id" in element]


class TestCrawl:
    def test_no_link_and_no_anchor_is_dead(self, site: Site, pages: Pages) -> None:
        anchors = {address: {*ids(page), ""} for address, page in pages.items()}
        dead = []
        for address, page in pages.items():
            here = "zh/q/no-such/page/" if address in SHOWN_ANYWHERE else address
            for element, reference in references(page):
                target, anchor = urldefrag(urljoin(site.url + here, reference))
                if not target.startswith(site.url):
                    if not is_followed(element) or target.startswith(
                        "http://127.0.0.1"
                    ):
                        dead.append((address, reference))
                    continue
                place = (
                    address if target == site.url + here else target[len(site.url) :]
                )
                if place in pages:
                    if anchor not in anchors[place]:
                        dead.append((address, reference))
                elif anchor or not (site.folder / place).is_file():
                    dead.append((address, reference))
        assert dead == []

    def test_no_style_sheet_refers_to_what_is_missing(self, site: Site) -> None:
        sheet = site.folder / site.asset("style.css")
        text = sheet.read_text("utf-8")
        found = re.findall(r"""(?:url\(|@import)\s*["']?([^"')]+)""", text)
        files = [reference for reference in found if not reference.startswith("data:")]
        assert files
        for reference in files:
            assert (sheet.parent / reference).is_file(), reference

    def test_every_page_loads_one_own_style_sheet_and_one_script(
        self, site: Site, pages: Pages
    ) -> None:
        for address, page in pages.items():
            here = site.url + address
            loaded = [link["href"] for link in page.all("link", rel="stylesheet")]
            loaded += [s["src"] for s in page.all("script") if "src" in s]
            assert [urljoin(here, reference) for reference in loaded] == [
                site.url + site.asset("style.css"),
                site.url + site.asset("script.js"),
            ], address

    def test_the_id_of_an_element_is_unique_in_its_page(self, pages: Pages) -> None:
        for address, page in pages.items():
            twice = [id for id, count in Counter(ids(page)).items() if count > 1]
            assert twice == [], address

    def test_no_page_has_a_style_or_a_handler_of_its_own(self, pages: Pages) -> None:
        for address, page in pages.items():
            assert not page.all("style", "iframe", "object", "embed", "base"), address
            for element in page.descendants():
                names = set(element.attributes)
                assert "style" not in names, (address, element)
                assert not [n for n in names if n.startswith("on")], (address, element)
                assert not element["href"].startswith("javascript:"), address

    def test_every_page_has_one_policy_without_unsafe_parts(self, pages: Pages) -> None:
        for address, page in pages.items():
            meta = page.one("meta", **{"http-equiv": "Content-Security-Policy"})
            assert "default-src 'none'" in meta["content"], address
            assert "unsafe" not in meta["content"], address
            assert "//" not in meta["content"], address


# ---- what each page says of itself ----


def alternates(page: Element) -> dict[str, str]:
    """Return the page's address in each language; other forms of it name a type."""
    links = [e for e in page.all("link") if "alternate" in e["rel"].split()]
    links = [link for link in links if "type" not in link]
    found = {link["hreflang"]: link["href"] for link in links}
    assert len(found) == len(links)
    return found


class TestHead:
    def test_every_page_names_its_own_address(
        self, site: Site, proper_pages: Pages
    ) -> None:
        for address, page in proper_pages.items():
            canonical = page.one("link", rel="canonical")
            assert canonical["href"] == site.url + address

    def test_the_language_is_that_of_the_address(self, pages: Pages) -> None:
        for address, page in pages.items():
            # Pages in both languages begin with the Chinese one.
            assert page.one("html")["lang"] == (language_of(address) or "zh"), address

    def test_the_title_ends_with_the_name_of_the_site(self, pages: Pages) -> None:
        for address, page in pages.items():
            assert (
                SITE_NAMES[language_of(address)] in page.one("head").one("title").text
            ), address

    def test_no_two_pages_share_a_title_or_a_description(
        self, proper_pages: Pages
    ) -> None:
        titles = [page.one("head").one("title").text for page in proper_pages.values()]
        assert max(Counter(titles).values()) == 1
        descriptions = [
            page.one("meta", name="description")["content"]
            for page in proper_pages.values()
        ]
        assert max(Counter(descriptions).values()) == 1
        assert all(descriptions)

    @pytest.mark.parametrize(("question", "edition"), EDITIONS)
    def test_a_question_is_titled_and_described_by_its_own_words(
        self, pages: Pages, question: Question, edition: Edition
    ) -> None:
        page = pages[addresses.question(edition.language, question.slug)]
        name = SITE_NAMES[edition.language]
        assert page.one("head").one("title").text == f"{edition.title} - {name}"
        description = page.one("meta", name="description")["content"]
        # test_cards.py shows where it is cut.
        assert plain_text(edition.answer).startswith(description)

    def test_alternates_name_both_languages_and_each_other(
        self, site: Site, proper_pages: Pages
    ) -> None:
        for address, page in proper_pages.items():
            found = alternates(page)
            own = language_of(address) or "x-default"
            assert {"zh", "en"} <= found.keys(), address
            assert found[own] == site.url + address
            for target in found.values():
                assert alternates(proper_pages[target[len(site.url) :]]) == found

    def test_a_question_without_a_language_is_the_default(
        self, site: Site, pages: Pages
    ) -> None:
        for question in CORPUS.published_questions:
            for language in LANGUAGES:
                page = pages[addresses.question(language, question.slug)]
                assert alternates(page)["x-default"] == f"{site.url}q/{question.id}/"

    def test_no_alternate_is_one_that_the_theme_asks_for_a_sitemap(
        self, pages: Pages
    ) -> None:
        for address, page in pages.items():
            assert not page.all("link", rel="alternate"), address

    def test_the_sitemap_lists_every_page_once_with_its_alternates(
        self, site: Site, proper_pages: Pages
    ) -> None:
        text = (site.folder / "sitemap.xml").read_bytes()
        assert gzip.decompress((site.folder / "sitemap.xml.gz").read_bytes()) == text
        entries = ElementTree.fromstring(text).findall("map:url", XML)
        locations = [entry.findtext("map:loc", "", XML) for entry in entries]
        assert sorted(locations) == sorted(site.url + a for a in proper_pages)
        for entry, location in zip(entries, locations, strict=True):
            listed = {
                link.get("hreflang"): link.get("href")
                for link in entry.findall("xhtml:link", XML)
            }
            assert listed == alternates(proper_pages[location[len(site.url) :]])
            date = entry.findtext("map:lastmod", "", XML)
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", date)


# ---- questions ----


class TestQuestions:
    def test_every_question_has_its_three_addresses(self, pages: Pages) -> None:
        asked = {question.id: question.slug for question in CORPUS.published_questions}
        assert QUESTIONS.items() <= asked.items()
        for id, slug in asked.items():
            assert {f"zh/q/{slug}/", f"en/q/{slug}/", f"q/{id}/"} <= pages.keys()

    def test_the_question_is_the_only_article(self, pages: Pages) -> None:
        for address, page in pages.items():
            articles = page.all("article")
            assert len(articles) == ("/q/" in f"/{address}"), address

    @pytest.mark.parametrize(("question", "edition"), EDITIONS)
    def test_the_sections_stand_in_order(
        self, pages: Pages, question: Question, edition: Edition
    ) -> None:
        found = article(pages, question, edition.language)
        sections = [heading["id"] for heading in found.all("h2")]
        assert [id for id in sections if id in SECTIONS] == SECTIONS
        assert sections[0] == "explain"
        assert sections[-1] == "sources"

    @pytest.mark.parametrize(("question", "edition"), EDITIONS)
    def test_a_computed_number_is_a_link_to_the_example(
        self, pages: Pages, question: Question, edition: Edition
    ) -> None:
        found = article(pages, question, edition.language).all("a", of="computed")
        assert [link.text for link in found] == [
            code.text for code in edition.markup.computed
        ]
        assert all(link["href"] == "#example" for link in found)
        assert all(not list(link.descendants()) for link in found)

    @pytest.mark.parametrize(("question", "edition"), EDITIONS)
    def test_the_answer_and_all_sections_are_there_without_a_script(
        self, pages: Pages, question: Question, edition: Edition
    ) -> None:
        found = article(pages, question, edition.language)
        assert squeezed(found.one("h1").text) == plain_text(edition.title)
        answer = found.all("p")[0]
        assert squeezed(answer.text) == plain_text(edition.answer)
        assert not [e for e in found.descendants() if "hidden" in e]
        words = [word for word in re.split(r"\s+", found.text) if word]
        assert len("".join(words)) > 1500

    def test_previous_and_next_stay_within_the_topic(self, pages: Pages) -> None:
        for question in CORPUS.published_questions:
            before, after = CORPUS.neighbours[question.slug]
            page = pages[addresses.question("zh", question.slug)]
            for relation, neighbour in (("prev", before), ("next", after)):
                links = [link["href"] for link in page.all("a", rel=relation)]
                assert links == ([f"../{neighbour.slug}/"] if neighbour else [])

    def test_an_answer_can_be_cited(self, pages: Pages) -> None:
        for address, page in pages.items():
            if "/q/" in f"/{address}":
                entry = page.one("details", of="cite").one("code").text
                assert entry.startswith("@misc{")
                assert page.one("link", rel="canonical")["href"] in entry
                assert entry.count("{") == entry.count("}")


# ---- the bilingual pages ----


class TestBilingualPages:
    @pytest.fixture(params=CORPUS.published_questions, ids=lambda q: str(q.id))
    def question(self, request: pytest.FixtureRequest) -> Question:
        found: Question = request.param
        return found

    @pytest.fixture
    def page(self, pages: Pages, question: Question) -> Element:
        return pages[addresses.bilingual(question)]

    def test_a_section_wraps_both_columns(self, page: Element) -> None:
        sections = [e for e in page.one("article").all("section", of="pair") if e["id"]]
        assert [s["id"] for s in sections if s["id"] in SECTIONS] == SECTIONS
        for section in sections:
            columns = section.all("div", of="prose")
            shared = section["id"] == "sources"
            assert [column["lang"] for column in columns] == (
                ["zh"] if shared else ["zh", "en"]
            )

    def test_ids_inside_a_column_have_its_prefix(self, page: Element) -> None:
        for column in page.one("article").all("div", of="prose"):
            for id in ids(column):
                assert id.startswith((f"{column['lang']}-", "source-"))

    def test_links_to_questions_lead_to_bilingual_pages(
        self, site: Site, question: Question, page: Element
    ) -> None:
        here = site.url + addresses.bilingual(question)
        targets = [
            urldefrag(urljoin(here, link["href"]))[0]
            for link in page.one("article").all("a")
        ]
        inside = [t[len(site.url) :] for t in targets if t.startswith(site.url)]
        assert not [t for t in inside if re.match(r"(zh|en)/q/", t)]
        slugs = {
            slug
            for edition in question.editions.values()
            for slug in CORPUS.linked_slugs(question, edition)
        }
        expected = {addresses.bilingual(q) for q in CORPUS.published_by_slug(slugs)} - {
            addresses.bilingual(question)
        }
        assert expected <= set(inside)

    def test_both_editions_are_there_whole(
        self, pages: Pages, question: Question, page: Element
    ) -> None:
        for language in LANGUAGES:
            edition = article(pages, question, language)
            columns = page.one("article").all("div", of="prose", lang=language)
            if language == "zh":
                columns.pop()  # the sources, which stand once
            both = squeezed("".join(column.text for column in columns))
            children = edition.children
            heading = edition.one("h2", id="sources").parent
            assert heading
            end = children.index(heading)
            texts = (c if isinstance(c, str) else c.text for c in children[:end])
            alone = squeezed("".join(texts))
            assert both == alone.strip()


# ---- glossary ----


class TestGlossary:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_term_has_an_entry_with_its_other_name(
        self, pages: Pages, language: Language
    ) -> None:
        page = pages[addresses.page(language, "glossary")]
        for term in CORPUS.terms:
            heading = page.one("h2", id=term.id).text
            assert term.editions[language].term in heading
            for edition in term.editions.values():
                assert edition.term in heading

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_terms_and_questions_lead_to_each_other(
        self, site: Site, pages: Pages, language: Language
    ) -> None:
        glossary = addresses.page(language, "glossary")
        listed = set()
        term = ""
        for element in pages[glossary].one("div", of="prose").descendants():
            if element.tag == "h2":
                term = element["id"]
            elif element.tag == "a":
                target = urljoin(site.url + glossary, element["href"])
                listed.add((term, target[len(site.url) :]))
        used = set()
        for question in CORPUS.published_questions:
            address = addresses.question(language, question.slug)
            for link in pages[address].one("article").all("a", of="term"):
                target, id = urldefrag(urljoin(site.url + address, link["href"]))
                assert target == site.url + glossary
                used.add((id, address))
        # An entry lists a question that uses the term in either language.
        assert used <= listed
        assert {id for id, _ in listed} <= {term.id for term in CORPUS.terms}

    def test_a_term_is_described_in_the_language_of_its_text(
        self, pages: Pages
    ) -> None:
        definitions = {
            (term.id, language): term.editions[language].definition
            for term in CORPUS.terms
            for language in LANGUAGES
        }
        for address, page in pages.items():
            for link in page.all("a", of="term"):
                tip = page.one("p", id=link["aria-describedby"])
                term = link["href"].partition("#")[2]
                assert tip["lang"] == link.language, address
                assert definitions[term, _language(link.language)] in tip.text


# ---- formulas ----


class TestFormulas:
    def test_every_formula_carries_its_tex(self, pages: Pages) -> None:
        count = 0
        for address, page in pages.items():
            for math in page.all("math"):
                note = math.one("annotation")
                assert note["encoding"] == "application/x-tex"
                assert note.text.strip(), address
                assert len(list(math.descendants())) > 2
                count += 1
        assert count > 20

    def test_no_tex_is_left_in_the_text(self, pages: Pages) -> None:
        for address, page in pages.items():
            for element in page.descendants():
                tags = {ancestor.tag for ancestor in element.ancestors()}
                if tags & {"annotation", "code", "script"}:
                    continue
                text = "".join(c for c in element.children if isinstance(c, str))
                assert not re.search(r"\$|\\[(\[]", text), (address, text)


# ---- what else is published ----


class TestFiles:
    def test_each_language_has_an_index_of_its_own_pages(
        self, site: Site, pages: Pages
    ) -> None:
        assert not (site.folder / "search/search_index.json").exists()
        for language in LANGUAGES:
            folder = site.folder / language
            index = json.loads((folder / "search/index.txt").read_text(ENCODING))
            own = {a[3:] for a in pages if language_of(a) == language}
            questions = {address for address in own if address.startswith("q/")}
            assert set(index["addresses"]) == questions
            for address, anchors in zip(
                index["addresses"], index["anchors"], strict=True
            ):
                assert set(anchors) <= set(ids(pages[f"{language}/{address}"]))
            assert {address for address, _ in index["overviews"]} <= own

    def test_nothing_but_pages_and_public_files_is_published(self, site: Site) -> None:
        files = [p.relative_to(site.folder) for p in site.folder.rglob("*")]
        files = [path for path in files if (site.folder / path).is_file()]
        public = {"api", "assets", "cards", "examples", "figures", "qr"}
        for path in files:
            if path.suffix in (".br", ".gz"):
                path = path.with_suffix("")  # a compressed copy; see test_weight.py
            inside = path.parts[0] in public
            name = path.as_posix()
            generated = path.name in (
                "404.html",
                "index.html",
                "index.md",
                "index.txt",
                "search_index.json",
                "feed.xml",
                "opensearch.xml",
            )
            root = name in (
                *SHOWN_ANYWHERE,
                "_headers",
                "favicon.ico",
                "manifest.webmanifest",
                "sw.js",
                "sitemap.xml",
                "robots.txt",
                "llms.txt",
                "llms-full.txt",
            )
            assert inside or generated or root, name
            assert path.suffix not in (".yml", ".yaml", ".bib"), name

    @pytest.mark.parametrize("name", ["", "404.html"])
    def test_pages_for_everyone_speak_both_languages(
        self, site: Site, pages: Pages, name: str
    ) -> None:
        page = pages[name]
        for language in LANGUAGES:
            section = page.one("section", lang=language)
            (link,) = section.all("a", hreflang=language)
            assert urljoin(site.url + name, link["href"]) == f"{site.url}{language}/"
            assert re.search(
                "[一-鿿]" if language == "zh" else "[a-z]{3}", section.text
            )

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_an_error_page_below_a_language_speaks_it_alone(
        self, site: Site, pages: Pages, language: str
    ) -> None:
        page = pages[f"{language}/404.html"]
        assert page.one("html")["lang"] == language
        (section,) = page.all("section")
        assert section["lang"] == language
        (link,) = section.all("a")
        # From any depth.
        assert link["href"] == f"{site.host.base}{language}/"
        (title,) = page.all("title")
        assert bool(re.search("[一-鿿]", title.text)) == (language == "zh")


# ---- the handbook reads what the renderer writes ----


def headings(found: Element) -> list[tuple[int, str]]:
    return [
        (int(heading.tag[1]), heading["id"])
        for heading in found.all("h1", "h2", "h3", "h4", "h5", "h6")
        if heading["id"] != "sources"
    ]


def included(body: str) -> str:
    """Return a fence's body with its file in place."""

    def text(match: re.Match[str]) -> str:
        return (ROOT / "docs/examples" / match[1]).read_text("utf-8").rstrip("\n")

    return re.sub(r'--8<-- "([^"]+)"', text, body)


class TestScannerAndRenderer:
    @pytest.mark.parametrize(("question", "edition"), EDITIONS)
    def test_they_agree(
        self, site: Site, pages: Pages, question: Question, edition: Edition
    ) -> None:
        language = edition.language
        found = article(pages, question, language)
        markup: Markup = edition.markup
        text = without_sources(found)
        assert headings(found) == [
            (heading.level, heading.id or "title") for heading in markup.headings
        ]
        assert [note.text for note in found.all("annotation")] == [
            formula.tex for formula in markup.formulas
        ]
        assert [math["display"] == "block" for math in found.all("math")] == [
            formula.is_display for formula in markup.formulas
        ]
        assert [block.text.strip("\n") for block in found.all("pre")] == [
            included(fence.body).strip("\n") for fence in markup.fences
        ]
        assert [
            code.text
            for code in text
            if code.tag == "code" and code.parent and code.parent.tag != "pre"
        ] == [code.text for code in markup.codes if not code.is_computed]
        assert [
            link["href"].removeprefix("#source-")
            for link in text
            if "citation" in link.classes
        ] == [
            reference.key
            for citation in markup.citations
            for reference in citation.references
        ]
        assert [
            (figure["id"], figure.one("title").text, figure.one("figcaption").text)
            for figure in found.all("figure")
        ] == [
            (figure.id, figure.image.text, f"{figure.image.title} {ENLARGE[language]}")
            for figure in figures(markup)
        ]
        assert plain_links(text, site, question, edition) == [
            target_of(link.target, question, edition)
            for link in markup.links
            if not link.is_image
        ]


def without_sources(found: Element) -> list[Element]:
    """Return the elements of an article ahead of its list of sources."""
    elements = list(found.descendants())
    return elements[: elements.index(found.one("h2", id="sources"))]


def plain_links(
    text: list[Element], site: Site, question: Question, edition: Edition
) -> list[str]:
    """Return the targets of the links that stand in the source as links."""
    made = {"anchor", "citation", "computed", "term", "download", "enlarge"}
    here = site.url + addresses.question(edition.language, question.slug)
    return [
        urljoin(here, link["href"]).removeprefix(site.url)
        for link in text
        if link.tag == "a" and not made & set(link.classes)
    ]


def target_of(target: str, question: Question, edition: Edition) -> str:
    """Return the address on the site of a link's target in the source."""
    if urlsplit(target).scheme:
        return target
    path, hash_sign, anchor = target.partition("#")
    here = addresses.question(edition.language, question.slug)
    if not path:
        return here + hash_sign + anchor
    name = (Path(question.path).parent / path).name
    address = (
        addresses.page(edition.language, "glossary")
        if name == "glossary.yml"
        else addresses.question(edition.language, Path(name).stem)
    )
    return address + hash_sign + anchor
